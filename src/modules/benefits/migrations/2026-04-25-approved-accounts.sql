alter table benefits.entitlement add column account_index text;
comment on column benefits.entitlement.account_index is '审批时领取账号的密钥摘要；以后换了账号的，须第二人核对才发';
alter table benefits.entitlement add column payee_index text;
comment on column benefits.entitlement.payee_index is '领取人身份证号的密钥摘要：补建档案、改正姓名的还是同一个人';
alter table benefits.line add column as_approved boolean not null default false;
comment on column benefits.line.as_approved is '账号与审批时的相同';
comment on column benefits.line.vouched is '份额自己的账号，与审批时的相同，不再另行核对';
