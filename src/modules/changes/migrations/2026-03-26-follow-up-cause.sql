-- A follow-up says which change it comes from: who is named in it is often not the one who left.
alter table changes.follow_up add column cause text;
update changes.follow_up f set cause = (select p.name || '：' || case c.kind when 'enlist' then '应征入伍' when 'discharge' then '退役报到' when 'moveOut' then '调出本县' when 'moveIn' then '调入本县' when 'death' then '去世' when 'revive' then '死亡更正' when 'cancel' then '注销' when 'reinstate' then '恢复在册' else '县内迁移' end || '（' || to_char(c.effective_on, 'YYYY-MM-DD') || '）'
  from changes.change c join registry.person p on p.county_code = c.county_code and p.id = c.person_id where c.county_code = f.county_code and c.id = f.change_id)
  where f.change_id is not null;
comment on column changes.follow_up.cause is '由来：引出这一事项的变动，姓名、种类和日期';
