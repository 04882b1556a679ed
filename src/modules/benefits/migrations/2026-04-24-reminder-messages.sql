alter table benefits.message add column confirmation_id uuid;
alter table benefits.message add constraint message_confirmation foreign key (county_code, confirmation_id) references benefits.confirmation (county_code, id) on delete cascade;
create unique index message_reminder_once on benefits.message (county_code, confirmation_id, person_id, queued_on) where confirmation_id is not null;
comment on table benefits.message is '短信：一个批次给一个人只发一条发放通知，一次年度确认一天只提醒一次；交给短信网关，没有接入网关的由人取出';
