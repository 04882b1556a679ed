import type { Act } from '#base/server/house.ts';
import { masked } from '#base/server/records/columns.ts';
import { Person } from '#modules/registry/schema.ts';
import { isWorthShowing, LIKELY, reasonsInWords } from '../rules/linking.ts';
import { cutTo, readTyped } from '../rules/typing.ts';
import type { Likely, Typed } from '../schema/answers.ts';
import { candidatesFor, readStored } from './candidates.ts';
import { comparerFrom } from './weights.ts';

const MOST_SHOWN = 8;

/** 录入查重: at most eight files in the clerk's scope that may be of the person being typed, the likeliest first, with the reasons in words. A whole id or telephone number leaves an audit row. */
export async function check(act: Act, input: Typed): Promise<Likely[]> {
  const typed = readTyped(input, act.actor.division);
  if (typed.citizenId || typed.mobile) act.note({ record: Person.name, always: true, detail: { searchedBy: '录入查重' } });
  const { persons: stored, run } = await candidatesFor(act, typed);
  if (stored.length === 0) return [];
  const rows = stored.map((row) => readStored(act, row, { citizenId: typed.citizenId !== null, mobile: typed.mobile !== null })).map((row) => ({ ...row, birthOn: cutTo(row.birthOn, typed.known) }));
  const scored = (await comparerFrom(act, run))(typed, rows);
  const known = new Map(stored.map((row) => [row.id, row]));
  return scored.filter(({ evidence }) => isWorthShowing(evidence.map((one) => one.level))).slice(0, MOST_SHOWN).map(({ id, probability, evidence }) => {
    const row = known.get(id)!;
    return {
      id, name: row.name, place: row.place, birthYear: row.birth_on?.slice(0, 4) ?? null, citizenId: masked(Person.fields.citizenId, readStored(act, row).citizenId), state: row.state,
      likelihood: probability >= LIKELY ? 'likely' : 'possible', reasons: reasonsInWords(evidence.map((one) => one.level), typed.known),
    };
  });
}
