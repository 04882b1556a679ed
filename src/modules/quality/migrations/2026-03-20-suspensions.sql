create table quality.suspension (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  rule text not null,
  reason text not null,
  hidden integer not null,
  suspended_on date not null,
  suspended_by text not null,
  ended_on date,
  ended_by text,
  end_reason text,
  constraint suspension_pkey primary key (county_code, id),
  constraint suspension_days check (ended_on >= suspended_on),
  constraint suspension_ended check ((ended_on is null) = (ended_by is null))
);
comment on table quality.suspension is '停用规则：一条核对规则在全县停用的起止和原因；停用期间不产生待核对事项，也不计入准确率、完整率';
comment on column quality.suspension.hidden is '停用当时收起的待处理事项数';
create unique index suspension_one_standing on quality.suspension (county_code, rule) where ended_on is null;
create index suspension_by_day on quality.suspension (county_code, suspended_on desc);
select house.protect('quality.suspension', 'county');
