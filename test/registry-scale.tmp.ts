import { sql } from 'kysely';
const W = await import('/work/main/test/world.ts');
const { registry } = await import('/work/main/src/modules/registry/module.ts');
const S = await import('/work/main/src/modules/registry/queries/search.ts');
const R = await import('/work/main/src/modules/registry/queries/roles.ts');
const { nameKeys } = await import('/work/main/src/base/pure/personName.ts');
const { writeFileSync } = await import('node:fs');
const N = Number(process.argv[2] ?? 200000);
const organisation: any = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };
const world = await W.openWorld([organisation, registry]);
const owner = world.house.database.owner;
const SUR = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const G = [...'建国军卫东志强海涛永胜利民解放援朝红兵保家和平振华文武新春长江明辉立功光荣德福金山玉林俊杰浩然子轩宇航天佑少华庆铁柱大勇学爱拥树成功继承先进培根丰广才'];
const pick = (a: string[]) => a[Math.floor(Math.random() * a.length)]!;
const time = async (label: string, work: () => Promise<any>) => { const t = performance.now(); const r = await work(); console.log(label, Math.round(performance.now() - t), 'ms'); return r; };
const villages = Array.from({ length: 340 }, (_, i) => `9990011${String(Math.floor(i / 26)).padStart(2, '0')}2${String(i % 26).padStart(2, '0')}`);
await time('insert persons', async () => {
  for (let done = 0; done < N; done += 10000) {
    const rows = Array.from({ length: 10000 }, (_, i) => { const name = pick(SUR) + pick(G) + (Math.random() < 0.8 ? pick(G) : ''); return { n: name, d: villages[(done + i) % 340], k: [...nameKeys(name), 't:' + String(i) , 'd:' + String((i * 7) % 11000)], c: `c${done + i}` }; });
    await sql`insert into registry.person (county_code, id, division_code, name, citizen_id_index, sex, birth_on, roles, state, search_keys)
      select '999001', gen_random_uuid(), x.d, x.n, x.c, 'male', date '1950-01-01' + (random()*18000)::int, array['vet_self_employed'] || case when random() < 0.05 then array['combat'] else '{}' end, 'registered', array(select jsonb_array_elements_text(x.k))
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(n text, d text, k jsonb, c text)`.execute(owner);
  }
});
await time('analyze', () => sql`analyze registry.person`.execute(owner));
const me = world.person('countyClerk', 'county', ['registry']);
const town = { ...me, division: '999001100000', scope: { county: '999001', from: '999001100000', to: '999001100999' } };
await time('keys of all', () => world.act(me, (act: any) => S.inPortions(act, sql`r.county_code = '999001'`, (ids: any) => S.refreshKeys(act, ids))));
await time('roles of all', () => world.act(me, (act: any) => S.inPortions(act, sql`r.county_code = '999001'`, (ids: any) => R.rolesToRows(act, ids))));
await time('again keys (nothing changed)', () => world.act(me, (act: any) => S.inPortions(act, sql`r.county_code = '999001'`, (ids: any) => S.refreshKeys(act, ids))));
await sql`vacuum analyze registry.person`.execute(owner); await sql`vacuum analyze registry.person_key`.execute(owner); await sql`vacuum analyze registry.person_role`.execute(owner);
const explain = async (label: string, actor: any, term: string, tailSql: any) => world.act(actor, async (act: any) => {
  const cond = S.personSearch(term, act);
  const { rows } = await sql<any>`explain (analyze, buffers off, costs off) select r.id, r.name from registry.person r where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and ${cond} ${tailSql}`.execute(act.tx);
  console.log('==', label, term); console.log(rows.map((r: any) => r['QUERY PLAN']).join('\n'));
});

const M = await import('/work/main/src/modules/registry/queries/matching.ts');
await explain('exact id', me, W.inventCitizenId('1970-01-01'), sql`order by r.division_code, r.id limit 20`);
await explain('exact phone', me, '13912345678', sql`order by r.division_code, r.id limit 20`);
await explain('two letters', me, 'zj', sql`order by r.division_code, r.id limit 20`);
const { rows: some } = await sql<any>`select name, citizen_id_index as c, division_code as d from registry.person tablesample system (2) limit 5000`.execute(owner);
await time('match 5000 by name+code', () => world.act(me, (act: any) => M.findPersons(act, some.map((r: any) => ({ name: r.name, divisionCode: r.d })))));
await time('match 5000 by id', () => world.act(me, (act: any) => M.findPersons(act, some.map(() => ({ name: '甲', citizenId: W.inventCitizenId('1970-01-01') })))));
await sql`update registry.person set batch_id = '00000000-0000-4000-8000-000000000001' where id in (select id from registry.person limit 5000)`.execute(owner);
await sql`delete from registry.person_key where person_id in (select id from registry.person where batch_id is not null)`.execute(owner);
await sql`delete from registry.person_role where person_id in (select id from registry.person where batch_id is not null)`.execute(owner);
const batch = sql`r.county_code = '999001' and r.batch_id = '00000000-0000-4000-8000-000000000001'`;
await time('batch of 5000: keys', () => world.act(me, (act: any) => S.inPortions(act, batch, (ids: any) => S.refreshKeys(act, ids))));
await time('batch of 5000: roles', () => world.act(me, (act: any) => S.inPortions(act, batch, (ids: any) => R.rolesToRows(act, ids))));
await time('batch of 5000 again: keys', () => world.act(me, (act: any) => S.inPortions(act, batch, (ids: any) => S.refreshKeys(act, ids))));
const { rows: ids } = await sql<any>`select id from registry.person limit 2000`.execute(owner);
for (const [who, actor] of [['county', me], ['town', town]] as const) for (const query of [{}, { search: '建国' }, { search: 'zjg' }, { search: 'z' }, { search: '王' }, { search: '0077' }, { filters: { roles: ['combat'] } }, { filters: { roles: ['vet_self_employed'] } }, { filters: { age: ['60', ''] } }, { sort: 'name' }, { page: 200 }]) {
  await world.call(actor, 'registry.persons.list', query);
  const t = performance.now(); const r = await world.call(actor, 'registry.persons.list', query); console.log(who, JSON.stringify(query), Math.round((performance.now() - t) * 10) / 10, 'ms total', r.total);
}
for (const text of ['z', '王', '王建', 'zhang', 'zjg']) { const t = performance.now(); const r = await world.call(me, 'registry.suggest', { text }); console.log('suggest', text, Math.round((performance.now() - t) * 10) / 10, r.length); }
const { rows: size } = await sql<any>`select relname, pg_size_pretty(pg_total_relation_size(oid)) as s from pg_class where relnamespace = 'registry'::regnamespace and relkind in ('r') `.execute(owner);
console.log(size);
await world.close();
