alter table recognition.case add column former_rated_on text;
alter table recognition.case add column accepted_role text;
comment on column recognition.case.former_rated_on is '评残前档案里的评残时间，撤销认定时恢复';
comment on column recognition.case.accepted_role is '受理时申请认定的身份，导入不得改变';
