create schema duplicates;
grant usage on schema duplicates to ronggui_app;

create table duplicates.pair (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  left_id uuid not null,
  right_id uuid not null,
  likelihood text not null,
  reasons text,
  state text not null,
  origin text not null,
  found_on date,
  decided_by text,
  decided_on date,
  decided_reason text,
  note text,
  compared text,
  constraint pair_pkey primary key (county_code, id),
  constraint pair_persons_key unique (county_code, left_id, right_id),
  constraint pair_two check (left_id <> right_id)
);
comment on table duplicates.pair is '疑似重复：可能是同一人的两份档案；不设外键，因为合并后一份档案已不在册而记录保留';
comment on column duplicates.pair.division_code is '两份档案所在区划的共同上级，能同时看到两份档案的人才看得到';
comment on column duplicates.pair.compared is '作出决定时两份档案比对项目的带密钥摘要；比对项目改变后重新提示';
create index pair_by_division on duplicates.pair (county_code, division_code, state, id);
create index pair_by_right on duplicates.pair (county_code, right_id);
create index pair_by_batch on duplicates.pair (county_code, batch_id) where batch_id is not null;
select house.protect('duplicates.pair', 'division');

create table duplicates.run (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  actor_name text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  stage text not null,
  read_persons integer not null default 0,
  all_persons integer not null default 0,
  found_pairs integer not null default 0,
  new_pairs integer not null default 0,
  failure text,
  weights jsonb,
  constraint run_pkey primary key (county_code, id)
);
comment on table duplicates.run is '全县查重的进度和结果';
create index run_by_start on duplicates.run (county_code, started_at desc);
comment on column duplicates.run.weights is '由本县档案学得的比对权重，录入查重沿用；不含任何人的判定';
select house.protect('duplicates.run', 'county');

create table duplicates.merge (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  kept_id uuid not null,
  gone_id uuid not null,
  kept_name text not null,
  gone_name text not null,
  pair_id uuid,
  reason text not null,
  merged_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  unit_name text not null,
  undone_at timestamptz,
  undone_by text,
  undone_reason text,
  constraint merge_pkey primary key (county_code, id)
);
comment on table duplicates.merge is '合并：哪份档案并入哪份，何人何时因何；撤销后保留';
create index merge_by_kept on duplicates.merge (county_code, kept_id);
create unique index merge_one_standing on duplicates.merge (county_code, gone_id) where undone_at is null;
create index merge_by_time on duplicates.merge (county_code, merged_at desc);
select house.protect('duplicates.merge', 'division');

create table duplicates.merge_step (
  county_code text not null,
  merge_id uuid not null,
  position integer not null,
  division_code text collate "C" not null,
  kind text not null,
  place text not null,
  fields text[] not null default '{}',
  before jsonb not null,
  after jsonb,
  constraint merge_step_pkey primary key (county_code, merge_id, position),
  constraint merge_step_merge foreign key (county_code, merge_id) references duplicates.merge (county_code, id),
  constraint merge_step_kind check (kind in ('kept', 'gone', 'moved', 'aside', 'pair'))
);
comment on table duplicates.merge_step is '合并改动的每一行：改动前后的整行，隐藏信息仍为密文；撤销合并按此还原';
comment on column duplicates.merge_step.kind is 'kept 保留的档案，gone 并入的档案，moved 改指保留档案的行，aside 不能重复而收存的行，pair 收存的其他疑似重复';
select house.protect('duplicates.merge_step', 'division');
