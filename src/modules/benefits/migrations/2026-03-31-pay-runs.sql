create table benefits.run (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  number text not null,
  title text not null,
  programmes text[] not null,
  first_month text collate "C" not null,
  last_month text collate "C" not null,
  state text not null default 'draft',
  known_on date,
  terms jsonb,
  computed_by text,
  computed_by_name text,
  computed_on date,
  reviewed_by text,
  reviewed_by_name text,
  reviewed_on date,
  approved_by text,
  approved_by_name text,
  approved_on date,
  approved_total bigint,
  checked_by text,
  checked_by_name text,
  checked_on date,
  layout_id uuid,
  file_digest text,
  sent_on date,
  closed_on date,
  note text,
  constraint run_pkey primary key (county_code, id),
  constraint run_number_key unique (county_code, number),
  constraint run_months check (first_month ~ '^\d{4}-\d{2}$' and last_month ~ '^\d{4}-\d{2}$' and first_month <= last_month),
  constraint run_second_person check (reviewed_by <> computed_by),
  constraint run_third_person check (approved_by <> computed_by and approved_by <> reviewed_by),
  constraint run_finance_person check (checked_by <> computed_by and checked_by <> reviewed_by and checked_by <> approved_by)
);
comment on table benefits.run is '发放批次';
comment on column benefits.run.known_on is '名单冻结日：标准以当日已发布的为准';
comment on column benefits.run.terms is '冻结的口径：规则版本、在用标准、并享、追回比例';
create index run_by_division on benefits.run (county_code, division_code, last_month);
create index run_by_batch on benefits.run (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.run', 'county');

create table benefits.run_programme (
  county_code text not null,
  run_id uuid not null,
  programme text not null,
  division_code text collate "C" not null,
  constraint run_programme_pkey primary key (county_code, run_id, programme),
  constraint run_programme_one_open unique (county_code, programme),
  constraint run_programme_run foreign key (county_code, run_id) references benefits.run (county_code, id) on delete cascade
);
comment on table benefits.run_programme is '未办结批次的发放项目：一个项目同时只有一个未办结的批次';
select house.protect('benefits.run_programme', 'county');

create table benefits.bank_layout (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  format text not null,
  encoding text not null,
  header boolean,
  verification text not null,
  note text,
  constraint bank_layout_pkey primary key (county_code, id),
  constraint bank_layout_name_key unique (county_code, name),
  constraint bank_layout_format check (format in ('csv', 'fixed', 'xlsx')),
  constraint bank_layout_encoding check (encoding in ('utf8', 'gb18030'))
);
comment on table benefits.bank_layout is '银行代发文件的格式';
create index bank_layout_by_division on benefits.bank_layout (county_code, division_code);
create index bank_layout_by_batch on benefits.bank_layout (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.bank_layout', 'county');

create table benefits.bank_column (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  layout_id uuid not null,
  serial integer not null,
  header text not null,
  content text not null,
  text text,
  width integer,
  constraint bank_column_pkey primary key (county_code, id),
  constraint bank_column_serial_key unique (county_code, layout_id, serial),
  constraint bank_column_width check (width between 1 and 200),
  constraint bank_column_layout foreign key (county_code, layout_id) references benefits.bank_layout (county_code, id)
);
comment on table benefits.bank_column is '银行代发文件的列';
create index bank_column_by_division on benefits.bank_column (county_code, division_code);
create index bank_column_by_batch on benefits.bank_column (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.bank_column', 'county');

create table benefits.line (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  run_id uuid not null,
  person_id uuid not null,
  programme text not null,
  period text collate "C" not null,
  regular bigint not null,
  arrears bigint not null,
  recovered bigint not null,
  amount bigint not null,
  waiting bigint not null default 0,
  change text,
  cause text,
  standards uuid[] not null default '{}',
  basis_sealed text not null default '',
  outcome text not null default 'pending',
  outcome_on date,
  outcome_reason text,
  reference text,
  bank_name text,
  bank_holder text,
  bank_account_sealed text,
  bank_account_index text,
  constraint line_pkey primary key (county_code, id),
  constraint line_amount check (amount = regular + arrears - recovered and amount > 0 and regular >= 0 and arrears >= 0 and recovered >= 0 and waiting >= 0),
  constraint line_standards check (reference is null or (cardinality(standards) > 0 and basis_sealed <> '')),
  constraint line_outcome check (outcome in ('pending', 'paid', 'returned', 'stopped', 'carried')),
  constraint line_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint line_run foreign key (county_code, run_id) references benefits.run (county_code, id)
);
comment on table benefits.line is '发放明细：一个批次中一人一项一行；金额以分计';
comment on column benefits.line.waiting is '多发而留待以后批次追回的金额，分';
comment on column benefits.line.basis_sealed is '冻结的事实和理由';
create unique index line_one_payable on benefits.line (county_code, person_id, programme, period) where outcome in ('pending', 'paid');
create unique index line_one_in_run on benefits.line (county_code, run_id, person_id, programme);
create unique index line_reference_key on benefits.line (county_code, reference) where reference is not null;
create index line_by_division on benefits.line (county_code, division_code, period);
create index line_by_person on benefits.line (county_code, person_id, programme);
create index line_by_batch on benefits.line (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.line', 'division');

create table benefits.item (
  county_code text not null,
  line_id uuid not null,
  month integer not null,
  division_code text collate "C" not null,
  fen bigint not null,
  cause text not null,
  print jsonb not null,
  constraint item_pkey primary key (county_code, line_id, month),
  constraint item_fen check (fen <> 0),
  constraint item_line foreign key (county_code, line_id) references benefits.line (county_code, id) on delete cascade
);
comment on table benefits.item is '发放明细的分月：月份为年乘十二加月序';
create index item_by_division on benefits.item (county_code, division_code);
select house.protect('benefits.item', 'county');

create table benefits.difference (
  county_code text not null,
  run_id uuid not null,
  person_id uuid not null,
  programme text not null,
  division_code text collate "C" not null,
  kind text not null,
  was bigint not null,
  now bigint not null,
  words text not null,
  constraint difference_pkey primary key (county_code, run_id, person_id, programme),
  constraint difference_kind check (kind in ('new', 'stopped', 'changed', 'unknown', 'owing')),
  constraint difference_run foreign key (county_code, run_id) references benefits.run (county_code, id) on delete cascade,
  constraint difference_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.difference is '批次与上一批次的差异：新增、停发、变动、缺事实、待追回';
create index difference_by_division on benefits.difference (county_code, division_code);
create index difference_by_person on benefits.difference (county_code, person_id);
select house.protect('benefits.difference', 'county');

create table benefits.run_step (
  county_code text not null,
  id uuid not null,
  run_id uuid not null,
  division_code text collate "C" not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  unit_name text not null,
  opinion text,
  detail jsonb,
  constraint run_step_pkey primary key (county_code, id),
  constraint run_step_run foreign key (county_code, run_id) references benefits.run (county_code, id)
);
comment on table benefits.run_step is '批次的每一步：谁、何时、什么意见';
create index run_step_by_run on benefits.run_step (county_code, run_id, at);
select house.protect('benefits.run_step', 'county');

create table benefits.account_check (
  county_code text not null,
  id uuid not null,
  person_id uuid not null,
  division_code text collate "C" not null,
  account_index text not null,
  checked_by text not null,
  checked_by_name text not null,
  checked_at timestamptz not null,
  constraint account_check_pkey primary key (county_code, id),
  constraint account_check_account_key unique (county_code, person_id, account_index),
  constraint account_check_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.account_check is '变更后的账号由第二人核对的记录；只存账号的密钥摘要';
select house.protect('benefits.account_check', 'county');

alter table benefits.payment add column line_id uuid;
alter table benefits.payment drop constraint payment_month_key;
create unique index payment_month_key on benefits.payment (county_code, person_id, programme, month) where line_id is null;
alter table benefits.payment add constraint payment_line foreign key (county_code, line_id) references benefits.line (county_code, id);
create unique index payment_by_line on benefits.payment (county_code, line_id) where line_id is not null;
comment on column benefits.payment.line_id is '来自发放批次的，为其明细；空为手工或导入的历史发放';

create table benefits.repayment (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  programme text not null,
  amount bigint not null,
  received_on date not null,
  document text,
  note text,
  constraint repayment_pkey primary key (county_code, id),
  constraint repayment_natural_key unique (county_code, person_id, programme, received_on, document),
  constraint repayment_amount check (amount > 0),
  constraint repayment_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.repayment is '退款登记：多发的钱退回财政，发放批次据此不再追回';
create index repayment_by_division on benefits.repayment (county_code, division_code, received_on);
create index repayment_by_person on benefits.repayment (county_code, person_id, programme);
create index repayment_by_batch on benefits.repayment (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.repayment', 'division');
