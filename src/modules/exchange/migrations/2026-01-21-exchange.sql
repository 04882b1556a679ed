create schema exchange;
grant usage on schema exchange to ronggui_app;

create table exchange.upload (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  actor_id text not null,
  file_name text not null,
  bytes bigint not null,
  created_at timestamptz not null default now(),
  constraint upload_pkey primary key (county_code, id)
);
comment on table exchange.upload is '上传待导入的文件：只归上传人，提交后或满 24 小时删除';
create index upload_by_age on exchange.upload (county_code, created_at);
select house.protect('exchange.upload', 'division');

create table exchange.mapping (
  county_code text not null,
  ledger text not null,
  layout text not null,
  targets jsonb not null,
  updated_at timestamptz not null default now(),
  constraint mapping_pkey primary key (county_code, ledger, layout)
);
comment on table exchange.mapping is '列对应关系：按表头样式记住，全县共用';
comment on column exchange.mapping.layout is '表头各列文字的摘要';
select house.protect('exchange.mapping', 'open');

create table exchange.batch (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  ledger text not null,
  upload_id uuid,
  file_name text not null,
  sheet text,
  headers jsonb not null,
  header_row integer not null,
  targets jsonb not null,
  warnings jsonb not null default '[]',
  state text not null,
  failure text,
  read integer not null default 0,
  counts jsonb not null default '{"new":0,"changed":0,"same":0,"bad":0,"ambiguous":0,"skipped":0}',
  actor_id text not null,
  actor_name text not null,
  actor_unit_id text not null,
  actor_unit_name text not null,
  actor_division text not null,
  scope_from text not null,
  scope_to text not null,
  created_at timestamptz not null default now(),
  checked_at timestamptz,
  committed_at timestamptz,
  undone_at timestamptz,
  constraint batch_pkey primary key (county_code, id),
  constraint batch_state check (state in ('checking', 'checked', 'committing', 'committed', 'undone', 'failed'))
);
comment on table exchange.batch is '导入批次';
comment on column exchange.batch.counts is '各结果的行数';
create index batch_by_time on exchange.batch (county_code, created_at desc);
select house.protect('exchange.batch', 'division');

create table exchange.row (
  county_code text not null,
  batch_id uuid not null,
  number integer not null,
  division_code text collate "C" not null,
  outcome text not null,
  row_id uuid,
  row_version integer,
  target_division text collate "C",
  payload jsonb,
  before jsonb,
  problems jsonb not null default '[]',
  raw_sealed text,
  applied_version integer,
  constraint row_pkey primary key (county_code, batch_id, number),
  constraint row_batch foreign key (county_code, batch_id) references exchange.batch (county_code, id) on delete cascade,
  constraint row_outcome check (outcome in ('new', 'changed', 'same', 'bad', 'ambiguous', 'skipped'))
) with (toast_tuple_target = 8160);
comment on table exchange.row is '导入批次的逐行结果：提交前的暂存与撤销的依据';
comment on column exchange.row.payload is '将写入的列值，敏感列为密文';
comment on column exchange.row.before is '修改前的列值，敏感列为密文';
comment on column exchange.row.raw_sealed is '退回行、待认定行的原表内容，整行加密';
comment on column exchange.row.applied_version is '写入后的版本；空为尚未写入';
create index row_by_outcome on exchange.row (county_code, batch_id, outcome, number);
select house.protect('exchange.row', 'division');

create table exchange.export (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  number text not null,
  kind text not null,
  ledger text not null,
  query jsonb not null,
  fields jsonb,
  purpose text not null,
  state text not null,
  failure text,
  rows integer not null default 0,
  file_name text,
  actor_id text not null,
  actor_name text not null,
  actor_unit_id text not null,
  actor_unit_name text not null,
  actor_division text not null,
  scope_from text not null,
  scope_to text not null,
  approver_name text,
  decision text,
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  expires_at timestamptz,
  constraint export_pkey primary key (county_code, id),
  constraint export_number_key unique (county_code, number),
  constraint export_state check (state in ('waiting', 'writing', 'ready', 'declined', 'failed', 'expired')),
  constraint export_kind check (kind in ('ledger', 'badRows'))
);
comment on table exchange.export is '导出：编号、用途、条件、行数与审批';
create index export_by_time on exchange.export (county_code, created_at desc);
select house.protect('exchange.export', 'division');
