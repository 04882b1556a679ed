import { sql } from 'kysely';
import { normaliseName } from '#base/pure/personName.ts';
import type { Act } from '#base/server/house.ts';
import type { Found, Match } from '#base/server/records/store.ts';

type Candidate = { id: string; division_code: string; number: string | null; head_name: string };

/** How sheets name a household: by its number, else by its head's name where only one in scope is headed so. */
export const householdMatch: Match = {
  columns: [
    { key: 'headName', label: '户主姓名', synonyms: ['户主', '户主名'] },
    { key: 'number', label: '户编号', synonyms: ['户号', '家庭编号', '户籍号'] },
  ],
  find: findHouseholds,
};

/** One answer per wanted row, in order, by one query. */
async function findHouseholds(act: Act, wanted: Record<string, string>[]): Promise<Found[]> {
  const asked = wanted.map((row) => ({ number: row.number?.trim() || undefined, head: row.headName?.trim() ? normaliseName(row.headName) : undefined }));
  const numbers = asked.flatMap((one) => one.number ?? []);
  const heads = asked.flatMap((one) => (one.number ? [] : (one.head ?? [])));
  const { county, from, to } = act.scope;
  const { rows } = await sql<Candidate>`select r.id, r.division_code, r.number, r.head_name from registry.household r
    where r.county_code = ${county} and r.division_code >= ${from} and r.division_code <= ${to} and (r.number = any(${numbers}::text[]) or r.head_name = any(${heads}::text[]))`.execute(act.tx);
  const known = new Map<string, Candidate[]>();
  for (const row of rows) for (const key of [`number ${row.number}`, `head ${row.head_name}`]) known.set(key, [...(known.get(key) ?? []), row]);
  return asked.map((one) => judge(known.get(one.number ? `number ${one.number}` : `head ${one.head}`) ?? []));
}

function judge(found: Candidate[]): Found {
  if (found.length === 1) return { id: found[0]!.id, divisionCode: found[0]!.division_code };
  if (found.length === 0) return { reason: '户台账中没有这一户，请先登记' };
  return { candidates: found.slice(0, 20).map((one) => one.id), reason: `有 ${found.length} 户户主同名，请填写户编号` };
}
