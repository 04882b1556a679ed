create table benefits.grant_terms (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  document text,
  effective_on date not null,
  kind text not null,
  per_year bigint,
  nco_step bigint,
  conscript_years integer,
  base bigint,
  base_years integer,
  percent integer,
  verification text not null,
  source text,
  note text,
  constraint grant_terms_pkey primary key (county_code, id),
  constraint grant_terms_title_key unique (county_code, effective_on, title),
  constraint grant_terms_kind check (kind in ('byYears', 'onBase')),
  constraint grant_terms_whole check (case kind when 'byYears' then per_year > 0 and nco_step >= 0 and conscript_years > 0 else base > 0 and base_years > 0 and percent >= 0 end),
  constraint grant_terms_verification check (verification in ('published', 'unverified'))
);
comment on table benefits.grant_terms is '地方一次性经济补助标准：本县的办法和参数，按退役日期适用，同日的用已核实的、后登记的；待核实的不得作为发放依据';
create index grant_terms_by_division on benefits.grant_terms (county_code, division_code, effective_on);
create index grant_terms_by_batch on benefits.grant_terms (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.grant_terms', 'county');

create table benefits.conscript_terms (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  year integer not null,
  base bigint not null,
  counting text not null,
  pay_month integer not null,
  document text,
  verification text not null,
  source text,
  note text,
  constraint conscript_terms_pkey primary key (county_code, id),
  constraint conscript_terms_title_key unique (county_code, year, title),
  constraint conscript_terms_base check (base > 0),
  constraint conscript_terms_counting check (counting in ('serviceYear', 'calendarYear')),
  constraint conscript_terms_pay_month check (pay_month between 1 and 12),
  constraint conscript_terms_verification check (verification in ('published', 'unverified'))
);
comment on table benefits.conscript_terms is '义务兵家庭优待金标准：一个年度有几行的用已核实的、后登记的；待核实的不得作为发放依据';
create index conscript_terms_by_division on benefits.conscript_terms (county_code, division_code, year);
create index conscript_terms_by_batch on benefits.conscript_terms (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.conscript_terms', 'county');

create table benefits.conscript_addition (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  terms_id uuid not null,
  item text not null,
  percent integer,
  fen bigint,
  constraint conscript_addition_pkey primary key (county_code, id),
  constraint conscript_addition_item_key unique (county_code, terms_id, item),
  constraint conscript_addition_amount check (coalesce(percent, 0) > 0 or coalesce(fen, 0) > 0),
  constraint conscript_addition_terms foreign key (county_code, terms_id) references benefits.conscript_terms (county_code, id)
);
comment on table benefits.conscript_addition is '优待金标准的地区倍数、学历和立功受奖增发';
create index conscript_addition_by_division on benefits.conscript_addition (county_code, division_code);
create index conscript_addition_by_batch on benefits.conscript_addition (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.conscript_addition', 'county');

create table benefits.one_off (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  kind text not null,
  document text not null,
  merit text,
  pay bigint,
  pay_document text,
  note text,
  state text not null default 'draft',
  total bigint,
  working text,
  standards uuid[] not null default '{}',
  month text collate "C",
  revoking boolean not null default false,
  hands text[] not null default '{}',
  made_by text,
  submitted_by text,
  submitted_on date,
  approved_by_id text,
  approved_by text,
  approved_on date,
  opinion text,
  constraint one_off_pkey primary key (county_code, id),
  constraint one_off_state check (state in ('draft', 'submitted', 'approved', 'withdrawn')),
  constraint one_off_month check (month ~ '^\d{4}-\d{2}$'),
  constraint one_off_approved check (state <> 'approved' or (approved_by_id is not null and month is not null and total is not null)),
  constraint one_off_second_person check (approved_by_id is null or not (approved_by_id = any (hands))),
  constraint one_off_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.one_off is '一次性给付：烈士褒扬金、一次性抚恤金、地方一次性经济补助，一人一种一行';
comment on column benefits.one_off.hands is '拟定、修改、提交过的人，不得审批';
create unique index one_off_running_key on benefits.one_off (county_code, person_id, kind) where state <> 'withdrawn';
create index one_off_by_division on benefits.one_off (county_code, division_code, created_at desc);
create index one_off_by_person on benefits.one_off (county_code, person_id);
create index one_off_by_batch on benefits.one_off (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.one_off', 'division');

create table benefits.one_off_share (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  one_off_id uuid not null,
  relation text not null,
  ground text,
  payee_id uuid,
  payee_name text not null,
  payee_citizen_id_sealed text,
  payee_citizen_id_index text,
  fen bigint not null,
  bank_name text,
  bank_holder text,
  bank_account_sealed text,
  bank_account_index text,
  constraint one_off_share_pkey primary key (county_code, id),
  constraint one_off_share_fen check (fen >= 0),
  constraint one_off_share_of foreign key (county_code, one_off_id) references benefits.one_off (county_code, id),
  constraint one_off_share_payee foreign key (county_code, payee_id) references registry.person (county_code, id)
);
comment on table benefits.one_off_share is '一次性给付的份额：领取人、与军人的关系、金额和账户';
create unique index one_off_share_payee_key on benefits.one_off_share (county_code, one_off_id, payee_id) where payee_id is not null;
create unique index one_off_share_citizen_key on benefits.one_off_share (county_code, one_off_id, payee_citizen_id_index) where payee_citizen_id_index is not null;
create index one_off_share_by_division on benefits.one_off_share (county_code, division_code);
create index one_off_share_by_payee on benefits.one_off_share (county_code, payee_id) where payee_id is not null;
create index one_off_share_by_batch on benefits.one_off_share (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.one_off_share', 'division');

create table benefits.conscript_home (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  approved_here boolean not null,
  enlist_document text,
  region_sealed text,
  region_index text,
  payee_relation text not null,
  payee_id uuid,
  payee_name text not null,
  payee_citizen_id_sealed text,
  payee_citizen_id_index text,
  bank_name text,
  bank_holder text,
  bank_account_sealed text,
  bank_account_index text,
  note text,
  constraint conscript_home_pkey primary key (county_code, id),
  constraint conscript_home_person_key unique (county_code, person_id),
  constraint conscript_home_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint conscript_home_payee foreign key (county_code, payee_id) references registry.person (county_code, id)
);
comment on table benefits.conscript_home is '义务兵家庭：批准入伍地、服役地区类别、领取优待金的家庭成员和账户，一名义务兵一行';
create index conscript_home_by_division on benefits.conscript_home (county_code, division_code);
create index conscript_home_by_payee on benefits.conscript_home (county_code, payee_id) where payee_id is not null;
create index conscript_home_by_batch on benefits.conscript_home (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.conscript_home', 'division');

create table benefits.conscript_year (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  year integer not null,
  note text,
  answer text not null default 'unknown',
  months integer,
  total bigint,
  working text,
  standards uuid[] not null default '{}',
  state text not null default 'draft',
  month text collate "C",
  revoking boolean not null default false,
  hands text[] not null default '{}',
  made_by text,
  submitted_by text,
  submitted_on date,
  approved_by_id text,
  approved_by text,
  approved_on date,
  opinion text,
  constraint conscript_year_pkey primary key (county_code, id),
  constraint conscript_year_answer check (answer in ('yes', 'no', 'unknown')),
  constraint conscript_year_state check (state in ('draft', 'submitted', 'approved', 'withdrawn')),
  constraint conscript_year_month check (month ~ '^\d{4}-\d{2}$'),
  constraint conscript_year_approved check (state <> 'approved' or (approved_by_id is not null and month is not null and total is not null)),
  constraint conscript_year_second_person check (approved_by_id is null or not (approved_by_id = any (hands))),
  constraint conscript_year_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.conscript_year is '义务兵家庭优待金：一名义务兵一年一行，金额由标准和档案算出';
create unique index conscript_year_running_key on benefits.conscript_year (county_code, person_id, year) where state <> 'withdrawn';
create index conscript_year_by_division on benefits.conscript_year (county_code, division_code, year);
create index conscript_year_by_person on benefits.conscript_year (county_code, person_id);
create index conscript_year_by_batch on benefits.conscript_year (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.conscript_year', 'division');

create table benefits.entitlement (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  person_id uuid not null,
  programme text not null,
  source text not null,
  source_id uuid not null,
  month text collate "C" not null,
  fen bigint not null,
  payee_name text not null,
  filed boolean not null,
  words text not null,
  citation text not null,
  standards uuid[] not null,
  hands text[] not null,
  approved_by_id text not null,
  approved_by text not null,
  approved_on date not null,
  constraint entitlement_pkey primary key (county_code, id),
  constraint entitlement_fen check (fen >= 0),
  constraint entitlement_month check (month ~ '^\d{4}-\d{2}$'),
  constraint entitlement_source check (source in ('oneOff', 'conscript')),
  constraint entitlement_standards check (cardinality(standards) > 0),
  constraint entitlement_second_person check (not (approved_by_id = any (hands))),
  constraint entitlement_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table benefits.entitlement is '已批准的给付：谁、哪个月、多少钱、依据什么，由第二人批准；发放批次据此与已发的相减';
comment on column benefits.entitlement.id is '与份额或年度优待金同号';
comment on column benefits.entitlement.person_id is '领取人的档案；领取人没有档案的为给付对象的档案';
comment on column benefits.entitlement.fen is '批准的金额，分；撤销后为 0，不删除';
comment on column benefits.entitlement.filed is '领取人本人有档案';
create index entitlement_by_person on benefits.entitlement (county_code, person_id, programme);
create index entitlement_by_source on benefits.entitlement (county_code, source_id);
create index entitlement_by_division on benefits.entitlement (county_code, division_code);
select house.protect('benefits.entitlement', 'division');
revoke delete on benefits.entitlement from ronggui_app;

-- A line pays either the months of a benefit or one approved entitlement; items carry their programme, so that a payment may stand against another programme's overpaid months.
alter table benefits.line add column entitlement_id uuid;
alter table benefits.line add column payee text;
alter table benefits.line add column vouched boolean not null default false;
alter table benefits.line add constraint line_entitlement foreign key (county_code, entitlement_id) references benefits.entitlement (county_code, id);
comment on column benefits.line.payee is '没有档案的领取人姓名；空为本人';
comment on column benefits.line.vouched is '账号随给付由第二人批准，不再另行核对';
drop index benefits.line_one_payable;
create unique index line_one_payable on benefits.line (county_code, person_id, programme, period, entitlement_id) nulls not distinct where outcome in ('pending', 'paid');
drop index benefits.line_one_in_run;
create unique index line_one_in_run on benefits.line (county_code, run_id, person_id, programme, entitlement_id) nulls not distinct;
create index line_by_entitlement on benefits.line (county_code, entitlement_id) where entitlement_id is not null;

alter table benefits.difference drop constraint difference_pkey;
alter table benefits.difference add column entitlement_id uuid;
create unique index difference_of_key on benefits.difference (county_code, run_id, person_id, programme, entitlement_id) nulls not distinct;

alter table benefits.item add column programme text;
update benefits.item i set programme = l.programme from benefits.line l where l.county_code = i.county_code and l.id = i.line_id;
alter table benefits.item alter column programme set not null;
alter table benefits.item drop constraint item_pkey;
alter table benefits.item add constraint item_pkey primary key (county_code, line_id, programme, month);
comment on column benefits.item.programme is '结算的项目；丧葬补助抵扣多发时为被抵的项目';
alter table benefits.line drop constraint line_amount;
alter table benefits.line add constraint line_amount check (amount = regular + arrears - recovered and regular >= 0 and arrears >= 0 and recovered >= 0 and waiting >= 0 and (amount > 0 or (amount = 0 and recovered > 0)));
