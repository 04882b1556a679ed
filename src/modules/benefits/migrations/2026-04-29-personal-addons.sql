alter table benefits.standard drop constraint standard_kind;
alter table benefits.standard add constraint standard_kind check (kind in ('floor', 'full', 'topUp', 'personal'));
alter table benefits.standard drop constraint standard_addon;
alter table benefits.standard add constraint standard_addon check (addon is null or kind in ('topUp', 'personal'));
alter table benefits.standard add constraint standard_personal check (kind <> 'personal' or addon is not null);

create table benefits.addon (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  item text not null,
  from_month text collate "C" not null,
  until_month text collate "C",
  document text,
  note text,
  constraint addon_pkey primary key (county_code, id),
  constraint addon_months check (from_month ~ '^\d{4}-\d{2}$' and (until_month is null or (until_month ~ '^\d{4}-\d{2}$' and until_month >= from_month))),
  constraint addon_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.addon is '逐人增发：只发给批准的人的增发（如孤老增发），从起始月份到终止月份；金额按同名的逐人增发标准';
create unique index addon_natural_key on benefits.addon (county_code, person_id, item, from_month);
create index addon_by_division on benefits.addon (county_code, division_code, from_month desc);
create index addon_by_batch on benefits.addon (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.addon', 'division');
