alter table benefits.run add column frozen_print text;
comment on column benefits.run.frozen_print is '冻结名单时的项目和月份；冻结后哪一种写法都不能再改';
update benefits.run set frozen_print = md5(concat_ws('|', first_month, last_month, array_to_string(programmes, ','))) where state not in ('draft', 'voided');
