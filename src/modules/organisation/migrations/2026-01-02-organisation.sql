create schema organisation;
grant usage on schema organisation to ronggui_app;

create table organisation.division (
  county_code text not null,
  code text collate "C" not null,
  name text not null,
  official_name text,
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
comment on column organisation.division.official_name is '区划代码表中的全称，如 官亭村委会；name 为通行简称 官亭村';
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
create index unit_by_division on organisation.unit (county_code, division_code, name);
select house.protect('organisation.unit', 'county');
create policy seen_at_sign_in on organisation.unit for select using (current_setting('app.auth', true) = 'on');

create table organisation.unit_change (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  changed_on date not null,
  kind text not null,
  unit_id uuid,
  unit_name text not null,
  successor_name text,
  former text,
  basis text not null,
  moved jsonb not null default '{}',
  actor_name text not null,
  at timestamptz not null,
  constraint unit_change_pkey primary key (county_code, id),
  constraint unit_change_kind check (kind in ('add', 'rename', 'merge', 'split', 'close'))
);
comment on table organisation.unit_change is '机构与区划沿革：设立、更名、合并、分设、撤销，只增不改';
comment on column organisation.unit_change.moved is '随区划移交的台账行数，按表计';
create index unit_change_by_day on organisation.unit_change (county_code, changed_on);
select house.protect('organisation.unit_change', 'append');

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
  constraint staff_pkey primary key (county_code, id),
  constraint staff_account_key unique (county_code, account),
  constraint staff_state check (state in ('active', 'disabled')),
  constraint staff_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id)
);
comment on table organisation.staff is '工作人员账号，每人一个，归属一个机构';
comment on column organisation.staff.lines is '县级业务员经办的业务线，即模块名';
select house.protect('organisation.staff', 'division');
create policy seen_at_sign_in on organisation.staff for select using (current_setting('app.auth', true) = 'on');

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
create policy seen_at_sign_in on organisation.staff_role for select using (current_setting('app.auth', true) = 'on');

create table organisation.role_request (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  staff_id uuid not null,
  roles text[] not null,
  lines text[] not null default '{}',
  reason text,
  state text not null default 'pending',
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  refusal text,
  constraint role_request_pkey primary key (county_code, id),
  constraint role_request_state check (state in ('pending', 'approved', 'refused')),
  constraint role_request_staff foreign key (county_code, staff_id) references organisation.staff (county_code, id) on delete cascade
);
comment on table organisation.role_request is '岗位申请：系统管理员提出，安全保密管理员批准后生效';
create unique index role_request_one_pending on organisation.role_request (county_code, staff_id) where state = 'pending';
select house.protect('organisation.role_request', 'division');

create table organisation.meeting (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  held_on date not null,
  quarter text not null,
  title text not null,
  host text,
  place text,
  agenda text,
  difficulties text,
  experience text,
  constraint meeting_pkey primary key (county_code, id),
  constraint meeting_title_key unique (county_code, held_on, title)
);
comment on table organisation.meeting is '站长工作会议，每季度一次';
create index meeting_by_division on organisation.meeting (county_code, division_code, held_on);
select house.protect('organisation.meeting', 'county');

create table organisation.attendance (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  meeting_id uuid not null,
  unit_id uuid not null,
  name text not null,
  presence text not null,
  constraint attendance_pkey primary key (county_code, id),
  constraint attendance_once unique (county_code, meeting_id, unit_id, name),
  constraint attendance_meeting foreign key (county_code, meeting_id) references organisation.meeting (county_code, id),
  constraint attendance_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id)
);
comment on table organisation.attendance is '站长会议参会情况';
create index attendance_by_division on organisation.attendance (county_code, division_code, meeting_id);
select house.protect('organisation.attendance', 'county');

create table organisation.decision (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  meeting_id uuid not null,
  content text not null,
  owner_unit_id uuid not null,
  due_on date,
  state text not null default 'open',
  done_on date,
  done_note text,
  constraint decision_pkey primary key (county_code, id),
  constraint decision_content_key unique (county_code, meeting_id, owner_unit_id, content),
  constraint decision_meeting foreign key (county_code, meeting_id) references organisation.meeting (county_code, id),
  constraint decision_unit foreign key (county_code, owner_unit_id) references organisation.unit (county_code, id)
);
comment on table organisation.decision is '站长会议交办事项';
create index decision_by_division on organisation.decision (county_code, division_code, due_on);
select house.protect('organisation.decision', 'county');

create table organisation.return_request (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  title text not null,
  note text,
  due_on date not null,
  period text,
  questions jsonb not null,
  state text not null default 'open',
  asked_by uuid,
  asked_by_name text not null,
  unit_name text not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint return_request_pkey primary key (county_code, id),
  constraint return_request_state check (state in ('open', 'closed'))
);
comment on table organisation.return_request is '上报通知：问题、时限与报送单位';
create index return_request_by_due on organisation.return_request (county_code, division_code, due_on);
select house.protect('organisation.return_request', 'county');

create table organisation.return_answer (
  county_code text not null,
  request_id uuid not null,
  unit_id uuid not null,
  division_code text collate "C" not null,
  state text not null default 'open',
  answers jsonb not null default '[]',
  submitted_on date,
  submitted_at timestamptz,
  submitted_by text,
  sent_back_reason text,
  reminded_at timestamptz,
  constraint return_answer_pkey primary key (county_code, request_id, unit_id),
  constraint return_answer_state check (state in ('open', 'submitted', 'sentBack')),
  constraint return_answer_request foreign key (county_code, request_id) references organisation.return_request (county_code, id) on delete cascade,
  constraint return_answer_unit foreign key (county_code, unit_id) references organisation.unit (county_code, id)
);
comment on table organisation.return_answer is '各单位的上报：未报、已报、退回；逾期由时限算出';
create index return_answer_by_unit on organisation.return_answer (county_code, division_code, request_id);
select house.protect('organisation.return_answer', 'division');

create table organisation.view (
  county_code text not null,
  id uuid not null,
  staff_id uuid not null,
  record text not null,
  name text not null,
  query text not null,
  updated_at timestamptz not null default now(),
  constraint view_pkey primary key (county_code, id),
  constraint view_name_key unique (county_code, staff_id, record, name)
);
comment on table organisation.view is '个人保存的查询视图';
select house.protect('organisation.view', 'open');
