create table benefits.notice (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  title text not null,
  reach text not null,
  province text,
  issuer text,
  document text,
  published_on date,
  effective_on date not null,
  note text,
  state text not null default 'draft',
  made_by text,
  edited_by text,
  submitted_by text,
  submitted_on date,
  approved_by text,
  approved_by_id text,
  approved_on date,
  return_reason text,
  void_reason text,
  shipped boolean not null default false,
  in_force boolean not null default false,
  hands text[] not null default '{}',
  constraint notice_pkey primary key (county_code, id),
  constraint notice_title_key unique (county_code, title, effective_on),
  constraint notice_force_key unique (county_code, id, in_force),
  constraint notice_reach check (reach in ('nation', 'province', 'county')),
  constraint notice_province check ((reach = 'province') = (province is not null)),
  constraint notice_state check (state in ('draft', 'submitted', 'inForce', 'voided')),
  constraint notice_in_force check ((state = 'inForce') = in_force),
  constraint notice_second_person check (approved_by_id is null or not (approved_by_id = any (hands))),
  constraint notice_approved check (not in_force or shipped or approved_by_id is not null)
);
comment on table benefits.notice is '标准通知；已生效的不再改动';
comment on column benefits.notice.hands is '拟定、修改、提交过的人，不得复核';
create index notice_by_division on benefits.notice (county_code, division_code, effective_on);
create index notice_by_batch on benefits.notice (county_code, batch_id) where batch_id is not null;
select house.protect('benefits.notice', 'county');
create policy kept_in_force on benefits.notice as restrictive for update using (not in_force) with check (true);
create policy stays_in_force on benefits.notice as restrictive for delete using (not in_force);

alter table benefits.standard add column notice_id uuid;
alter table benefits.standard add column kind text;
alter table benefits.standard add column in_force boolean not null default false;
alter table benefits.standard drop constraint standard_natural_key;

-- Rows without history were shipped; whatever somebody typed or imported waits for a second person.
create temporary table standard_moved on commit drop as
  select s.county_code, s.id, s.scope, s.effective_on, s.division_code, not exists (select 1 from house.change c where c.county_code = s.county_code and c.record = 'benefits.standard' and c.row_id = s.id) as shipped,
    case s.scope when '全国' then 'nation' when '国家' then 'nation' else 'province' end as reach,
    case s.scope when '全国' then null when '国家' then null else coalesce((select p.code from (values ('11', '北京'), ('12', '天津'), ('13', '河北'), ('14', '山西'), ('15', '内蒙古'), ('21', '辽宁'), ('22', '吉林'), ('23', '黑龙江'), ('31', '上海'), ('32', '江苏'),
      ('33', '浙江'), ('34', '安徽'), ('35', '福建'), ('36', '江西'), ('37', '山东'), ('41', '河南'), ('42', '湖北'), ('43', '湖南'), ('44', '广东'), ('45', '广西'), ('46', '海南'), ('50', '重庆'), ('51', '四川'), ('52', '贵州'), ('53', '云南'), ('54', '西藏'),
      ('61', '陕西'), ('62', '甘肃'), ('63', '青海'), ('64', '宁夏'), ('65', '新疆'), ('71', '台湾'), ('81', '香港'), ('82', '澳门')) as p (code, name) where s.scope like p.name || '%'), 'unnamed') end as province
  from benefits.standard s;
-- A place that is neither the nation nor a province by name was typed for the county itself.
update standard_moved set reach = 'county', province = null where province = 'unnamed' and scope <> '省名未注明';

insert into benefits.notice (county_code, id, division_code, title, reach, province, effective_on, state, shipped, in_force, approved_on)
  select m.county_code, gen_random_uuid(), min(m.division_code), m.scope || '标准（' || to_char(m.effective_on, 'YYYY-MM-DD') || '起）' || case when m.shipped then '' else '补录' end, m.reach, m.province, m.effective_on,
    case when m.shipped then 'inForce' else 'draft' end, m.shipped, m.shipped, case when m.shipped then current_date end
  from standard_moved m group by m.county_code, m.scope, m.effective_on, m.shipped, m.reach, m.province;

