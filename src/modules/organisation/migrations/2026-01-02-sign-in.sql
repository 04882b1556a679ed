-- Sign-in: the tables of better-auth under our own names, seen only by connections that say so.
create schema auth;
grant usage on schema auth to ronggui_app;

create table auth.login (
  id uuid not null,
  county_code text not null,
  username text not null,
  display_username text,
  name text not null,
  email text not null,
  email_verified boolean not null default true,
  image text,
  two_factor_enabled boolean not null default false,
  must_change_password boolean not null default true,
  password_changed_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint login_pkey primary key (id),
  constraint login_username_key unique (username),
  constraint login_email_key unique (email),
  constraint login_staff foreign key (county_code, id) references organisation.staff (county_code, id) on delete cascade
);
comment on table auth.login is '登录名，与工作人员账号一一对应（id 相同）；username 为 县代码.账号，全库唯一';

create table auth.credential (
  id text not null,
  user_id uuid not null,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint credential_pkey primary key (id),
  constraint credential_provider_key unique (user_id, provider_id),
  constraint credential_login foreign key (user_id) references auth.login (id) on delete cascade
);
comment on table auth.credential is '密码（scrypt 加盐散列）；供第三方认证接入的列留空';

create table auth.session (
  id text not null,
  user_id uuid not null,
  token text not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_seen_at timestamptz,
  constraint session_pkey primary key (id),
  constraint session_token_key unique (token),
  constraint session_login foreign key (user_id) references auth.login (id) on delete cascade
);
comment on table auth.session is '会话；闲置与最长时限由程序按设置判定';
create index session_by_login on auth.session (user_id, created_at);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint verification_pkey primary key (id)
);
comment on table auth.verification is '登录第二步的短时凭据';
create index verification_by_identifier on auth.verification (identifier);

create table auth.second_factor (
  id text not null,
  user_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  constraint second_factor_pkey primary key (id),
  constraint second_factor_login_key unique (user_id),
  constraint second_factor_login foreign key (user_id) references auth.login (id) on delete cascade
);
comment on table auth.second_factor is '动态口令密钥与备用码（加密）';

create table auth.used_code (
  user_id uuid not null,
  digest text not null,
  used_at timestamptz not null,
  constraint used_code_pkey primary key (user_id, digest),
  constraint used_code_login foreign key (user_id) references auth.login (id) on delete cascade
);
comment on table auth.used_code is '近期用过的动态口令，防止重放';

create table auth.former_password (
  user_id uuid not null,
  password text not null,
  replaced_at timestamptz not null,
  constraint former_password_login foreign key (user_id) references auth.login (id) on delete cascade
);
comment on table auth.former_password is '用过的密码散列，最近五次不得重复';
create index former_password_by_login on auth.former_password (user_id, replaced_at desc);

create table auth.failure (
  name text not null,
  count integer not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  constraint failure_pkey primary key (name)
);
comment on table auth.failure is '登录失败计数与锁定，按所填账号计（不存在的账号同样计数）';

do $$
declare one text;
begin
  foreach one in array array['login', 'credential', 'session', 'verification', 'second_factor', 'used_code', 'former_password', 'failure'] loop
    execute format('alter table auth.%I enable row level security', one);
    execute format('create policy at_sign_in on auth.%I using (current_setting(''app.auth'', true) = ''on'') with check (current_setting(''app.auth'', true) = ''on'')', one);
    execute format('grant select, insert, update, delete on auth.%I to ronggui_app', one);
  end loop;
end $$;

create policy seen_at_sign_in on house.setting for select using (current_setting('app.auth', true) = 'on');
