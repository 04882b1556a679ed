alter table registry.person add column left_on date;
comment on column registry.person.left_on is '迁出日期；迁出以后去世、注销的仍然保留，重新在册的为空';
update registry.person p set left_on = p.changed_on where p.state = 'moved';
update registry.person p set left_on = (select (c.after ->> 'changed_on')::date from house.change c where c.county_code = p.county_code and c.record = 'registry.person' and c.row_id = p.id and c.after ->> 'state' = 'moved' and c.after ->> 'changed_on' ~ '^\d{4}-\d{2}-\d{2}'
    and not exists (select 1 from house.change d where d.county_code = c.county_code and d.record = c.record and d.row_id = c.row_id and d.version > c.version and d.after ->> 'state' not in ('moved', 'dead', 'cancelled')) order by c.version desc limit 1)
  where p.state in ('dead', 'cancelled');
