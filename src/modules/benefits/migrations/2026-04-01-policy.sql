create table benefits.prospect (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  programme text not null,
  category text,
  list text not null,
  facts text[],
  reason text not null,
  basis text,
  act text not null,
  kind text,
  due_on text,
  found_on date not null,
  recipient_id text,
  state text not null,
  aside_reason text,
  aside_note text,
  aside_until date,
  aside_by text,
  aside_on date,
  constraint prospect_pkey primary key (county_code, id),
  constraint prospect_row_key unique (county_code, person_id, programme),
  constraint prospect_person foreign key (county_code, person_id) references registry.person (county_code, id) on delete cascade,
  constraint prospect_aside check (state <> 'aside' or aside_reason is not null)
);
comment on table benefits.prospect is '政策找人：一个人在一个项目上应享未享、享受而不再符合、60日内将符合或缺事实；由规则得出，事实一变即随之变化';
comment on column benefits.prospect.reason is '缘由，一句话；不含等级、性质、号码和金额';
comment on column benefits.prospect.aside_until is '搁置到哪一天，过后重新列出；不填为情况变动时再列出';
create index prospect_by_division on benefits.prospect (county_code, division_code, list, programme, id);
create index prospect_by_list on benefits.prospect (county_code, list, programme, division_code) where state = 'open';
create index prospect_by_batch on benefits.prospect (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.prospect', 'division');

create table benefits.prospect_pending (
  county_code text not null,
  person_id uuid not null,
  division_code text collate "C" not null,
  asked_at timestamptz not null default now(),
  constraint prospect_pending_pkey primary key (county_code, person_id)
);
comment on table benefits.prospect_pending is '大批导入后等待后台核对政策的档案；不设外键以免拖慢大批导入';
select house.protect('benefits.prospect_pending', 'division');
