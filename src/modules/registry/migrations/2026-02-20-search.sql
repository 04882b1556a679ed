alter table registry.person add column name_pinyin text collate "C" not null default '';
alter table registry.person add column name_strokes text collate "C" not null default '';
comment on column registry.person.name_pinyin is '姓名读音，按拼音排序用';
comment on column registry.person.name_strokes is '姓名各字笔画，按姓氏笔画排序用';
create index person_by_pinyin on registry.person (county_code, name_pinyin);
create index person_by_strokes on registry.person (county_code, name_strokes);

create table registry.nickname (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  note text,
  constraint nickname_pkey primary key (county_code, id),
  constraint nickname_name_key unique (county_code, division_code, name)
);
comment on table registry.nickname is '村庄俗称：百姓口头的叫法，查人时可用';
create index nickname_by_name on registry.nickname (county_code, name);
create index nickname_by_batch on registry.nickname (county_code, batch_id) where batch_id is not null;
select house.protect('registry.nickname', 'county');
