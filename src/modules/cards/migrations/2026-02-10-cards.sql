create schema cards;
grant usage on schema cards to ronggui_app;

create table cards.contact_point (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  unit_id uuid not null,
  staff_name text,
  phone text,
  hours text,
  services text,
  constraint contact_point_pkey primary key (county_code, id),
  constraint contact_point_unit_key unique (county_code, unit_id),
  constraint contact_point_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id)
);
comment on table cards.contact_point is '联系点：服务中心（站）在联系卡和公开页上的联系人、电话、办公时间、服务内容';
create index contact_point_by_division on cards.contact_point (county_code, division_code);
select house.protect('cards.contact_point', 'county');

create table cards.issue_run (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  issued_count integer not null,
  withdrawn_count integer,
  at timestamptz not null,
  withdrawn_at timestamptz,
  actor_id text not null,
  actor_name text not null,
  constraint issue_run_pkey primary key (county_code, id)
);
comment on table cards.issue_run is '整村发卡：一次为一个区划内没有有效联系卡的对象发卡，可整批撤销';
create index issue_run_by_division on cards.issue_run (county_code, division_code, at desc);
select house.protect('cards.issue_run', 'division');

create table cards.contact_card (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  cover text not null,
  unit_id uuid not null,
  staff_name text not null,
  phone text not null,
  services text,
  state text not null,
  issued_on date not null,
  issued_by text,
  printed_on date,
  voided_on date,
  void_reason text,
  void_note text,
  token_sealed text not null,
  token_index text not null,
  issue_run_id uuid,
  constraint contact_card_pkey primary key (county_code, id),
  constraint contact_card_token_key unique (county_code, token_index),
  constraint contact_card_void check ((state = 'void') = (voided_on is not null) and (voided_on is null) = (void_reason is null)),
  constraint contact_card_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint contact_card_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id),
  constraint contact_card_run foreign key (county_code, issue_run_id) references cards.issue_run (county_code, id)
);
comment on table cards.contact_card is '联系卡：发给对象的卡片，二维码只含随机编码，不含个人信息';
comment on column cards.contact_card.token_index is '卡内随机编码的盲索引，扫码时按它查找';
comment on column cards.contact_card.issue_run_id is '整村发卡的批次';
create index contact_card_by_division on cards.contact_card (county_code, division_code, issued_on desc);
create index contact_card_by_person on cards.contact_card (county_code, person_id);
create index contact_card_by_unit on cards.contact_card (county_code, unit_id);
create index contact_card_by_run on cards.contact_card (county_code, issue_run_id) where issue_run_id is not null;
create index contact_card_by_batch on cards.contact_card (county_code, batch_id) where batch_id is not null;
select house.protect('cards.contact_card', 'division');

create table cards.card_batch (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  number text not null,
  bank text,
  sent_on date,
  expected integer,
  received_on date,
  received_by text,
  note text,
  constraint card_batch_pkey primary key (county_code, id),
  constraint card_batch_number_key unique (county_code, number)
);
comment on table cards.card_batch is '优待证制卡批次';
create index card_batch_by_division on cards.card_batch (county_code, division_code, sent_on desc);
select house.protect('cards.card_batch', 'county');

create table cards.handover (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  card_batch_id uuid not null,
  unit_id uuid not null,
  handed_on date not null,
  handed_by text,
  received_by text not null,
  note text,
  constraint handover_pkey primary key (county_code, id),
  constraint handover_batch foreign key (county_code, card_batch_id) references cards.card_batch (county_code, id),
  constraint handover_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id)
);
comment on table cards.handover is '优待证移交单：县中心把一批优待证交给乡镇站';
create index handover_by_division on cards.handover (county_code, division_code, handed_on desc);
create index handover_by_card_batch on cards.handover (county_code, card_batch_id);
select house.protect('cards.handover', 'county');

create table cards.preferential_card (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  kind text not null,
  purpose text not null,
  purpose_reason text,
  applied_on date not null,
  apply_place text,
  unit_id uuid,
  agent text,
  county_result text,
  county_on date,
  city_result text,
  city_on date,
  province_result text,
  province_on date,
  bank text,
  card_batch_id uuid,
  county_received_on date,
  handover_id uuid,
  card_tail text,
  issued_on date,
  recipient text,
  expires_on date,
  state text not null default 'applied',
  lost_on date,
  cancelled_on date,
  cancel_reason text,
  note text,
  constraint preferential_card_pkey primary key (county_code, id),
  constraint preferential_card_person_key unique (county_code, person_id, kind, applied_on),
  constraint preferential_card_tail check (card_tail ~ '^[0-9]{4}$'),
  constraint preferential_card_state check (state in ('applied', 'reviewing', 'returned', 'making', 'waiting', 'issued', 'lost', 'cancelled')),
  constraint preferential_card_issued check (state <> 'issued' or issued_on is not null),
  constraint preferential_card_days check (issued_on >= applied_on and expires_on >= issued_on),
  constraint preferential_card_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint preferential_card_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id),
  constraint preferential_card_batch foreign key (county_code, card_batch_id) references cards.card_batch (county_code, id),
  constraint preferential_card_handover foreign key (county_code, handover_id) references cards.handover (county_code, id)
);
comment on table cards.preferential_card is '优待证台账：每次申领一行，只存卡号后四位';
comment on column cards.preferential_card.state is '状态，由办理环节改变';
create index preferential_card_by_division on cards.preferential_card (county_code, division_code, applied_on desc);
create index preferential_card_by_state on cards.preferential_card (county_code, state, division_code);
create index preferential_card_by_card_batch on cards.preferential_card (county_code, card_batch_id) where card_batch_id is not null;
create index preferential_card_by_handover on cards.preferential_card (county_code, handover_id) where handover_id is not null;
create index preferential_card_by_batch on cards.preferential_card (county_code, batch_id) where batch_id is not null;
create index preferential_card_issued_on on cards.preferential_card (county_code, issued_on);
create unique index preferential_card_one_valid on cards.preferential_card (county_code, person_id) where state in ('issued', 'lost');
create unique index preferential_card_one_pending on cards.preferential_card (county_code, person_id) where state in ('applied', 'reviewing', 'returned', 'making', 'waiting');
select house.protect('cards.preferential_card', 'division');

create table cards.step (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  card_id uuid not null,
  card_version integer not null,
  run_id uuid not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  acted_on date not null,
  at timestamptz not null,
  opinion text,
  actor_id text not null,
  actor_name text not null,
  unit_name text not null,
  constraint step_pkey primary key (county_code, id),
  constraint step_version_key unique (county_code, card_id, card_version)
);
comment on table cards.step is '优待证的办理环节，只增不改';
comment on column cards.step.run_id is '一次办理（可含多张卡），重复提交时据此认出';
create index step_by_run on cards.step (county_code, run_id);
select house.protect('cards.step', 'append');
