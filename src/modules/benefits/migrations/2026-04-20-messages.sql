create table benefits.message (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  run_id uuid,
  mobile_sealed text not null,
  mobile_index text not null,
  text text not null,
  state text not null default 'waiting',
  queued_on date not null,
  queued_by text not null,
  settled_on date,
  tries integer not null default 0,
  next_at timestamptz not null default now(),
  fault text,
  constraint message_pkey primary key (county_code, id),
  constraint message_once unique (county_code, run_id, person_id),
  constraint message_person foreign key (county_code, person_id) references registry.person (county_code, id) on delete cascade,
  constraint message_run foreign key (county_code, run_id) references benefits.run (county_code, id) on delete cascade
);
comment on table benefits.message is '短信：一个批次给一个人只发一条发放通知；交给短信网关，没有接入网关的由人取出';
comment on column benefits.message.text is '短信内容，不写是什么待遇、等级和账号';
comment on column benefits.message.next_at is '下一次交给网关的时间，网关没有答复的隔一阵再交';
create index message_by_division on benefits.message (county_code, division_code, queued_on, id);
create index message_by_person on benefits.message (county_code, person_id);
create index message_by_batch on benefits.message (county_code, batch_id) where batch_id is not null;
create index message_waiting on benefits.message (county_code, next_at) where state = 'waiting';
select house.protect('benefits.message', 'division');
