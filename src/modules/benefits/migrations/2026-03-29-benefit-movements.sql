alter table benefits.recipient drop constraint recipient_category_key;
alter table benefits.recipient add column variant text;
alter table benefits.recipient add column death_cause_sealed text;
alter table benefits.recipient add column death_cause_index text;
create unique index recipient_running_key on benefits.recipient (county_code, person_id, category) where ended_on is null;
create unique index recipient_start_key on benefits.recipient (county_code, person_id, category, started_on) nulls not distinct;
comment on table benefits.recipient is '优抚待遇对象，一人一类一次认定一行；同一类未终止的只有一行，调整等级另起一行';

create table benefits.movement (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  category text,
  act text not null,
  month text collate "C" not null,
  reason_sealed text not null,
  reason_index text,
  make_good boolean,
  document text,
  note text,
  state text not null,
  made_by_id text,
  made_by text,
  made_on date,
  confirmed_by_id text,
  confirmed_by text,
  confirmed_on date,
  confirmed_at timestamptz,
  opinion text,
  settled_print text,
  constraint movement_pkey primary key (county_code, id),
  constraint movement_month check (month ~ '^\d{4}-\d{2}$'),
  constraint movement_two_persons check (state <> 'effective' or (confirmed_by_id is not null and made_by_id is not null and confirmed_by_id <> made_by_id)),
  constraint movement_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.movement is '待遇变动：停发、中止、取消、恢复，一人登记、另一人复核后生效；生效的不再改，由后来的变动回应';
comment on column benefits.movement.category is '空为本人的全部待遇';
comment on column benefits.movement.make_good is '恢复停发时，停发的月份是否补发';
comment on column benefits.movement.settled_print is '生效、退回或撤回那一刻的内容摘要，此后不得再变';
create unique index movement_waiting_key on benefits.movement (county_code, person_id, category, act) nulls not distinct where state = 'proposed';
create index movement_by_division on benefits.movement (county_code, division_code, created_at desc);
create index movement_by_person on benefits.movement (county_code, person_id, confirmed_at);
create index movement_by_batch on benefits.movement (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.movement', 'division');
