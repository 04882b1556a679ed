create schema changes;
grant usage on schema changes to ronggui_app;

create table changes.change (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  kind text not null,
  effective_on date not null,
  document text,
  source text,
  reason text,
  from_place text,
  to_place text,
  from_division text collate "C",
  to_division text collate "C",
  other_county text,
  number text,
  receipt_no text,
  receipt_checked boolean,
  completed_on date,
  finding text,
  note text,
  state text not null,
  done_by text,
  done_unit text,
  undone_by text,
  undone_on date,
  undone_reason text,
  reverses_id uuid,
  steps jsonb not null default '[]',
  constraint change_pkey primary key (county_code, id),
  constraint change_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint change_reverses foreign key (county_code, reverses_id) references changes.change (county_code, id),
  constraint change_number_key unique (county_code, number)
);
comment on table changes.change is '变动登记：档案的一次变动一行，撤销的保留';
comment on column changes.change.steps is '本次变动改动的档案和身份记录的前后值，只含不加密的项目，供撤销时逐项恢复';
comment on column changes.change.number is '调出移交单号';
create index change_by_division on changes.change (county_code, division_code, effective_on desc);
create index change_by_person on changes.change (county_code, person_id, created_at desc);
create index change_by_kind on changes.change (county_code, kind, effective_on);
create index change_by_batch on changes.change (county_code, batch_id) where batch_id is not null;
create index change_by_reverses on changes.change (county_code, reverses_id) where reverses_id is not null;
create unique index change_one_waiting on changes.change (county_code, person_id) where state = 'waiting';
select house.protect('changes.change', 'division');

create table changes.follow_up (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  change_id uuid,
  kind text not null,
  due_on date,
  done_on date,
  outcome text,
  state text not null,
  constraint follow_up_pkey primary key (county_code, id),
  constraint follow_up_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint follow_up_change foreign key (county_code, change_id) references changes.change (county_code, id)
);
comment on table changes.follow_up is '变动后续事项：一次变动引出的待办，办结的保留';
create index follow_up_by_division on changes.follow_up (county_code, division_code, due_on);
create index follow_up_by_person on changes.follow_up (county_code, person_id);
create index follow_up_by_change on changes.follow_up (county_code, change_id) where change_id is not null;
create index follow_up_open on changes.follow_up (county_code, division_code, due_on) where state = 'open';
create index follow_up_by_batch on changes.follow_up (county_code, batch_id) where batch_id is not null;
select house.protect('changes.follow_up', 'division');

create table changes.departure (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_name text not null,
  left_on date not null,
  reach text not null,
  destination text,
  document text,
  change_id uuid,
  constraint departure_pkey primary key (county_code, id),
  constraint departure_once unique (county_code, change_id)
);
comment on table changes.departure is '迁出台账：谁在何时迁往何处，留在原村（社区）；人员档案已随人走';
create index departure_by_division on changes.departure (county_code, division_code, left_on desc);
create index departure_by_batch on changes.departure (county_code, batch_id) where batch_id is not null;
select house.protect('changes.departure', 'division');

create table changes.request (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  from_division text collate "C" not null,
  change_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  citizen_id_masked text,
  effective_on date not null,
  document text,
  reason text,
  asked_by text not null,
  asked_unit text not null,
  asked_at timestamptz not null,
  due_on date not null,
  state text not null,
  answered_by text,
  answered_at timestamptz,
  answer text,
  constraint request_pkey primary key (county_code, id),
  constraint request_change_key unique (county_code, change_id)
);
comment on table changes.request is '待接收的迁移：division_code 为接收方区划，只带姓名和隐去的证件号，接收前不带档案；不设外键，因为接收方看不到对方的档案';
create index request_by_division on changes.request (county_code, division_code, state, due_on);
create index request_by_origin on changes.request (county_code, from_division, state);
select house.protect('changes.request', 'division');
create policy seen_and_made_by_giver on changes.request
  using (county_code = nullif(current_setting('app.county', true), '') and from_division >= current_setting('app.from', true) and from_division <= current_setting('app.to', true))
  with check (county_code = nullif(current_setting('app.county', true), '') and from_division >= current_setting('app.from', true) and from_division <= current_setting('app.to', true));
