create schema ratings;
grant usage on schema ratings to ronggui_app;

create table ratings.application (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  unit_id uuid not null,
  year integer not null,
  star integer not null,
  state text not null default 'draft',
  score integer,
  awarded_on date,
  valid_until date,
  document text,
  due_on date,
  note text,
  constraint application_pkey primary key (county_code, id),
  constraint application_unit_year_key unique (county_code, unit_id, year),
  constraint application_star check (star between 1 and 5),
  constraint application_awarded check (state <> 'awarded' or awarded_on is not null),
  constraint application_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id)
);
comment on table ratings.application is '星级申报，一个单位一年一份';
comment on column ratings.application.state is '办理状态，由办理环节改变';
create index application_by_division on ratings.application (county_code, division_code, year);
select house.protect('ratings.application', 'county');

create table ratings.step (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  application_id uuid not null,
  application_version integer not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  acted_on date not null,
  at timestamptz not null,
  opinion text,
  document text,
  due_on date,
  actor_id text not null,
  actor_name text not null,
  unit_name text not null,
  constraint step_pkey primary key (county_code, id),
  constraint step_version_key unique (county_code, application_id, application_version),
  constraint step_application foreign key (county_code, application_id) references ratings.application (county_code, id)
);
comment on table ratings.step is '星级申报的办理环节，只增不改';
comment on column ratings.step.application_version is '办理后申报的版本号，即环节的先后';
select house.protect('ratings.step', 'append');

create table ratings.sheet (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  year integer not null,
  region text,
  source text,
  official boolean,
  constraint sheet_pkey primary key (county_code, id),
  constraint sheet_name_key unique (county_code, name)
);
comment on table ratings.sheet is '星级评分表，按年度和地区';
create index sheet_by_division on ratings.sheet (county_code, division_code, year);
select house.protect('ratings.sheet', 'county');

create table ratings.criterion (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  sheet_id uuid not null,
  code text not null,
  heading text not null,
  label text not null,
  kind text not null,
  max integer,
  scoring text,
  evidence text[],
  exclusive_group text,
  constraint criterion_pkey primary key (county_code, id),
  constraint criterion_code_key unique (county_code, sheet_id, code),
  constraint criterion_sheet foreign key (county_code, sheet_id) references ratings.sheet (county_code, id)
);
comment on table ratings.criterion is '评分指标';
create index criterion_by_division on ratings.criterion (county_code, division_code, code);
select house.protect('ratings.criterion', 'county');