update benefits.standard s set notice_id = n.id, in_force = n.in_force, kind = case n.reach when 'nation' then 'floor' else 'full' end,
    category = coalesce(k.code, 'other'), variant = case when k.code is null then concat_ws(' ', s.category, s.variant) else s.variant end,
    area = case s.area when 'rural' then 'rural' when '农村' then 'rural' when 'urban' then 'urban' when '城镇' then 'urban' end
  from standard_moved m
  join benefits.notice n on n.county_code = m.county_code and n.effective_on = m.effective_on and n.shipped = m.shipped and n.title = m.scope || '标准（' || to_char(m.effective_on, 'YYYY-MM-DD') || '起）' || case when m.shipped then '' else '补录' end,
  benefits.standard o left join (values ('残疾军人', 'disabled'), ('三属', 'survivor'), ('三红', 'redArmy'), ('在乡复员军人', 'demobilised'), ('带病回乡退役军人', 'illReturned'), ('参战退役军人', 'combat'), ('参试退役军人', 'nuclearTest'), ('烈士老年子女', 'martyrChild'),
    ('农村籍退役士兵老年生活补助(每服义务兵役1年)', 'rural'), ('农村籍退役士兵老年生活补助', 'rural'), ('城镇单位就业人员平均工资', 'wage'), ('城镇居民人均可支配收入', 'income'), ('少尉月基本工资', 'basicPay'), ('义务兵家庭优待金', 'conscript')) as k (label, code) on k.label = o.category
  where s.county_code = m.county_code and s.id = m.id and o.county_code = s.county_code and o.id = s.id;

alter table benefits.standard alter column notice_id set not null;
alter table benefits.standard alter column kind set not null;
drop index benefits.standard_by_division;
alter table benefits.standard drop column scope;
alter table benefits.standard drop column effective_on;
alter table benefits.standard add constraint standard_natural_key unique nulls not distinct (county_code, notice_id, category, variant, grade, nature, area);
alter table benefits.standard add constraint standard_kind check (kind in ('floor', 'full', 'topUp'));
alter table benefits.standard add constraint standard_verification check (verification in ('published', 'unverified'));
-- The notice's own in_force comes along to its rows; a row added to a notice in force finds no such pair.
alter table benefits.standard add constraint standard_notice foreign key (county_code, notice_id, in_force) references benefits.notice (county_code, id, in_force) on update cascade;
create index standard_by_notice on benefits.standard (county_code, notice_id);
create index standard_by_division on benefits.standard (county_code, division_code);
create index standard_by_batch on benefits.standard (county_code, batch_id) where batch_id is not null;
create policy added_before_force on benefits.standard as restrictive for insert with check (not in_force);
create policy kept_in_force on benefits.standard as restrictive for update using (true) with check (not in_force);
create policy stays_in_force on benefits.standard as restrictive for delete using (not in_force);
-- Nobody takes a row out of force: the column follows the notice alone.
revoke update on benefits.standard from ronggui_app;
grant update (version, division_code, updated_at, batch_id, notice_id, kind, category, variant, grade, nature, area, amount, period, verification, source) on benefits.standard to ronggui_app;

create table benefits.release (
  county_code text not null,
  id uuid not null,
  division_code text collate "C" not null,
  notice_id uuid not null,
  standard_id uuid,
  decision text not null,
  decided_by text not null,
  decided_by_id text not null,
  decided_on date not null,
  at timestamptz not null default clock_timestamp(),
  document text not null,
  reason text not null,
  constraint release_pkey primary key (county_code, id),
  constraint release_decision check (decision in ('use', 'stop')),
  constraint release_notice foreign key (county_code, notice_id) references benefits.notice (county_code, id),
  constraint release_standard foreign key (county_code, standard_id) references benefits.standard (county_code, id)
);
comment on table benefits.release is '待核实标准的使用决定，只增不改；standard_id 为空的及于通知全部';
create index release_by_notice on benefits.release (county_code, notice_id, at);
select house.protect('benefits.release', 'append');
