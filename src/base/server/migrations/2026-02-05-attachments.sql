-- Attachments of any record's row: contents once per county, the rows that refer to them, and uploads on their way.
create table house.file (
  county_code text not null,
  digest text not null,
  size bigint not null,
  media text not null,
  key_sealed text not null,
  created_at timestamptz not null default now(),
  constraint file_pkey primary key (county_code, digest),
  constraint file_digest_check check (digest ~ '^[0-9a-f]{64}$'),
  constraint file_size_check check (size > 0)
);
comment on table house.file is '附件内容，每县每份内容只存一次；密文在数据目录 files 下';
comment on column house.file.digest is '带密钥的摘要，不能由内容反推';
comment on column house.file.key_sealed is '此文件自己的密钥，以主密钥加密';
select house.protect('house.file', 'open');

create table house.attachment (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  reach text not null,
  record text not null,
  row_id uuid not null,
  file text not null,
  thumbnail text,
  name_sealed text not null,
  caption_sealed text,
  position integer not null,
  added_by text not null,
  added_by_name text not null,
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  with_row boolean not null default false,
  constraint attachment_pkey primary key (county_code, id),
  constraint attachment_file_fkey foreign key (county_code, file) references house.file (county_code, digest),
  constraint attachment_thumbnail_fkey foreign key (county_code, thumbnail) references house.file (county_code, digest),
  constraint attachment_reach_check check (reach in ('division', 'county')),
  constraint attachment_with_row_check check (not with_row or removed_at is not null)
);
comment on table house.attachment is '附件：挂在某条记录上的文件，随记录移动、删除和恢复';
comment on column house.attachment.with_row is '随所属记录一并删除，记录恢复时一并恢复';
create index attachment_by_row on house.attachment (county_code, record, row_id);
create index attachment_by_file on house.attachment (county_code, file);
create index attachment_by_thumbnail on house.attachment (county_code, thumbnail) where thumbnail is not null;
create index attachment_removed on house.attachment (county_code, removed_at) where removed_at is not null;
alter table house.attachment enable row level security;
grant select, insert, update on house.attachment to ronggui_app;
create policy seen on house.attachment for select using (county_code = nullif(current_setting('app.county', true), '')
  and (reach = 'county' or division_code >= current_setting('app.from', true) and division_code <= current_setting('app.to', true)));
create policy added_in_division on house.attachment for insert with check (county_code = nullif(current_setting('app.county', true), '')
  and division_code >= current_setting('app.from', true) and division_code <= current_setting('app.to', true));
create policy changed_in_division on house.attachment for update using (county_code = nullif(current_setting('app.county', true), '')
  and division_code >= current_setting('app.from', true) and division_code <= current_setting('app.to', true));

create table house.upload (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  actor_id text not null,
  record text not null,
  row_id uuid not null,
  name_sealed text not null,
  size bigint not null,
  received bigint not null default 0,
  stored bigint not null default 0,
  key_sealed text not null,
  touched_at timestamptz not null default now(),
  constraint upload_pkey primary key (county_code, id),
  constraint upload_received_check check (received between 0 and size)
);
comment on table house.upload is '未传完的附件；24 小时没有动静即作废';
comment on column house.upload.stored is '已收内容的密文字节数，中断后从这里接着写';
create index upload_by_actor on house.upload (county_code, actor_id);
select house.protect('house.upload', 'division');
