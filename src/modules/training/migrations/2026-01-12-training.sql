create schema training;
grant usage on schema training to ronggui_app;

create table training.provider (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  credit_code text,
  kind text not null,
  level text,
  subjects text,
  listed_on date,
  valid_until date,
  assessment text,
  contact text,
  phone_sealed text,
  phone_index text,
  address text,
  note text,
  constraint provider_pkey primary key (county_code, id),
  constraint provider_name_key unique (county_code, name),
  constraint provider_credit_code_key unique (county_code, credit_code),
  constraint provider_validity check (valid_until >= listed_on)
);
comment on table training.provider is '承训机构目录';
comment on column training.provider.level is '公布目录的级别：省级、市级、县级';
create index provider_by_division on training.provider (county_code, division_code, name);
create index provider_by_batch on training.provider (county_code, batch_id) where batch_id is not null;
select house.protect('training.provider', 'county');

create table training.session (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  kind text not null,
  provider_id uuid,
  subject text,
  starts_on date not null,
  ends_on date,
  hours integer,
  place text,
  mode text,
  planned integer,
  funds bigint,
  note text,
  constraint session_pkey primary key (county_code, id),
  constraint session_title_key unique (county_code, title, starts_on),
  constraint session_days check (ends_on >= starts_on),
  constraint session_provider foreign key (county_code, provider_id) references training.provider (county_code, id)
);
comment on table training.session is '培训期次：适应性、技能、创业、学历、个性化培训';
comment on column training.session.funds is '培训经费，单位分';
create index session_by_division on training.session (county_code, division_code, starts_on);
create index session_by_day on training.session (county_code, starts_on desc);
create index session_by_provider on training.session (county_code, provider_id);
create index session_by_batch on training.session (county_code, batch_id) where batch_id is not null;
select house.protect('training.session', 'county');

create table training.attendance (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  session_id uuid not null,
  signed_on date,
  hours integer,
  result text not null,
  certificate_number text,
  job text,
  note text,
  constraint attendance_pkey primary key (county_code, id),
  constraint attendance_person_session_key unique (county_code, person_id, session_id),
  constraint attendance_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint attendance_session foreign key (county_code, session_id) references training.session (county_code, id)
);
comment on table training.attendance is '参训记录：一人一期一条';
comment on column training.attendance.signed_on is '首次签到日期；为空表示未到训，不计入参训人数';
create index attendance_by_division on training.attendance (county_code, division_code, signed_on desc);
create index attendance_by_session on training.attendance (county_code, session_id);
create index attendance_by_batch on training.attendance (county_code, batch_id) where batch_id is not null;
select house.protect('training.attendance', 'division');
