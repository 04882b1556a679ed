create schema recognition;
grant usage on schema recognition to ronggui_app;

create table recognition.rule (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  kind text not null,
  valid_from date not null,
  final_level text,
  papers text not null,
  notice_days integer,
  village_days integer,
  township_days integer,
  county_days integer,
  medical_days integer,
  city_days integer,
  province_days integer,
  supplement_days integer,
  source text,
  unverified boolean,
  constraint rule_pkey primary key (county_code, id),
  constraint rule_name_key unique (county_code, name)
);
comment on table recognition.rule is '身份认定的办理规则：材料、时限、公示天数和决定层级，由县级维护；办理时用申请日已启用的最近一条';
create index rule_by_kind on recognition.rule (county_code, kind, valid_from desc);
create index rule_by_division on recognition.rule (county_code, division_code);
select house.protect('recognition.rule', 'county');

create table recognition.case (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  kind text not null,
  target_role text not null,
  applied_on date not null,
  applicant text not null,
  agent_name text,
  agent_relation text,
  note text,
  state text not null,
  state_on date,
  due_on date,
  accepted_on date,
  notice_from date,
  notice_until date,
  refusal_reason text,
  decided_on date,
  document text,
  benefit_from text,
  grade_sealed text,
  grade_index text,
  nature_sealed text,
  nature_index text,
  former_grade_sealed text,
  former_grade_index text,
  former_nature_sealed text,
  former_nature_index text,
  course text[],
  notice_days integer,
  returned_from text,
  constraint case_pkey primary key (county_code, id),
  constraint case_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint case_notice check (notice_until >= notice_from),
  constraint case_approved check (state <> 'approved' or (document is not null and decided_on is not null))
);
comment on table recognition.case is '身份认定：一人一项申请一件，办理状态由办理环节改变';
comment on column recognition.case.course is '受理时定下的办理流程';
create unique index case_one_open on recognition.case (county_code, person_id, kind) where state not in ('approved', 'refused', 'upheld', 'withdrawn', 'revoked');
create index case_by_division on recognition.case (county_code, division_code, applied_on desc);
create index case_by_person on recognition.case (county_code, person_id);
create index case_by_state on recognition.case (county_code, state, due_on);
create index case_by_acceptance on recognition.case (county_code, accepted_on);
create index case_by_decision on recognition.case (county_code, decided_on);
create index case_by_batch on recognition.case (county_code, batch_id) where batch_id is not null;
select house.protect('recognition.case', 'division');

create table recognition.paper (
  county_code text not null,
  case_id uuid not null,
  name text not null,
  division_code text collate "C" not null,
  position integer not null,
  optional boolean not null,
  received_on date,
  received_by text,
  constraint paper_pkey primary key (county_code, case_id, name),
  constraint paper_case foreign key (county_code, case_id) references recognition.case (county_code, id) on delete cascade
);
comment on table recognition.paper is '身份认定的材料清单：每件一份，登记收到日期';
select house.protect('recognition.paper', 'division');

create table recognition.step (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  case_id uuid not null,
  case_version integer not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  level text not null,
  acted_on date not null,
  at timestamptz not null,
  opinion text,
  reason text,
  document text,
  actor_id text not null,
  actor_name text not null,
  unit_name text not null,
  constraint step_pkey primary key (county_code, id),
  constraint step_version_key unique (county_code, case_id, case_version),
  constraint step_case foreign key (county_code, case_id) references recognition.case (county_code, id)
);
comment on table recognition.step is '身份认定的办理环节：谁、哪一级、何时、什么意见；只增不改，随人员迁移只改区划';
comment on column recognition.step.case_version is '办理后案件的版本号，即环节的先后';
select house.protect('recognition.step', 'division');

create table recognition.notice (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  case_id uuid not null,
  masked_name text not null,
  text text not null,
  from_on date not null,
  until_on date not null,
  posted_at text not null,
  phone text not null,
  posted_by text not null,
  taken_down_on date,
  taken_down_by text,
  constraint notice_pkey primary key (county_code, id),
  constraint notice_case foreign key (county_code, case_id) references recognition.case (county_code, id),
  constraint notice_days check (until_on >= from_on)
);
comment on table recognition.notice is '公示留档：张贴的原文，姓名已隐去，没有证件号码、电话、账号、住址和病残情况';
create index notice_by_case on recognition.notice (county_code, case_id, from_on);
create unique index notice_one_posted on recognition.notice (county_code, case_id) where taken_down_on is null;
select house.protect('recognition.notice', 'division');

create table recognition.objection (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  case_id uuid not null,
  notice_id uuid not null,
  received_on date not null,
  channel text not null,
  content text not null,
  recorded_by text not null,
  result text,
  handling text,
  settled_on date,
  settled_by text,
  constraint objection_pkey primary key (county_code, id),
  constraint objection_case foreign key (county_code, case_id) references recognition.case (county_code, id),
  constraint objection_notice foreign key (county_code, notice_id) references recognition.notice (county_code, id),
  constraint objection_settled check ((result is null) = (settled_on is null) and (result is null) = (handling is null))
);
comment on table recognition.objection is '公示期间的异议及其处理；不登记提出人的姓名和联系方式';
create index objection_by_case on recognition.objection (county_code, case_id, received_on);
select house.protect('recognition.objection', 'division');
