create schema quality;
grant usage on schema quality to ronggui_app;

create table quality.finding (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  subject text not null,
  rule text not null,
  severity text not null,
  level text not null,
  record text not null,
  row_id text not null,
  person_id uuid,
  field text,
  facts text,
  state text not null,
  reason text,
  found_on date not null,
  constraint finding_pkey primary key (county_code, id),
  constraint finding_row_key unique (county_code, rule, record, row_id),
  constraint finding_person foreign key (county_code, person_id) references registry.person (county_code, id) on delete cascade
);
comment on table quality.finding is '待核对事项：一条规则在一条记录上的结果，改正记录后自动消失';
comment on column quality.finding.facts is '有关情况的短语，不含隐藏信息';
create index finding_by_rule on quality.finding (county_code, rule, division_code) where state = 'open';
create index finding_by_division on quality.finding (county_code, division_code, severity, id);
create index finding_by_person on quality.finding (county_code, person_id) where person_id is not null;
create index finding_by_row on quality.finding (county_code, row_id) where person_id is null;
select house.protect('quality.finding', 'division');

create table quality.waiver (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  subject text not null,
  rule text not null,
  record text not null,
  row_id text not null,
  person_id uuid,
  reason text not null,
  waived_on date,
  waived_by text,
  state text not null,
  ended_on date,
  print text,
  constraint waiver_pkey primary key (county_code, id),
  constraint waiver_person foreign key (county_code, person_id) references registry.person (county_code, id) on delete cascade
);
comment on table quality.waiver is '不适用说明：一条规则在一条记录上经说明不再提示，所涉内容变动后恢复提示';
comment on column quality.waiver.print is '说明时所涉内容的带密钥印记，只用于判断内容是否变动';
create unique index waiver_one_active on quality.waiver (county_code, rule, row_id) where state = 'active';
create index waiver_by_division on quality.waiver (county_code, division_code, waived_on);
create index waiver_by_person on quality.waiver (county_code, person_id) where person_id is not null;
create index waiver_by_row on quality.waiver (county_code, row_id);
select house.protect('quality.waiver', 'division');

create table quality.key (
  county_code text not null,
  kind text not null,
  key text collate "C" not null,
  person_id uuid not null,
  division_code text collate "C" not null,
  constraint key_pkey primary key (county_code, kind, key, person_id)
);
comment on table quality.key is '服务对象之间可能相同的内容（盲索引、同名同生日、所属户），每人每项一行；不设外键以免拖慢大批导入';
create index key_by_person on quality.key (county_code, person_id);
select house.protect('quality.key', 'division');

create table quality.pending (
  county_code text not null,
  kind text not null,
  row_id uuid not null,
  division_code text collate "C" not null,
  asked_at timestamptz not null default now(),
  constraint pending_pkey primary key (county_code, kind, row_id),
  constraint pending_kind check (kind in ('person', 'household'))
);
comment on table quality.pending is '大批导入后等待后台核对的档案';
select house.protect('quality.pending', 'division');
