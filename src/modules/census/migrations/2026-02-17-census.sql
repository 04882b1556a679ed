create schema census;
grant usage on schema census to ronggui_app;

create table census.campaign (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  from_on date not null,
  until_on date not null,
  area text collate "C",
  roles text[],
  states text[],
  note text,
  state text not null,
  frozen_on date,
  closed_on date,
  constraint campaign_pkey primary key (county_code, id),
  constraint campaign_title_key unique (county_code, title),
  constraint campaign_days check (until_on >= from_on),
  constraint campaign_frozen check ((state = 'draft') = (frozen_on is null)),
  constraint campaign_closed check ((state = 'closed') = (closed_on is not null))
);
comment on table census.campaign is '普查：问谁、问什么、何时问完';
comment on column census.campaign.area is '普查范围的区划，空为全县';
create index campaign_by_division on census.campaign (county_code, division_code, from_on desc);
create index campaign_by_batch on census.campaign (county_code, batch_id) where batch_id is not null;
select house.protect('census.campaign', 'county');

create table census.question (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  campaign_id uuid not null,
  position integer not null,
  binding text,
  label text not null,
  kind text,
  choices text,
  constraint question_pkey primary key (county_code, id),
  constraint question_label_key unique (county_code, campaign_id, label),
  constraint question_bound check ((binding is null) = (kind is not null)),
  constraint question_campaign foreign key (county_code, campaign_id) references census.campaign (county_code, id)
);
comment on table census.question is '普查的问题：对应档案里的一项，或只属于这次普查';
create index question_by_division on census.question (county_code, division_code, position);
create index question_by_batch on census.question (county_code, batch_id) where batch_id is not null;
select house.protect('census.question', 'county');

create table census.entry (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  campaign_id uuid not null,
  person_id uuid not null,
  listed_at text collate "C",
  listed_on date,
  state text not null,
  reason text,
  note text,
  way text,
  answered_on date,
  answered_by text,
  constraint entry_pkey primary key (county_code, id),
  constraint entry_person_key unique (county_code, campaign_id, person_id),
  constraint entry_campaign foreign key (county_code, campaign_id) references census.campaign (county_code, id),
  constraint entry_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table census.entry is '普查名单：冻结那天列入的每个人一条';
comment on column census.entry.listed_at is '冻结那天所在的区划；人迁到别村，名单随人走，这里不变';
create index entry_by_division on census.entry (county_code, campaign_id, division_code, state);
create index entry_by_place on census.entry (county_code, division_code, id);
create index entry_by_person on census.entry (county_code, person_id);
create index entry_by_batch on census.entry (county_code, batch_id) where batch_id is not null;
select house.protect('census.entry', 'division');

create table census.answer (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  campaign_id uuid not null,
  entry_id uuid not null,
  question_id uuid not null,
  person_id uuid not null,
  outcome text not null,
  before text,
  after text,
  reason text,
  way text,
  answered_on date,
  answered_by text,
  constraint answer_pkey primary key (county_code, id),
  constraint answer_question_key unique (county_code, entry_id, question_id),
  constraint answer_campaign foreign key (county_code, campaign_id) references census.campaign (county_code, id),
  constraint answer_entry foreign key (county_code, entry_id) references census.entry (county_code, id),
  constraint answer_to foreign key (county_code, question_id) references census.question (county_code, id),
  constraint answer_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table census.answer is '普查回答：一人一题一条，无变化、已改或问不到';
comment on column census.answer.before is '问之前的登记内容；隐藏信息只留遮盖后的样子';
comment on column census.answer.after is '问之后的内容；隐藏信息只留遮盖后的样子';
create index answer_by_question on census.answer (county_code, campaign_id, question_id, outcome, division_code);
create index answer_by_division on census.answer (county_code, division_code, answered_on desc);
create index answer_by_person on census.answer (county_code, person_id);
create index answer_by_batch on census.answer (county_code, batch_id) where batch_id is not null;
select house.protect('census.answer', 'division');
