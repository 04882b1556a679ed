create table registry.schooling (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  level text not null,
  school text,
  major text,
  study_mode text,
  certificate_no_sealed text,
  certificate_no_index text,
  graduated_on text,
  note text,
  constraint schooling_pkey primary key (county_code, id),
  constraint schooling_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table registry.schooling is '学历教育经历';
create index schooling_by_division on registry.schooling (county_code, division_code, id);
create index schooling_by_person on registry.schooling (county_code, person_id);
create index schooling_by_batch on registry.schooling (county_code, batch_id) where batch_id is not null;
select house.protect('registry.schooling', 'division');

create table registry.award (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  kind text not null,
  awarded_on text,
  authority text,
  document_sealed text,
  document_index text,
  note text,
  constraint award_pkey primary key (county_code, id),
  constraint award_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table registry.award is '表彰奖励';
create index award_by_division on registry.award (county_code, division_code, id);
create index award_by_person on registry.award (county_code, person_id);
create index award_by_batch on registry.award (county_code, batch_id) where batch_id is not null;
select house.protect('registry.award', 'division');

create table registry.penalty (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  kind_sealed text,
  kind_index text,
  decided_on_sealed text,
  decided_on_index text,
  authority_sealed text,
  authority_index text,
  reason_sealed text,
  reason_index text,
  ended_on_sealed text,
  ended_on_index text,
  constraint penalty_pkey primary key (county_code, id),
  constraint penalty_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table registry.penalty is '处分，限有查看隐藏信息权限的岗位';
create index penalty_by_division on registry.penalty (county_code, division_code, id);
create index penalty_by_person on registry.penalty (county_code, person_id);
create index penalty_by_batch on registry.penalty (county_code, batch_id) where batch_id is not null;
select house.protect('registry.penalty', 'division');

create table registry.kin (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  relation text not null,
  name_sealed text,
  name_index text,
  member_id uuid,
  citizen_id_sealed text,
  citizen_id_index text,
  birth_on date,
  phone_sealed text,
  phone_index text,
  occupation text,
  guardian_consent_on date,
  accompanied boolean,
  note text,
  constraint kin_pkey primary key (county_code, id),
  constraint kin_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint kin_member foreign key (county_code, member_id) references registry.person (county_code, id),
  constraint kin_other check (member_id is null or member_id <> person_id),
  constraint kin_member_once unique (county_code, person_id, member_id)
);
comment on table registry.kin is '家庭成员；姓名、证件、电话加密，未成年人不显示姓名';
create index kin_by_division on registry.kin (county_code, division_code, id);
create index kin_by_person on registry.kin (county_code, person_id);
create index kin_by_batch on registry.kin (county_code, batch_id) where batch_id is not null;
select house.protect('registry.kin', 'division');

create index kin_by_member on registry.kin (county_code, member_id) where member_id is not null;

create table registry.confirmation (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  person_id uuid not null,
  section text not null,
  confirmed_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  unit_name text not null,
  withdrawn_at timestamptz,
  constraint confirmation_pkey primary key (county_code, id),
  constraint confirmation_person foreign key (county_code, person_id) references registry.person (county_code, id) on delete cascade
);
comment on table registry.confirmation is '档案分栏核对记录：谁在何时核对某一栏无变化；撤回的保留';
create index confirmation_by_person on registry.confirmation (county_code, person_id, section, confirmed_at desc);
select house.protect('registry.confirmation', 'division');
