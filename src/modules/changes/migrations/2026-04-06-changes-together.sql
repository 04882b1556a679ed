alter table changes.change add column together_id uuid;
alter table changes.request add column together_id uuid;
comment on column changes.change.together_id is '同一次办理的全户迁移，各人一行，同一个编号';
comment on column changes.request.together_id is '同一次发出的全户迁移，由对方一次答复';
create index change_by_together on changes.change (county_code, together_id) where together_id is not null;
create index request_by_together on changes.request (county_code, together_id) where together_id is not null;
