-- 没有档案的领取人共用一份档案：核对过的账号只对那一位领取人算数。
alter table benefits.account_check add column payee text;
comment on column benefits.account_check.payee is '没有档案的领取人的姓名；空为档案本人';
alter table benefits.account_check drop constraint account_check_account_key;
create unique index account_check_account_key on benefits.account_check (county_code, person_id, account_index, payee) nulls not distinct;
