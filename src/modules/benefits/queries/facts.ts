import { type RawBuilder, sql } from 'kysely';
import type { CodeList } from '#base/pure/codes.ts';
import type { RecordType } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { normaliseSealed, placeOf } from '#base/server/records/columns.ts';
import { serviceYears, type PartYear } from '#modules/registry/rules.ts';
import { DisabilityGrade, DisabilityNature } from '#modules/registry/schema/codes.ts';
import { CareMode, NuclearKind, YesNo } from '#modules/registry/schema/sectionCodes.ts';
import { DisabilityDetail, ServiceDetail } from '#modules/registry/schema/serving.ts';
import { Person } from '#modules/registry/schema.ts';
import { holdsOf, type Movement } from '../rules/movements.ts';
import { type Approval, type DeathCause, type Facts, tells } from '../rules/facts.ts';
import { monthOf } from '../rules/months.ts';
import { DeathCauseCode, Recipient } from '../schema.ts';
import { listAddons } from './addons.ts';
import { listMovements } from './movements.ts';

/** What is known of one person for the rules, with what a run needs beside: where they live, their name, and the rows of the account. */
export type Known = { facts: Facts; divisionCode: string; name: string; account: Account | null };
/** An account as it is kept: the sealed number with the place it is sealed for. */
export type Account = { bankName: string | null; bankHolder: string | null; sealed: string; place: string };

type RecipientRow = { id: string; category: string; grade: string | null; nature: string | null; variant: string | null; state: string; from: string | null; until: string | null; cause: string | null; madeAt: number; bankName: string | null; bankHolder: string | null; account: string | null };
type Row = {
  id: string; name: string; division_code: string; state: string; died_on: string | null; left_on: string | null; birth_on: string | null; enlisted_on: string | null; discharged_on: string | null; rank: string | null; hukou_kind: string | null; roles: string[]; grade_index: string | null;
  bank_name: string | null; bank_holder: string | null; bank_account_sealed: string | null;
  hukou_before: string | null; combat_kinds: string[] | null; nuclear_index: string | null; verified_on: string | null; verified_document: string | null;
  mental_index: string | null; care_index: string | null; rated_on: string | null; relation: string | null; death_kind: string | null; pension: string | null; recipients: RecipientRow[];
};

/** Recipient states that were approved once: the money of their months is due, whatever came later. */
export const APPROVED: readonly string[] = ['receiving', 'stopped', 'suspended', 'moved', 'deceased', 'cancelled'];
const NATURE_WORDS = { '1': '因战', '2': '因公', '3': '因病' } as const;

/** The persons with any benefit approved in the act's scope, as a condition on alias `r`. */
export const approvedOnes = (programmes: readonly string[]): RawBuilder<unknown> => sql`exists (select 1 from benefits.recipient b where b.county_code = r.county_code and b.person_id = r.id and b.category = any(${[...programmes]}::text[]) and b.state = any(${APPROVED}::text[]))`;

/** What the register and the ledgers know of the persons that `which` selects (a condition on alias `r`), in one statement of the act's scope, by place. Sealed codes are told by their blind index: nothing is decrypted. */
export async function loadFacts(act: Act, which: RawBuilder<unknown>, part: PartYear): Promise<Known[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<Row>`select r.id, r.name, r.division_code, r.state, r.died_on, r.left_on, r.birth_on, r.enlisted_on, r.discharged_on, r.rank, r.hukou_kind, r.roles, r.disability_grade_index as grade_index,
      r.bank_name, r.bank_holder, r.bank_account_sealed,
      s.hukou_before, s.combat_kinds, s.nuclear_kind_index as nuclear_index, s.verified_on, s.verified_document, d.mental_index, d.care_mode_index as care_index, d.rated_on, k.relation, k.death_kind, l.pension, coalesce(b.recipients, '[]') as recipients
    from registry.person r
    left join registry.service_detail s on s.county_code = r.county_code and s.person_id = r.id
    left join registry.disability_detail d on d.county_code = r.county_code and d.person_id = r.id
    left join registry.bereavement k on k.county_code = r.county_code and k.person_id = r.id
    left join registry.livelihood l on l.county_code = r.county_code and l.person_id = r.id
    left join lateral (select jsonb_agg(jsonb_build_object('id', b.id, 'category', b.category, 'grade', b.grade_index, 'nature', b.nature_index, 'variant', b.variant, 'state', b.state, 'from', b.started_on, 'until', b.ended_on, 'cause', b.death_cause_index, 'madeAt', extract(epoch from b.created_at)::float8 * 1000,
        'bankName', b.bank_name, 'bankHolder', b.bank_holder, 'account', b.bank_account_sealed) order by b.started_on, b.id) as recipients
      from benefits.recipient b where b.county_code = ${county} and b.person_id = r.id) b on true
    where r.county_code = ${county} and r.division_code between ${from} and ${to} and ${which} order by r.division_code, r.id`.execute(act.tx);
  const ids = rows.map((row) => row.id);
  const [movements, addons] = [await listMovements(act, ids), await listAddons(act, ids)];
  const read = readerOf(act);
  return rows.map((row) => ({ facts: { ...read(row, part, movements.get(row.id) ?? []), addons: addons.get(row.id) ?? [] }, divisionCode: row.division_code, name: row.name, account: accountOf(row) }));
}

