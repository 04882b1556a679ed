create table exchange.layout (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  ledger text not null,
  direction text not null,
  sheet text,
  heading text,
  with_key boolean,
  verified text not null,
  note text,
  constraint layout_pkey primary key (county_code, id),
  constraint layout_name_key unique (county_code, name),
  constraint layout_direction check (direction in ('import', 'export', 'both')),
  constraint layout_verified check (verified in ('verified', 'unverified'))
);
comment on table exchange.layout is '外部版式：上级或其他系统的表格样式，导入导出时按它对应各列';
create index layout_by_division on exchange.layout (county_code, division_code);
select house.protect('exchange.layout', 'county');

create table exchange.layout_column (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  layout_id uuid not null,
  position integer not null,
  header text not null,
  target text,
  fixed text,
  codes text,
  day_form text,
  number_form text,
  must boolean,
  as_text boolean,
  constraint layout_column_pkey primary key (county_code, id),
  constraint layout_column_header_key unique (county_code, layout_id, header),
  constraint layout_column_layout foreign key (county_code, layout_id) references exchange.layout (county_code, id)
);
comment on table exchange.layout_column is '版式列：表头、对应的项目、代码对照、日期和数字写法';
create index layout_column_by_division on exchange.layout_column (county_code, division_code);
select house.protect('exchange.layout_column', 'county');

alter table exchange.batch add column layout_id uuid, add column as_of date, add column differences integer not null default 0;
comment on column exchange.batch.as_of is '文件数据截至日，按外部版式导入时填写';
alter table exchange.row add column brought jsonb, add column held jsonb, add column held_about jsonb;
comment on column exchange.row.brought is '按外部版式导入的各项内容的摘要（加密索引）';
comment on column exchange.row.held is '不覆盖、转入数据差异的各项内容，隐藏项仍为密文';
comment on column exchange.row.held_about is '转入数据差异的各项：双方内容（隐藏项遮掩）与原因';

create table exchange.source (
  county_code text not null,
  record text not null,
  row_id uuid not null,
  batch_id uuid not null,
  layout_id uuid not null,
  as_of date not null,
  at timestamptz not null,
  digests jsonb not null,
  constraint source_pkey primary key (county_code, record, row_id, batch_id),
  constraint source_batch foreign key (county_code, batch_id) references exchange.batch (county_code, id) on delete cascade
);
comment on table exchange.source is '各项内容的来源：哪个版式的哪一批、截至何日，各项只存摘要';
create index source_by_batch on exchange.source (county_code, batch_id);
select house.protect('exchange.source', 'open');

create table exchange.difference (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  ledger text not null,
  ledger_label text not null,
  row_id text not null,
  title text not null,
  system text not null,
  field text not null,
  field_label text not null,
  ours text,
  theirs text,
  reason text,
  as_of date,
  state text not null,
  decided_by text,
  decided_on date,
  layout_id uuid,
  digest text,
  ours_digest text,
  value jsonb,
  replaced_by uuid,
  constraint difference_pkey primary key (county_code, id),
  constraint difference_state check (state in ('open', 'theirs', 'ours', 'replaced'))
);
comment on table exchange.difference is '数据差异：上级表与本地不一致、待决定以谁为准的一项内容';
comment on column exchange.difference.value is '他们的内容，隐藏项为密文';
create index difference_by_division on exchange.difference (county_code, division_code, state);
create index difference_by_row on exchange.difference (county_code, ledger, row_id, field);
create index difference_by_batch on exchange.difference (county_code, batch_id);
select house.protect('exchange.difference', 'division');

alter table exchange.export add column layout_id uuid;
comment on column exchange.export.layout_id is '按哪个外部版式导出，空为本系统的样式';
