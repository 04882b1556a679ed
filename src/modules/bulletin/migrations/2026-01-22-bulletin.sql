create schema bulletin;
grant usage on schema bulletin to ronggui_app;

create table bulletin.bulletin (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  kind text not null,
  year integer not null,
  state text not null default 'draft',
  title text not null,
  document jsonb not null,
  drafter_id text not null,
  drafter_name text not null,
  constraint bulletin_pkey primary key (county_code, id),
  constraint bulletin_kind check (kind in ('annual', 'erratum')),
  constraint bulletin_state check (state in ('draft', 'review', 'secrecy', 'signing', 'numbered', 'issued', 'archived'))
);
comment on table bulletin.bulletin is '工作简报；签发以前文中指标随台账变动';
comment on column bulletin.bulletin.document is '草稿正文；签发以后以 bulletin.signed 为准';
create index bulletin_by_year on bulletin.bulletin (county_code, year, created_at);
create index bulletin_by_division on bulletin.bulletin (county_code, division_code, updated_at);
select house.protect('bulletin.bulletin', 'county');

create table bulletin.step (
  county_code text not null,
  bulletin_id uuid not null,
  position integer not null,
  division_code text collate "C" not null,
  act text not null,
  from_state text,
  to_state text not null,
  actor_id text not null,
  actor_name text not null,
  at timestamptz not null,
  note text,
  constraint step_pkey primary key (county_code, bulletin_id, position),
  constraint step_bulletin foreign key (county_code, bulletin_id) references bulletin.bulletin (county_code, id)
);
comment on table bulletin.step is '简报的每一步：谁、何时、从何状态到何状态，只增不改';
select house.protect('bulletin.step', 'append');

create table bulletin.number (
  county_code text not null,
  masthead text not null,
  year integer not null,
  issue_no integer not null,
  total_no integer not null,
  bulletin_id uuid not null,
  division_code text collate "C" not null,
  given_at timestamptz not null,
  constraint number_pkey primary key (county_code, masthead, year, issue_no),
  constraint number_total_key unique (county_code, masthead, total_no),
  constraint number_bulletin_key unique (county_code, bulletin_id),
  constraint number_bulletin foreign key (county_code, bulletin_id) references bulletin.bulletin (county_code, id),
  constraint number_positive check (issue_no > 0 and total_no > 0)
);
comment on table bulletin.number is '期号登记：签发时给号，只增不改，永不复用';
select house.protect('bulletin.number', 'append');

create table bulletin.signed (
  county_code text not null,
  bulletin_id uuid not null,
  division_code text collate "C" not null,
  document jsonb not null,
  body text not null,
  digest text not null,
  signed_by text not null,
  signed_name text not null,
  signed_at timestamptz not null,
  constraint signed_pkey primary key (county_code, bulletin_id),
  constraint signed_bulletin foreign key (county_code, bulletin_id) references bulletin.bulletin (county_code, id)
);
comment on table bulletin.signed is '签发定稿：全文与摘要，只增不改';
select house.protect('bulletin.signed', 'append');

create table bulletin.frozen (
  county_code text not null,
  bulletin_id uuid not null,
  position integer not null,
  division_code text collate "C" not null,
  figure text not null,
  style text not null,
  period text not null,
  title text not null,
  unit text not null,
  value bigint not null,
  row_count integer not null,
  row_ids uuid[] not null,
  digest text not null,
  printed text not null,
  constraint frozen_pkey primary key (county_code, bulletin_id, position),
  constraint frozen_signed foreign key (county_code, bulletin_id) references bulletin.signed (county_code, bulletin_id),
  constraint frozen_rows check (row_count = cardinality(row_ids))
);
comment on table bulletin.frozen is '签发时冻结的指标：数值、明细行号、摘要与印出的字，只增不改';
comment on column bulletin.frozen.digest is '按行号排序的行号、版本与计入值的 SHA-256';
select house.protect('bulletin.frozen', 'append');

create table bulletin.erratum (
  county_code text not null,
  bulletin_id uuid not null,
  erratum_id uuid not null,
  division_code text collate "C" not null,
  offered_at timestamptz not null,
  entries jsonb not null,
  constraint erratum_pkey primary key (county_code, erratum_id),
  constraint erratum_corrected foreign key (county_code, bulletin_id) references bulletin.bulletin (county_code, id),
  constraint erratum_itself foreign key (county_code, erratum_id) references bulletin.bulletin (county_code, id)
);
comment on table bulletin.erratum is '勘误与被勘误的简报；勘误本身也是一期简报，走同样的程序';
create index erratum_by_bulletin on bulletin.erratum (county_code, bulletin_id, offered_at);
select house.protect('bulletin.erratum', 'append');
