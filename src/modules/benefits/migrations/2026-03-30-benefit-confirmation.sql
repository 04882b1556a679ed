create table benefits.confirmation (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  year integer not null,
  from_on date not null,
  until_on date not null,
  categories text[],
  ways text[] not null,
  sample_percent integer not null,
  phone text,
  note text,
  state text not null,
  frozen_on date,
  closed_on date,
  seed text,
  drawn_on date,
  drawn_by text,
  constraint confirmation_pkey primary key (county_code, id),
  constraint confirmation_title_key unique (county_code, title),
  constraint confirmation_days check (until_on >= from_on),
  constraint confirmation_frozen check ((state = 'draft') = (frozen_on is null)),
  constraint confirmation_closed check ((state = 'closed') = (closed_on is not null))
);
comment on table benefits.confirmation is '年度确认：哪一年、何时、哪些类别、可用哪些方式';
comment on column benefits.confirmation.seed is '抽查的随机种子，与参加抽取的名单一起可重现抽取结果';
create index confirmation_by_division on benefits.confirmation (county_code, division_code, from_on desc);
create index confirmation_by_batch on benefits.confirmation (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.confirmation', 'county');

create table benefits.confirmation_entry (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  confirmation_id uuid not null,
  person_id uuid not null,
  listed_at text collate "C",
  categories text[],
  state text not null,
  result_sealed text,
  result_index text,
  way text,
  confirmed_on date,
  confirmed_by text,
  confirmed_by_id text,
  note text,
  home_visit boolean not null default false,
  review text,
  reviewed_by text,
  reviewed_by_id text,
  reviewed_on date,
  review_note text,
  pooled boolean not null default false,
  sampled boolean not null default false,
  spot_check text,
  checked_by text,
  checked_on date,
  check_note text,
  stop_id uuid,
  resume_id uuid,
  constraint confirmation_entry_pkey primary key (county_code, id),
  constraint confirmation_entry_person_key unique (county_code, confirmation_id, person_id),
  constraint confirmation_entry_sampled check (pooled or not sampled),
  constraint confirmation_entry_reviewer check (reviewed_by_id is null or reviewed_by_id <> confirmed_by_id),
  constraint confirmation_entry_of foreign key (county_code, confirmation_id) references benefits.confirmation (county_code, id),
  constraint confirmation_entry_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint confirmation_entry_stop foreign key (county_code, stop_id) references benefits.movement (county_code, id),
  constraint confirmation_entry_resume foreign key (county_code, resume_id) references benefits.movement (county_code, id)
);
comment on table benefits.confirmation_entry is '年度确认名单：冻结那天在享受待遇的每个人一条';
comment on column benefits.confirmation_entry.home_visit is '不便到场，预约入户；记一次，以后各年沿用';
comment on column benefits.confirmation_entry.pooled is '抽取那一刻已确认、参加了抽取';
create index confirmation_entry_by_campaign on benefits.confirmation_entry (county_code, confirmation_id, division_code, state);
create index confirmation_entry_by_place on benefits.confirmation_entry (county_code, division_code, id);
create index confirmation_entry_by_person on benefits.confirmation_entry (county_code, person_id);
create index confirmation_entry_by_stop on benefits.confirmation_entry (county_code, stop_id) where stop_id is not null;
create index confirmation_entry_by_resume on benefits.confirmation_entry (county_code, resume_id) where resume_id is not null;
create index confirmation_entry_by_batch on benefits.confirmation_entry (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.confirmation_entry', 'division');

create table benefits.comparison (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  source text not null,
  received_on date not null,
  document text,
  digest text,
  lines integer,
  matched integer,
  unmatched integer,
  taken_by text,
  constraint comparison_pkey primary key (county_code, id),
  constraint comparison_title_key unique (county_code, title)
);
comment on table benefits.comparison is '数据比对：一份外部名单的来源、日期、摘要和条数；名单本身不保存';
comment on column benefits.comparison.digest is '文件的 SHA-256，用来认出同一份文件';
create unique index comparison_digest_key on benefits.comparison (county_code, digest) where digest is not null;
create index comparison_by_division on benefits.comparison (county_code, division_code, received_on desc);
create index comparison_by_batch on benefits.comparison (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.comparison', 'county');

create table benefits.comparison_hit (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  comparison_id uuid not null,
  person_id uuid not null,
  finding_sealed text not null,
  finding_index text,
  event_on text,
  matched_by text not null,
  state text not null,
  note text,
  decided_by text,
  decided_on date,
  movement_id uuid,
  constraint comparison_hit_pkey primary key (county_code, id),
  constraint comparison_hit_person_key unique (county_code, comparison_id, person_id, finding_index),
  constraint comparison_hit_of foreign key (county_code, comparison_id) references benefits.comparison (county_code, id),
  constraint comparison_hit_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint comparison_hit_movement foreign key (county_code, movement_id) references benefits.movement (county_code, id)
);
comment on table benefits.comparison_hit is '比对线索：外部名单与在享人员对上的一条，须由人核查决定，不自动停发';
create index comparison_hit_by_division on benefits.comparison_hit (county_code, division_code, state);
create index comparison_hit_by_person on benefits.comparison_hit (county_code, person_id);
create index comparison_hit_by_movement on benefits.comparison_hit (county_code, movement_id) where movement_id is not null;
create index comparison_hit_by_batch on benefits.comparison_hit (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.comparison_hit', 'division');
