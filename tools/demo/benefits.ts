import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { releaseStandards } from '#modules/benefits/service/notices.ts';
import { two } from './employment.ts';
import type { DemoPerson } from './people.ts';
import type { Chance } from './random.ts';
import { type DemoLedger, type DemoRow, named } from './sheet.ts';

/** Which programme a role draws, and the invented monthly amount in yuan (illustration only, not a standard). */
const DRAWS: Record<string, { programme: string; yuan: number }> = {
  disabled: { programme: 'disability', yuan: 1600 }, kin_martyr: { programme: 'survivor', yuan: 3200 }, kin_duty: { programme: 'survivor', yuan: 2700 }, kin_illness: { programme: 'survivor', yuan: 2500 },
  demobilised_old: { programme: 'demobilised', yuan: 2000 }, ill_returned: { programme: 'illReturned', yuan: 780 }, combat: { programme: 'combat', yuan: 830 }, nuclear_test: { programme: 'nuclearTest', yuan: 830 }, martyr_child_60: { programme: 'martyrChild', yuan: 690 },
};

/** An invented account by which the demo's pay runs can be walked through to the bank; of forty persons one has none, as in a real county. */
const accountOf = (at: number): string | undefined => (at % 40 === 39 ? undefined : `6223099900${String(100_000_000 + at * 7919)}`);

/** Recipients and the year's quarterly payments of the demo county, as a ledger of what was paid. */
export function benefitLedgers(people: DemoPerson[], chance: Chance): DemoLedger[] {
  const drawing = people.flatMap((person) => {
    const category = person.roles.find((role) => DRAWS[role]);
    return category ? [{ person, category, draws: DRAWS[category]! }] : [];
  });
  const graded = (category: string) => (category === 'disabled' ? { grade: two(chance.between(5, 10)), nature: chance.pick(['1', '2']) } : { grade: undefined, nature: undefined });
  const paid = chance.some(drawing, 900);
  return [
    { ledger: 'benefits.recipient', rows: drawing.map(({ person, category }, at): DemoRow => ({ personId: named(person), category, ...graded(category), state: 'receiving', startedOn: `20${two(chance.between(5, 21))}-08`, bankName: '县农村商业银行', bankAccount: accountOf(at) })) },
    { ledger: 'benefits.payment', rows: paid.flatMap(({ person, draws }) => [3, 6, 9, 12].map((month): DemoRow => ({ personId: named(person), programme: draws.programme, month: `2023-${two(month)}`, amount: draws.yuan * 3, paidOn: `2023-${two(month)}-15`, roster: `2023年第${month / 3}季度` }))) },
  ];
}

/** Lets the demo county use the unverified standards of the nation, so that its benefits show amounts; they stay marked 待核实. */
export async function releaseForDemo(act: Act): Promise<void> {
  const { rows } = await sql<{ id: string }>`select n.id from benefits.notice n where n.county_code = ${act.scope.county} and n.reach = 'nation' and n.in_force
    and exists (select 1 from benefits.standard s where s.county_code = n.county_code and s.notice_id = n.id and s.verification = 'unverified') order by n.effective_on`.execute(act.tx);
  for (const { id } of rows) await releaseStandards(act, { release: randomUUID(), id, standardId: null, decision: 'use', document: '演示数据', reason: '仅供演示，不得作为真实发放的依据' });
}
