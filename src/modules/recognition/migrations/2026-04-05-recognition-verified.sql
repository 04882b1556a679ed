alter table recognition.case add column wrote_verified boolean not null default false;
comment on column recognition.case.wrote_verified is '档案里的上级核实日期和文号是这次批准写入的，撤销认定时收回';
