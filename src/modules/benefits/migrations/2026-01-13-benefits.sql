create schema benefits;
grant usage on schema benefits to ronggui_app;

create table benefits.recipient (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  category text not null,
  grade_sealed text,
  grade_index text,
  nature_sealed text,
  nature_index text,
  state text not null,
  started_on text,
  ended_on text,
  basis text,
  bank_name text,
  bank_holder text,
  bank_account_sealed text,
  bank_account_index text,
  constraint recipient_pkey primary key (county_code, id),
  constraint recipient_category_key unique (county_code, person_id, category),
  constraint recipient_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.recipient is '优抚待遇对象，一人一类一行';
create index recipient_by_division on benefits.recipient (county_code, division_code, started_on);
create index recipient_by_batch on benefits.recipient (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.recipient', 'division');

create table benefits.payment (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  programme text not null,
  month text collate "C" not null,
  amount bigint not null,
  paid_on date not null,
  roster text,
  constraint payment_pkey primary key (county_code, id),
  constraint payment_month_key unique (county_code, person_id, programme, month),
  constraint payment_month check (month ~ '^\d{4}-\d{2}$'),
  constraint payment_amount check (amount <> 0),
  constraint payment_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.payment is '抚恤补助实发台账，一人一项一月一行';
comment on column benefits.payment.amount is '实发金额，分';
create index payment_by_division on benefits.payment (county_code, division_code, paid_on);
create index payment_by_batch on benefits.payment (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.payment', 'division');

create table benefits.standard (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  scope text not null,
  effective_on date not null,
  category text not null,
  variant text,
  grade integer,
  nature text,
  area text,
  amount bigint not null,
  period text not null,
  verification text not null,
  source text,
  constraint standard_pkey primary key (county_code, id),
  constraint standard_natural_key unique nulls not distinct (county_code, scope, effective_on, category, variant, grade, nature, area),
  constraint standard_grade check (grade between 1 and 10),
  constraint standard_amount check (amount > 0)
);
comment on table benefits.standard is '抚恤补助标准；待核实的不得作为发放依据';
comment on column benefits.standard.amount is '标准，分';
create index standard_by_division on benefits.standard (county_code, division_code, effective_on);
select house.protect('benefits.standard', 'county');
