create schema relief;
grant usage on schema relief to ronggui_app;

create table relief.payment (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  household_id uuid,
  counted_household_id uuid,
  beneficiary text,
  reason text not null,
  programme text not null,
  form text not null,
  amount bigint not null,
  applied_on date,
  approved_level text,
  paid_on date,
  document text,
  note_sealed text,
  note_index text,
  constraint payment_pkey primary key (county_code, id),
  constraint payment_natural_key unique (county_code, person_id, programme, form, paid_on),
  constraint payment_amount check (amount >= 0),
  constraint payment_days check (paid_on >= applied_on),
  constraint payment_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint payment_household foreign key (county_code, household_id) references registry.household (county_code, id),
  constraint payment_counted_household foreign key (county_code, counted_household_id) references registry.household (county_code, id)
);
comment on table relief.payment is '困难帮扶、救助的发放';
comment on column relief.payment.amount is '金额，分';
comment on column relief.payment.counted_household_id is '计户家庭：登记的家庭，没有则为登记时服务对象所在的户';
create index payment_by_division on relief.payment (county_code, division_code, paid_on);
create index payment_by_person on relief.payment (county_code, person_id);
create index payment_by_household on relief.payment (county_code, household_id) where household_id is not null;
create index payment_by_batch on relief.payment (county_code, batch_id) where batch_id is not null;
select house.protect('relief.payment', 'division');

create table relief.campaign (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  year integer not null,
  node text not null,
  roles text[] not null,
  standard bigint,
  materials text,
  responsible text,
  deadline_on date,
  frozen_on date,
  constraint campaign_pkey primary key (county_code, id),
  constraint campaign_natural_key unique (county_code, year, node, title),
  constraint campaign_standard check (standard >= 0)
);
comment on table relief.campaign is '慰问活动（方案）';
comment on column relief.campaign.frozen_on is '名单冻结日期，空为未冻结';
create index campaign_by_division on relief.campaign (county_code, division_code, year);
select house.protect('relief.campaign', 'county');

create table relief.campaign_entry (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  campaign_id uuid not null,
  person_id uuid not null,
  state text not null default 'pending',
  visited_on date,
  amount bigint,
  reason text,
  constraint campaign_entry_pkey primary key (county_code, id),
  constraint campaign_entry_person_key unique (county_code, campaign_id, person_id),
  constraint campaign_entry_visited check ((state = 'visited') = (visited_on is not null)),
  constraint campaign_entry_campaign foreign key (county_code, campaign_id) references relief.campaign (county_code, id),
  constraint campaign_entry_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table relief.campaign_entry is '慰问活动的冻结名单，一人一行';
create index campaign_entry_by_division on relief.campaign_entry (county_code, division_code, state);
create index campaign_entry_by_person on relief.campaign_entry (county_code, person_id);
create index campaign_entry_by_batch on relief.campaign_entry (county_code, batch_id) where batch_id is not null;
select house.protect('relief.campaign_entry', 'division');

create table relief.sanatorium_stay (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  place text not null,
  started_on date not null,
  ended_on date,
  party text,
  organiser text,
  constraint sanatorium_stay_pkey primary key (county_code, id),
  constraint sanatorium_stay_person_key unique (county_code, person_id, started_on),
  constraint sanatorium_stay_days check (ended_on >= started_on),
  constraint sanatorium_stay_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table relief.sanatorium_stay is '短期疗养，一人一次一行';
create index sanatorium_stay_by_division on relief.sanatorium_stay (county_code, division_code, started_on);
create index sanatorium_stay_by_batch on relief.sanatorium_stay (county_code, batch_id) where batch_id is not null;
select house.protect('relief.sanatorium_stay', 'division');

create table relief.health_check (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  category text not null,
  checked_on date not null,
  hospital text,
  kind text,
  constraint health_check_pkey primary key (county_code, id),
  constraint health_check_person_key unique (county_code, person_id, checked_on),
  constraint health_check_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table relief.health_check is '免费体检，只记体检这件事，不记结果';
create index health_check_by_division on relief.health_check (county_code, division_code, checked_on);
create index health_check_by_batch on relief.health_check (county_code, batch_id) where batch_id is not null;
select house.protect('relief.health_check', 'division');
