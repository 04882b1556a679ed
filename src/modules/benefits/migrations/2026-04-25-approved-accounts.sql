alter table benefits.entitlement add column account_index text;
comment on column benefits.entitlement.account_index is '审批时领取账号的密钥摘要；以后换了账号的，须第二人核对才发';
comment on column benefits.line.vouched is '账号与审批时的相同，不再另行核对';
