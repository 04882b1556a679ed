create schema care;
grant usage on schema care to ronggui_app;

create table care.visit (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  kind text not null,
  mode text not null,
  visited_on date not null,
  visitors text not null,
  content text,
  feedback text,
  satisfaction text,
  measures text,
  cash bigint,
  goods text,
  goods_value bigint,
  categories text[],
  constraint visit_pkey primary key (county_code, id),
  constraint visit_person_key unique (county_code, person_id, visited_on, kind),
  constraint visit_amounts check (cash >= 0 and goods_value >= 0),
  constraint visit_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table care.visit is '走访记录：一人一次一条，按人次统计';
comment on column care.visit.categories is '走访当日本人的身份（快照），统计按此口径';
comment on column care.visit.cash is '慰问金，单位分';
comment on column care.visit.goods_value is '慰问品价值，单位分';
create index visit_by_division on care.visit (county_code, division_code, visited_on desc);
create index visit_by_day on care.visit (county_code, visited_on);
create index visit_by_batch on care.visit (county_code, batch_id) where batch_id is not null;
select house.protect('care.visit', 'division');

create table care.plaque (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  household_number text,
  householder text,
  category text not null,
  address_sealed text,
  address_index text,
  hung_on date not null,
  batch text,
  indoors boolean,
  signed_by text,
  replaced_on date,
  replaced_reason text,
  cancelled_on date,
  cancelled_reason text,
  kept_after_death boolean,
  state text not null,
  note text,
  constraint plaque_pkey primary key (county_code, id),
  constraint plaque_person_key unique (county_code, person_id, hung_on),
  constraint plaque_days check (replaced_on >= hung_on and cancelled_on >= hung_on),
  constraint plaque_cancelled check ((state = 'cancelled') = (cancelled_on is not null)),
  constraint plaque_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table care.plaque is '光荣牌台账：一户一牌，取消的留档';
comment on column care.plaque.household_number is '家庭编号；为空时按本人在册的户';
comment on column care.plaque.state is '悬挂、更换、取消，由日期得出';
create index plaque_by_division on care.plaque (county_code, division_code, hung_on desc);
create index plaque_by_person on care.plaque (county_code, person_id);
create unique index plaque_one_valid_per_household on care.plaque (county_code, coalesce(household_number, person_id::text)) where cancelled_on is null;
create index plaque_by_batch on care.plaque (county_code, batch_id) where batch_id is not null;
select house.protect('care.plaque', 'division');

create table care.merit_delivery (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  service_member text not null,
  award_kind text not null,
  received_on date not null,
  collected_on date,
  planned_on date,
  delivered_on date,
  deliverers text,
  state text not null,
  feedback text,
  constraint merit_delivery_pkey primary key (county_code, id),
  constraint merit_delivery_person_key unique (county_code, person_id, service_member, award_kind, received_on),
  constraint merit_delivery_days check (delivered_on >= received_on),
  constraint merit_delivery_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table care.merit_delivery is '送喜报台账；不存部队番号';
create index merit_delivery_by_division on care.merit_delivery (county_code, division_code, received_on desc);
create index merit_delivery_by_batch on care.merit_delivery (county_code, batch_id) where batch_id is not null;
select house.protect('care.merit_delivery', 'division');

create table care.method (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  region text,
  is_default boolean,
  valid_from date not null,
  valid_until date,
  source text,
  constraint method_pkey primary key (county_code, id),
  constraint method_name_key unique (county_code, name),
  constraint method_days check (valid_until >= valid_from)
);
comment on table care.method is '尊崇工作法：清单以数据维护';
create index method_by_division on care.method (county_code, division_code, valid_from desc);
create index method_by_batch on care.method (county_code, batch_id) where batch_id is not null;
select house.protect('care.method', 'county');

create table care.method_duty (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  method_id uuid not null,
  heading text not null,
  position integer not null,
  label text not null,
  trigger text not null,
  due_days integer,
  visit_kind text,
  actors text,
  evidence text[],
  constraint method_duty_pkey primary key (county_code, id),
  constraint method_duty_label_key unique (county_code, method_id, label),
  constraint method_duty_method foreign key (county_code, method_id) references care.method (county_code, id)
);
comment on table care.method_duty is '尊崇工作法清单事项';
comment on column care.method_duty.due_days is '触发之后多少天内办结，单位天';
create index method_duty_by_division on care.method_duty (county_code, division_code, position);
create index method_duty_by_batch on care.method_duty (county_code, batch_id) where batch_id is not null;
select house.protect('care.method_duty', 'county');