/** The codes of a sealed field by their blind indexes, in the form in which sealed values are kept. */
function codesOf(act: Act, type: RecordType, name: string, list: CodeList): Map<string, string> {
  return new Map(list.codes.map(({ code }) => [act.house.keys.index(placeOf(type, name), normaliseSealed(type.fields[name]!, code)), code]));
}

function readerOf(act: Act): (row: Row, part: PartYear, movements: readonly Movement[]) => Facts {
  const grades = codesOf(act, Recipient, 'grade', DisabilityGrade);
  const natures = codesOf(act, Recipient, 'nature', DisabilityNature);
  const causes = codesOf(act, Recipient, 'deathCause', DeathCauseCode);
  const personGrades = codesOf(act, Person, 'disabilityGrade', DisabilityGrade);
  const mental = codesOf(act, DisabilityDetail, 'mental', YesNo);
  const care = codesOf(act, DisabilityDetail, 'careMode', CareMode);
  const nuclear = codesOf(act, ServiceDetail, 'nuclearKind', NuclearKind);
  return (row, part, movements) => {
    const approvals = row.recipients.filter((one) => APPROVED.includes(one.state)).map((one): Approval => ({
      id: one.id, category: one.category, grade: Number(grades.get(one.grade ?? '') ?? 0), nature: NATURE_WORDS[natures.get(one.nature ?? '') as keyof typeof NATURE_WORDS] ?? null,
      variant: one.variant, from: one.from === null ? null : monthOf(one.from), until: one.until === null ? null : monthOf(one.until), ...(isUnsaid(one, movements) ? { unsaid: one.state as NonNullable<Approval['unsaid']> } : {}), madeAt: one.madeAt,
    }));
    const graded = row.grade_index !== null && personGrades.has(row.grade_index);
    const mentalCode = mental.get(row.mental_index ?? '');
    return {
      personId: row.id, approvals, holds: holdsOf(movements),
      died: row.died_on === null ? null : monthOf(row.died_on), deathUndated: row.state === 'dead' && row.died_on === null,
      deathCause: (row.recipients.map((one) => causes.get(one.cause ?? '')).find(Boolean) as DeathCause | undefined) ?? null,
      left: ['moved', 'dead', 'cancelled'].includes(row.state) && row.left_on ? monthOf(row.left_on) : null,
      serviceYears: serviceYears(row.enlisted_on, row.discharged_on, part) ?? null,
      mental: mentalCode === undefined ? null : mentalCode === 'yes', careMode: care.get(row.care_index ?? '') ?? null, hukou: row.hukou_kind === 'rural' || row.hukou_kind === 'urban' ? row.hukou_kind : null,
      register: {
        state: row.state, birthOn: row.birth_on, enlistedOn: row.enlisted_on, dischargedOn: row.discharged_on, rank: row.rank, hukouKind: row.hukou_kind, hukouBefore: row.hukou_before, roles: row.roles,
        combatRecorded: (row.combat_kinds ?? []).length > 0, testRecorded: nuclear.has(row.nuclear_index ?? ''), verifiedOn: row.verified_on, verifiedDocument: row.verified_document,
        graded, ratedOn: row.rated_on, relation: row.relation, deathKind: row.death_kind, pension: row.pension,
      },
    };
  };
}

/** States that end or hold a benefit. */
const HELD: readonly string[] = ['stopped', 'suspended', 'cancelled', 'moved', 'deceased'];

/** Whether a ledger brought from elsewhere says 停发、中止、取消、迁移 or 去世 without the act and without an end: from when nobody can tell, so that nothing new is paid and nothing is taken back until somebody says. */
function isUnsaid(one: RecipientRow, movements: readonly Movement[]): boolean {
  return HELD.includes(one.state) && one.until === null && !holdsOf(movements).some((hold) => hold.until === null && (hold.category === null || hold.category === one.category) && tells(hold.kind, one.state));
}

/** The account of the benefit ledger, else of the file. */
function accountOf(row: Row): Account | null {
  const own = row.recipients.toReversed().find((one) => one.account !== null);
  if (own) return { bankName: own.bankName, bankHolder: own.bankHolder ?? row.name, sealed: own.account!, place: placeOf(Recipient, 'bankAccount') };
  if (row.bank_account_sealed === null) return null;
  return { bankName: row.bank_name, bankHolder: row.bank_holder ?? row.name, sealed: row.bank_account_sealed, place: placeOf(Person, 'bankAccount') };
}
