-- 批准以后才登记的系统外发放要再问一遍；换领取人只有办理“更正”才把整笔转过去，此外晚到的变化只发差额。
alter table benefits.entitlement add column approved_at timestamptz not null default now();
alter table benefits.conscript_year add column correcting boolean not null default false;
comment on column benefits.entitlement.approved_at is '批准的时刻；此后登记的同一项目的系统外发放，在更正以前不发';
comment on column benefits.conscript_year.correcting is '正在办理“更正”：审批后整笔归现在的领取人';
