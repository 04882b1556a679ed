alter table benefits.line add column beside uuid;
comment on column benefits.line.beside is '合并档案时与保留档案的明细并存的，为被并档案；两份都发过，多发的由下一批次追回';
drop index benefits.line_one_payable;
create unique index line_one_payable on benefits.line (county_code, person_id, programme, period, entitlement_id, beside) nulls not distinct where outcome in ('pending', 'paid');
drop index benefits.line_one_in_run;
create unique index line_one_in_run on benefits.line (county_code, run_id, person_id, programme, entitlement_id, beside) nulls not distinct;
-- A table without a primary key cannot be moved by a merge.
alter table benefits.difference add column id uuid not null default gen_random_uuid();
alter table benefits.difference add constraint difference_pkey primary key (county_code, id);
