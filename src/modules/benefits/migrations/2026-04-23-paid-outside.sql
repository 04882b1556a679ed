alter table benefits.conscript_year add column paid_outside bigint;
alter table benefits.one_off add column paid_outside bigint;
comment on column benefits.conscript_year.paid_outside is '不经发放批次已发过的，分；空为没有核对';
comment on column benefits.one_off.paid_outside is '不经发放批次已发过的，分；空为没有核对';
