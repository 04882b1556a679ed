alter table benefits.standard add column addon text;
comment on column benefits.standard.addon is '增发项目：同名的后来代替先前，不同名的相加';
alter table benefits.standard add constraint standard_addon check (addon is null or kind = 'topUp');
alter table benefits.standard drop constraint standard_natural_key;
alter table benefits.standard add constraint standard_natural_key unique nulls not distinct (county_code, notice_id, category, variant, grade, nature, area, addon);
grant update (addon) on benefits.standard to ronggui_app;
