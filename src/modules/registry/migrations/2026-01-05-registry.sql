create schema registry;
grant usage on schema registry to ronggui_app;

create table registry.household (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  head_name text not null,
  number text,
  address_sealed text,
  address_index text,
  members integer,
  note text,
  constraint household_pkey primary key (county_code, id),
  constraint household_number_key unique (county_code, number)
);
comment on table registry.household is '户台账';
create index household_by_division on registry.household (county_code, division_code, head_name);
create index household_by_head on registry.household (county_code, head_name);
create index household_by_batch on registry.household (county_code, batch_id) where batch_id is not null;
select house.protect('registry.household', 'division');

create table registry.person (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  citizen_id_sealed text,
  citizen_id_index text,
  sex text,
  birth_on date,
  roles text[] not null default '{}',
  state text not null,
  ethnicity text,
  political_status text,
  education text,
  marriage text,
  health_sealed text,
  health_index text,
  mobile_sealed text,
  mobile_index text,
  phone_sealed text,
  phone_index text,
  emergency_contact text,
  emergency_phone_sealed text,
  emergency_phone_index text,
  hukou_kind text,
  hukou_address_sealed text,
  hukou_address_index text,
  residence_address_sealed text,
  residence_address_index text,
  household_id uuid,
  household_relation text,
  enlisted_on text,
  discharged_on text,
  service_years integer,
  branch text,
  rank text,
  honours text,
  discharge_cert_no_sealed text,
  discharge_cert_no_index text,
  settlement text,
  settled_on text,
  reported_on date,
  receiving_unit text,
  disability_grade_sealed text,
  disability_grade_index text,
  disability_nature_sealed text,
  disability_nature_index text,
  disability_cert_no_sealed text,
  disability_cert_no_index text,
  bank_name text,
  bank_holder text,
  bank_account_sealed text,
  bank_account_index text,
  registered_on date,
  changed_on date,
  died_on date,
  note text,
  search_keys text[] not null default '{}',
  constraint person_pkey primary key (county_code, id),
  constraint person_citizen_id_key unique (county_code, citizen_id_index),
  constraint person_household foreign key (county_code, household_id) references registry.household (county_code, id),
  constraint person_died check (died_on is null or state = 'dead')
);
comment on table registry.person is '服务对象台账（建档立卡）：一人一档，不收集部队番号、代号';
comment on column registry.person.citizen_id_sealed is '身份证号密文；_index 为带密钥的盲索引，仅供精确查找';
comment on column registry.person.roles is '现有人员类别，与身份记录保持一致';
comment on column registry.person.search_keys is '检索词：姓名、拼音、首字母的各后缀，电话和身份证号末四位的盲索引';
comment on column registry.person.service_years is '服役年限（年），由入伍、退役时间算出';
create index person_by_division on registry.person (county_code, division_code, id);
create index person_by_name on registry.person (county_code, name);
create index person_by_mobile on registry.person (county_code, mobile_index) where mobile_index is not null;
create index person_by_phone on registry.person (county_code, phone_index) where phone_index is not null;
create index person_by_household on registry.person (county_code, household_id) where household_id is not null;
create index person_by_birth on registry.person (county_code, birth_on);
create index person_by_batch on registry.person (county_code, batch_id) where batch_id is not null;
select house.protect('registry.person', 'division');

create table registry.person_role (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  role text not null,
  status text not null,
  from_on text,
  until_on text,
  basis text,
  document text,
  note text,
  constraint person_role_pkey primary key (county_code, id),
  constraint person_role_person foreign key (county_code, person_id) references registry.person (county_code, id) on delete cascade
);
comment on table registry.person_role is '身份记录：一人可有多个类别，终止的记录保留';
create unique index person_role_one_current on registry.person_role (county_code, person_id, role) where status = 'current';
create index person_role_by_division on registry.person_role (county_code, division_code, from_on desc);
create index person_role_by_role on registry.person_role (county_code, role, division_code, person_id) where status = 'current';
create index person_role_by_person on registry.person_role (county_code, person_id);
create index person_role_by_batch on registry.person_role (county_code, batch_id) where batch_id is not null;
select house.protect('registry.person_role', 'division');

create table registry.person_key (
  county_code text not null,
  key text collate "C" not null,
  division_code text collate "C" not null,
  person_id uuid not null,
  constraint person_key_pkey primary key (county_code, key, division_code, person_id)
);
comment on table registry.person_key is '人员检索词，每词一行，按前缀查找；随服务对象台账生成和删除，不设外键以免拖慢大批导入';
create index person_key_by_person on registry.person_key (county_code, person_id);
select house.protect('registry.person_key', 'division');
