alter table benefits.payment add column beside uuid;
comment on column benefits.payment.beside is '合并档案时与保留档案同月的系统外发放并存的，为被并档案；两份都发过，多发的由下一批次追回';
drop index benefits.payment_month_key;
create unique index payment_month_key on benefits.payment (county_code, person_id, programme, month, beside) nulls not distinct where line_id is null;
