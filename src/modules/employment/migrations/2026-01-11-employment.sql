create schema employment;
grant usage on schema employment to ronggui_app;

create table employment.employer (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  credit_code text,
  kind text,
  industry text,
  address text,
  contact text,
  phone_sealed text,
  phone_index text,
  note text,
  constraint employer_pkey primary key (county_code, id),
  constraint employer_name_key unique (county_code, name),
  constraint employer_credit_code_key unique (county_code, credit_code)
);
comment on table employment.employer is '用人单位';
create index employer_by_division on employment.employer (county_code, division_code, name);
create index employer_by_batch on employment.employer (county_code, batch_id) where batch_id is not null;
select house.protect('employment.employer', 'county');

create table employment.job_fair (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  kind text not null,
  held_on date not null,
  place text,
  state text not null,
  organisers text,
  employer_count integer,
  attendance integer,
  note text,
  constraint job_fair_pkey primary key (county_code, id),
  constraint job_fair_title_key unique (county_code, title, held_on)
);
comment on table employment.job_fair is '招聘会：退役军人专场与综合';
comment on column employment.job_fair.held_on is '举办日期；未举办的为计划日期';
create index job_fair_by_division on employment.job_fair (county_code, division_code, held_on desc);
create index job_fair_by_day on employment.job_fair (county_code, held_on);
create index job_fair_by_batch on employment.job_fair (county_code, batch_id) where batch_id is not null;
select house.protect('employment.job_fair', 'county');

create table employment.vacancy (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  employer_id uuid not null,
  title text not null,
  headcount integer not null,
  pay_band text,
  place text,
  is_public_benefit boolean,
  fair_id uuid,
  opened_on date not null,
  closed_on date,
  note text,
  constraint vacancy_pkey primary key (county_code, id),
  constraint vacancy_title_key unique (county_code, employer_id, title, opened_on),
  constraint vacancy_headcount check (headcount > 0),
  constraint vacancy_days check (closed_on >= opened_on),
  constraint vacancy_employer foreign key (county_code, employer_id) references employment.employer (county_code, id),
  constraint vacancy_fair foreign key (county_code, fair_id) references employment.job_fair (county_code, id)
);
comment on table employment.vacancy is '招聘岗位';
comment on column employment.vacancy.headcount is '招聘人数，即岗位个数';
comment on column employment.vacancy.fair_id is '在哪一场招聘会上提供';
create index vacancy_by_division on employment.vacancy (county_code, division_code, opened_on desc);
create index vacancy_by_fair on employment.vacancy (county_code, fair_id) where fair_id is not null;
create index vacancy_by_title on employment.vacancy (county_code, title);
create index vacancy_by_batch on employment.vacancy (county_code, batch_id) where batch_id is not null;
select house.protect('employment.vacancy', 'county');

create table employment.public_post (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  developer text not null,
  title text not null,
  headcount integer not null,
  place text,
  developed_on date not null,
  from_on date,
  until_on date,
  subsidy bigint,
  note text,
  constraint public_post_pkey primary key (county_code, id),
  constraint public_post_title_key unique (county_code, developer, title, developed_on),
  constraint public_post_headcount check (headcount > 0),
  constraint public_post_term check (until_on >= from_on),
  constraint public_post_subsidy check (subsidy >= 0)
);
comment on table employment.public_post is '公益性岗位';
comment on column employment.public_post.headcount is '岗位数；统计按岗位不按人';
comment on column employment.public_post.subsidy is '补贴标准，每人每月，单位分';
create index public_post_by_division on employment.public_post (county_code, division_code, developed_on desc);
create index public_post_by_day on employment.public_post (county_code, developed_on);
create index public_post_by_batch on employment.public_post (county_code, batch_id) where batch_id is not null;
select house.protect('employment.public_post', 'county');

