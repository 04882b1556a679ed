-- 填写“系统外已发”以后发放记录又变了的要再问一遍；没有办“更正”而暂时不应发的，原领取人已领的仍归原领取人。
alter table benefits.conscript_year add column outside_found bigint;
alter table benefits.one_off add column outside_found bigint;
alter table benefits.entitlement add column dropped boolean not null default false;
comment on column benefits.conscript_year.outside_found is '填写“系统外已发”时发放记录里可能是这一笔的金额，分；空为没有填写';
comment on column benefits.one_off.outside_found is '填写“系统外已发”时发放记录里可能是这一笔的金额，分；空为没有填写';
comment on column benefits.entitlement.dropped is '领取人由“更正”换成了别人，或份额取消：这一笔归原领取人的部分不再算数';
update benefits.entitlement set dropped = true where fen = 0;
