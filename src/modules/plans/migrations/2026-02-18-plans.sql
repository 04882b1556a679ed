create schema plans;
grant usage on schema plans to ronggui_app;

create table plans.need (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  words text not null,
  kind text not null,
  source text not null,
  noted_on date not null,
  state text not null,
  outcome text,
  ended_on date,
  end_note text,
  verdict text,
  verdict_words text,
  verdict_on date,
  rule text,
  print text,
  constraint need_pkey primary key (county_code, id),
  constraint need_natural_key unique (county_code, person_id, kind, noted_on, words),
  constraint need_ended check ((outcome is null) = (ended_on is null) and ended_on >= noted_on),
  constraint need_verdict check (verdict is null or outcome is not null),
  constraint need_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table plans.need is '需求：一名服务对象的一项需要，从提出到办结和本人评价';
comment on column plans.need.print is '由建议采纳时所依据情况的带密钥印记，只用于判断情况是否变动';
create index need_by_division on plans.need (county_code, division_code, state, noted_on);
create index need_by_person on plans.need (county_code, person_id);
create index need_by_batch on plans.need (county_code, batch_id) where batch_id is not null;
create unique index need_one_open_of_rule on plans.need (county_code, person_id, rule) where rule is not null and outcome is null;
select house.protect('plans.need', 'division');

create table plans.measure (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  need_id uuid not null,
  person_id uuid,
  action text not null,
  owner_unit_id uuid,
  owner_name text,
  due_on date,
  state text not null,
  done_on date,
  result text,
  linked_record text,
  linked_id text,
  constraint measure_pkey primary key (county_code, id),
  constraint measure_natural_key unique (county_code, need_id, action),
  constraint measure_done check ((state = 'done') = (done_on is not null)),
  constraint measure_link check (linked_id is null or linked_record is not null),
  constraint measure_need foreign key (county_code, need_id) references plans.need (county_code, id),
  constraint measure_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint measure_owner_unit foreign key (county_code, owner_unit_id) references organisation.unit (county_code, id)
);
comment on table plans.measure is '措施：为一项需求做的一件事，责任单位、时限、结果和所关联的台账记录';
comment on column plans.measure.linked_record is '关联台账；关联编号为空时，该台账登记了本人的新记录即自动关联并办结';
create index measure_by_division on plans.measure (county_code, division_code, state, due_on);
create index measure_by_person on plans.measure (county_code, person_id);
create index measure_by_owner on plans.measure (county_code, owner_unit_id, due_on) where state = 'pending';
create index measure_by_link on plans.measure (county_code, linked_record, linked_id) where linked_id is not null;
create index measure_awaiting on plans.measure (county_code, linked_record, person_id) where state = 'pending' and linked_id is null;
create index measure_by_batch on plans.measure (county_code, batch_id) where batch_id is not null;
select house.protect('plans.measure', 'division');

create table plans.plan (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  state text not null,
  opened_on date,
  review_on date,
  reviewed_on date,
  closed_on date,
  close_note text,
  constraint plan_pkey primary key (county_code, id),
  constraint plan_person_key unique (county_code, person_id),
  constraint plan_person foreign key (county_code, person_id) references registry.person (county_code, id) on delete cascade
);
comment on table plans.plan is '一策：一名服务对象一份，有未办结的需求时开着，办结后自动关闭';
create index plan_by_division on plans.plan (county_code, division_code, state, review_on);
select house.protect('plans.plan', 'division');

create table plans.proposal (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  rule text not null,
  reason text not null,
  proposed_on date not null,
  print text,
  constraint proposal_pkey primary key (county_code, id),
  constraint proposal_person_key unique (county_code, person_id, rule),
  constraint proposal_person foreign key (county_code, person_id) references registry.person (county_code, id) on delete cascade
);
comment on table plans.proposal is '措施建议：规则按档案和台账得出，采纳、不采纳或情况变动后消失';
create index proposal_by_rule on plans.proposal (county_code, rule, division_code);
create index proposal_by_division on plans.proposal (county_code, division_code, rule);
select house.protect('plans.proposal', 'division');

create table plans.declined (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  rule text not null,
  reason text not null,
  declined_on date,
  declined_by text,
  print text,
  constraint declined_pkey primary key (county_code, id),
  constraint declined_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table plans.declined is '不采纳的建议及原因；所依据的情况变动后，建议会再次出现';
create index declined_by_division on plans.declined (county_code, division_code, declined_on);
create index declined_by_person on plans.declined (county_code, person_id);
select house.protect('plans.declined', 'division');

create table plans.pending (
  county_code text not null,
  person_id uuid not null,
  division_code text collate "C" not null,
  asked_at timestamptz not null default now(),
  constraint pending_pkey primary key (county_code, person_id)
);
comment on table plans.pending is '大批导入后等待后台重新得出建议的服务对象';
select house.protect('plans.pending', 'division');