create table employment.profile (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  status text not null,
  employer_kind text,
  employer_name text,
  post text,
  platform_work text,
  no_job_reason text,
  zero_employed_household boolean,
  skills text,
  wish_place text,
  wish_industry text,
  wish_post text,
  wish_pay text,
  available_on date,
  training_wishes text[],
  needs text,
  measures text,
  owner text,
  due_on date,
  outcome text,
  confirmed_on date not null,
  constraint profile_pkey primary key (county_code, id),
  constraint profile_person_key unique (county_code, person_id),
  constraint profile_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table employment.profile is '就业台账，一人一册';
comment on column employment.profile.confirmed_on is '最近一次向本人核实的日期';
create index profile_by_division on employment.profile (county_code, division_code, confirmed_on desc);
create index profile_by_batch on employment.profile (county_code, batch_id) where batch_id is not null;
select house.protect('employment.profile', 'division');

create table employment.spell (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  employer_id uuid,
  employer_name text,
  post text,
  pay_band text,
  source text not null,
  fair_id uuid,
  started_on date not null,
  ended_on date,
  end_reason text,
  contract_kind text not null,
  contract_from date,
  contract_until date,
  insured boolean not null,
  reported_on date,
  note text,
  constraint spell_pkey primary key (county_code, id),
  constraint spell_person_key unique (county_code, person_id, started_on),
  constraint spell_days check (ended_on >= started_on),
  constraint spell_contract check (contract_until >= contract_from),
  constraint spell_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint spell_employer foreign key (county_code, employer_id) references employment.employer (county_code, id),
  constraint spell_fair foreign key (county_code, fair_id) references employment.job_fair (county_code, id)
);
comment on table employment.spell is '就业经历：一人一段';
comment on column employment.spell.insured is '是否参加社会保险，稳定就业的条件之一';
comment on column employment.spell.ended_on is '离职日期，在岗为空';
create index spell_by_division on employment.spell (county_code, division_code, started_on desc);
create index spell_by_start on employment.spell (county_code, started_on);
create index spell_by_employer on employment.spell (county_code, employer_id) where employer_id is not null;
create index spell_by_batch on employment.spell (county_code, batch_id) where batch_id is not null;
select house.protect('employment.spell', 'division');

create table employment.intent (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  vacancy_id uuid not null,
  fair_id uuid,
  pushed_on date not null,
  state text not null,
  reached_on date,
  drop_reason text,
  note text,
  constraint intent_pkey primary key (county_code, id),
  constraint intent_person_vacancy_key unique (county_code, person_id, vacancy_id),
  constraint intent_dropped check ((state = 'dropped') = (drop_reason is not null)),
  constraint intent_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint intent_vacancy foreign key (county_code, vacancy_id) references employment.vacancy (county_code, id),
  constraint intent_fair foreign key (county_code, fair_id) references employment.job_fair (county_code, id)
);
comment on table employment.intent is '就业意向：人与岗位';
comment on column employment.intent.state is '推送至稳定就业的阶段；未成为终止';
comment on column employment.intent.fair_id is '在哪一场招聘会上达成';
create index intent_by_division on employment.intent (county_code, division_code, pushed_on desc);
create index intent_by_fair on employment.intent (county_code, fair_id, state) where fair_id is not null;
create index intent_by_vacancy on employment.intent (county_code, vacancy_id);
create index intent_by_batch on employment.intent (county_code, batch_id) where batch_id is not null;
select house.protect('employment.intent', 'division');

create table employment.start_up (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  name text not null,
  credit_code text,
  kind text not null,
  industry text,
  duty text,
  is_legal_person boolean,
  founded_on date not null,
  closed_on date,
  returned boolean,
  employs integer,
  veterans_employed integer,
  support text,
  note text,
  constraint start_up_pkey primary key (county_code, id),
  constraint start_up_person_name_key unique (county_code, person_id, name),
  constraint start_up_days check (closed_on >= founded_on),
  constraint start_up_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table employment.start_up is '创业台账';
create index start_up_by_division on employment.start_up (county_code, division_code, founded_on desc);
create index start_up_by_day on employment.start_up (county_code, founded_on);
create index start_up_by_batch on employment.start_up (county_code, batch_id) where batch_id is not null;
select house.protect('employment.start_up', 'division');

create table employment.service (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  kind text not null,
  served_on date not null,
  served_by text not null,
  content text,
  outcome text,
  constraint service_pkey primary key (county_code, id),
  constraint service_person_kind_key unique (county_code, person_id, kind, served_on),
  constraint service_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table employment.service is '一对一就业服务记录';
create index service_by_division on employment.service (county_code, division_code, served_on desc);
create index service_by_batch on employment.service (county_code, batch_id) where batch_id is not null;
select house.protect('employment.service', 'division');
