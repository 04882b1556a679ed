alter table benefits.standard drop constraint standard_amount;
alter table benefits.standard add constraint standard_amount check (amount > 0 or (amount = 0 and kind in ('topUp', 'personal')));
comment on column benefits.standard.amount is '标准，分；增发和逐人增发为 0 的，从执行日起停止执行';
