create schema memorial;
grant usage on schema memorial to ronggui_app;

create table memorial.site (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  kind text not null,
  level text,
  address text,
  approval text,
  approved_on date,
  protector text,
  manager text,
  area integer,
  protected_scope text,
  burials integer,
  named_burials integer,
  wall_names integer,
  opening_hours text,
  guides integer,
  introduction text,
  constraint site_pkey primary key (county_code, id),
  constraint site_name_key unique (county_code, name)
);
comment on table memorial.site is '烈士纪念设施';
create index site_by_division on memorial.site (county_code, division_code, name);
select house.protect('memorial.site', 'county');

create table memorial.organisation (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  kind text not null,
  credit_code text,
  constraint organisation_pkey primary key (county_code, id),
  constraint organisation_name_key unique (county_code, name),
  constraint organisation_credit_code_key unique (county_code, credit_code)
);
comment on table memorial.organisation is '来访单位字典，一个单位一行';
create index organisation_by_division on memorial.organisation (county_code, division_code, name);
select house.protect('memorial.organisation', 'county');

create table memorial.alias (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  organisation_id uuid not null,
  constraint alias_pkey primary key (county_code, id),
  constraint alias_name_key unique (county_code, name),
  constraint alias_organisation foreign key (county_code, organisation_id) references memorial.organisation (county_code, id)
);
comment on table memorial.alias is '来访单位的别名，一个别名只指一个单位';
create index alias_by_division on memorial.alias (county_code, division_code, name);
create index alias_by_organisation on memorial.alias (county_code, organisation_id);
select house.protect('memorial.alias', 'county');

create table memorial.visit (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  site_id uuid not null,
  visited_on date not null,
  slot text,
  source text not null,
  entry_number text,
  organisation_id uuid,
  visitor_kind text,
  headcount integer not null,
  activities text[],
  guided boolean,
  supplies text[],
  contact_name_sealed text,
  contact_name_index text,
  contact_phone_sealed text,
  contact_phone_index text,
  constraint visit_pkey primary key (county_code, id),
  constraint visit_natural_key unique nulls not distinct (county_code, site_id, visited_on, slot, source, organisation_id, entry_number),
  constraint visit_headcount check (headcount > 0),
  constraint visit_site foreign key (county_code, site_id) references memorial.site (county_code, id),
  constraint visit_organisation foreign key (county_code, organisation_id) references memorial.organisation (county_code, id)
);
comment on table memorial.visit is '祭扫：一个单位一次一行，或散客一批计数一行';
comment on column memorial.visit.headcount is '人次';
create index visit_by_division on memorial.visit (county_code, division_code, visited_on);
create index visit_by_day on memorial.visit (county_code, visited_on);
create index visit_by_organisation on memorial.visit (county_code, organisation_id);
select house.protect('memorial.visit', 'county');

create table memorial.merge (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  kept_id uuid not null,
  dropped_id uuid not null,
  alias_id uuid not null,
  visit_ids uuid[] not null,
  alias_ids uuid[] not null,
  merged_at timestamptz not null,
  undone_at timestamptz,
  constraint merge_pkey primary key (county_code, id)
);
comment on table memorial.merge is '单位合并：记下改指的祭扫和别名，可撤销';
create index merge_by_division on memorial.merge (county_code, division_code, merged_at);
select house.protect('memorial.merge', 'county');
