create schema organisation;
grant usage on schema organisation to ronggui_app;

create table organisation.division (
  county_code text not null,
  code text collate "C" not null,
  name text not null,
  level text not null,
  kind text not null,
  parent_code text collate "C",
  path text not null,
  position integer not null default 0,
  valid_from date not null default '1949-10-01',
  valid_until date,
  successor_code text collate "C",
  constraint division_pkey primary key (county_code, code),
  constraint division_level check (level in ('county', 'township', 'village'))
);
comment on table organisation.division is '行政区划：县、乡镇（街道）、村（社区）';
comment on column organisation.division.path is '从乡镇起的显示名，如 榆林乡/王庄村';
comment on column organisation.division.successor_code is '撤并后的承接区划';
create index division_by_parent on organisation.division (county_code, parent_code, position);
select house.protect('organisation.division', 'open');

create table organisation.unit (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  name text not null,
  level text not null,
  kind text not null,
  phone text,
  address text,
  head_name text,
  head_post text,
  posts integer,
  full_time integer,
  part_time integer,
  veteran_staff integer,
  area integer,
  rooms text,
  budget bigint,
  spent bigint,
  founded_on date,
  closed_on date,
  successor_id uuid,
  constraint unit_pkey primary key (county_code, id),
  constraint unit_name_key unique (county_code, name),
  constraint unit_level check (level in ('county', 'township', 'village')),
  constraint unit_kind check (kind in ('bureau', 'centre', 'station')),
  constraint unit_successor foreign key (county_code, successor_id) references organisation.unit (county_code, id)
);
comment on table organisation.unit is '机构：局、县服务中心、乡级与村级服务站';
create index unit_by_division on organisation.unit (county_code, division_code);
select house.protect('organisation.unit', 'county');

create table organisation.staff (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  unit_id uuid not null,
  name text not null,
  account text not null,
  work_number text,
  lines text[] not null default '{}',
  state text not null default 'active',
  last_seen_at timestamptz,
  constraint staff_pkey primary key (county_code, id),
  constraint staff_account_key unique (county_code, account),
  constraint staff_state check (state in ('active', 'disabled')),
  constraint staff_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id)
);
comment on table organisation.staff is '工作人员账号，每人一个，归属一个机构';
comment on column organisation.staff.lines is '县级业务员经办的业务线，即模块名';
select house.protect('organisation.staff', 'division');

create table organisation.staff_role (
  county_code text not null,
  staff_id uuid not null,
  division_code text collate "C" not null,
  role text not null,
  granted_at timestamptz not null default now(),
  granted_by text not null,
  constraint staff_role_pkey primary key (county_code, staff_id, role),
  constraint staff_role_staff foreign key (county_code, staff_id) references organisation.staff (county_code, id) on delete cascade
);
comment on table organisation.staff_role is '岗位；系统管理员、安全保密管理员、安全审计员三者在一个账号中互斥';
create unique index staff_role_one_administrator on organisation.staff_role (county_code, staff_id) where role in ('systemAdministrator', 'securityAdministrator', 'auditor');
select house.protect('organisation.staff_role', 'division');
