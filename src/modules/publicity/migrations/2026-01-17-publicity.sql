create schema publicity;
grant usage on schema publicity to ronggui_app;

create table publicity.studio (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  unit_id uuid not null,
  name text not null,
  plaque_on date,
  head_name text,
  members integer,
  services text[],
  removed_on date,
  note text,
  constraint studio_pkey primary key (county_code, id),
  constraint studio_name_key unique (county_code, unit_id, name),
  constraint studio_removed check (removed_on is null or removed_on >= plaque_on),
  constraint studio_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id)
);
comment on table publicity.studio is '老兵工作室';
comment on column publicity.studio.plaque_on is '挂牌日期，空为未挂牌';
create index studio_by_division on publicity.studio (county_code, division_code, plaque_on);
select house.protect('publicity.studio', 'county');

create table publicity.lecture (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  held_on date not null,
  place text not null,
  audience_kind text not null,
  topic text not null,
  speakers text,
  form text,
  audience integer not null,
  note text,
  constraint lecture_pkey primary key (county_code, id),
  constraint lecture_natural_key unique (county_code, held_on, place, topic),
  constraint lecture_audience check (audience > 0)
);
comment on table publicity.lecture is '老兵宣讲团的宣讲活动';
comment on column publicity.lecture.audience is '听众人次';
create index lecture_by_division on publicity.lecture (county_code, division_code, held_on);
select house.protect('publicity.lecture', 'county');

create table publicity.activity (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  held_on date not null,
  kind text not null,
  title text not null,
  place text,
  participants integer,
  note text,
  constraint activity_pkey primary key (county_code, id),
  constraint activity_natural_key unique (county_code, held_on, title)
);
comment on table publicity.activity is '双拥活动；不记部队番号、代号';
create index activity_by_division on publicity.activity (county_code, division_code, held_on);
select house.protect('publicity.activity', 'county');
