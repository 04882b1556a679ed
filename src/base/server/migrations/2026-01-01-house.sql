-- The house: what every module's tables stand on.
create schema if not exists house;
create schema audit;
grant usage on schema house, audit to ronggui_app;

-- Gives a table its row-level security and rights; called by migrations only.
--   division: rows are seen and written within the actor's division
--   county:   rows are seen county-wide, written within the division (facts without persons)
--   open:     rows are seen and written county-wide (tables without a division)
--   append:   like division, but never changed or removed
create function house.protect(target regclass, reach text) returns void language plpgsql as $$
declare
  in_county text := 'county_code = nullif(current_setting(''app.county'', true), '''')';
  in_division text := in_county || ' and division_code >= current_setting(''app.from'', true) and division_code <= current_setting(''app.to'', true)';
begin
  execute format('alter table %s enable row level security', target);
  execute format('grant select, insert on %s to ronggui_app', target);
  if reach <> 'append' then execute format('grant update, delete on %s to ronggui_app', target); end if;
  if reach in ('division', 'append') then
    execute format('create policy within_division on %s using (%s) with check (%s)', target, in_division, in_division);
  elsif reach = 'county' then
    execute format('create policy seen_in_county on %s for select using (%s)', target, in_county);
    execute format('create policy added_in_division on %s for insert with check (%s)', target, in_division);
    execute format('create policy changed_in_division on %s for update using (%s) with check (%s)', target, in_division, in_division);
    execute format('create policy removed_in_division on %s for delete using (%s)', target, in_division);
  elsif reach = 'open' then
    execute format('create policy within_county on %s using (%s) with check (%s)', target, in_county, in_county);
  else
    raise exception 'unknown reach %', reach;
  end if;
end $$;
comment on function house.protect is '为表设置行级安全与授权，仅供迁移使用';

create table house.setting (
  county_code text not null,
  key text not null,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  constraint setting_pkey primary key (county_code, key)
);
comment on table house.setting is '县级设置项';
select house.protect('house.setting', 'open');

create table house.change (
  county_code text not null,
  record text not null,
  row_id uuid not null,
  version integer not null,
  division_code text collate "C" not null,
  act text not null,
  at timestamptz not null default now(),
  actor_id text not null,
  actor_name text not null,
  reason text,
  batch_id uuid,
  before jsonb,
  after jsonb,
  constraint change_pkey primary key (county_code, record, row_id, version, act)
);
comment on table house.change is '字段变更历史，只增不改';
select house.protect('house.change', 'append');
create index change_by_batch on house.change (county_code, batch_id) where batch_id is not null;

create table audit.entry (
  county_code text not null,
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  actor_id text not null,
  actor_name text not null,
  unit_name text not null,
  operation text not null,
  record text,
  row_id text,
  outcome text not null,
  reason text,
  detail jsonb not null default '{}',
  request_id text not null,
  address text not null,
  nonce uuid not null,
  mac text not null,
  constraint entry_pkey primary key (county_code, id)
);
comment on table audit.entry is '审计记录，只增不改';
comment on column audit.entry.mac is '写入时由程序以密钥所作的标记，数据库之外无人能造';
create index entry_by_time on audit.entry (county_code, at desc);
create index entry_by_row on audit.entry (county_code, record, row_id);
alter table audit.entry enable row level security;
create policy within_county on audit.entry using (county_code = nullif(current_setting('app.county', true), '')) with check (county_code = nullif(current_setting('app.county', true), ''));
grant select, insert on audit.entry to ronggui_app;

create table audit.link (
  county_code text not null,
  position bigint not null,
  entry_id bigint not null,
  digest text not null,
  sealed_at timestamptz not null default now(),
  constraint link_pkey primary key (county_code, position),
  constraint link_entry_key unique (county_code, entry_id)
);
comment on table audit.link is '审计链：每条审计记录的摘要与前一条相连';
alter table audit.link enable row level security;
create policy within_county on audit.link using (county_code = nullif(current_setting('app.county', true), ''));
grant select on audit.link to ronggui_app;
