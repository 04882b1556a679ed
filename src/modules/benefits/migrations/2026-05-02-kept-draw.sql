-- 参加抽取的和抽中的留作名单：合并档案、改动名单都不影响重现。
alter table benefits.confirmation add column pool uuid[], add column drawn uuid[];
update benefits.confirmation c set
  pool = coalesce((select array_agg(e.id order by e.id) from benefits.confirmation_entry e where e.county_code = c.county_code and e.confirmation_id = c.id and e.pooled), '{}'),
  drawn = coalesce((select array_agg(e.id order by e.id) from benefits.confirmation_entry e where e.county_code = c.county_code and e.confirmation_id = c.id and e.sampled), '{}')
where c.seed is not null;
alter table benefits.confirmation add constraint confirmation_drawn check ((seed is null) = (pool is null) and (seed is null) = (drawn is null));
alter table benefits.confirmation_entry drop constraint confirmation_entry_sampled, drop column pooled;
comment on column benefits.confirmation.pool is '抽取那一刻已确认、参加了抽取的名单条目';
comment on column benefits.confirmation.drawn is '抽中的名单条目';
