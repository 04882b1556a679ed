alter table benefits.repayment add column from_month text collate "C";
alter table benefits.repayment add column to_month text collate "C";
comment on column benefits.repayment.to_month is '多发截止年月；早于首个批次所属月的，不算进批次';
