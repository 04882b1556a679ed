alter table benefits.confirmation add column frozen_print text;
comment on column benefits.confirmation.frozen_print is '冻结时的年度、起始日、类别和抽查比例；冻结后哪一种写法都不能再改';
update benefits.confirmation set frozen_print = md5(concat_ws('|', year, from_on, array_to_string(categories, ','), sample_percent)) where state <> 'draft';
