alter table changes.request add column household_relation text;
comment on column changes.request.household_relation is '发出时与户主的关系，供接收方认人';
