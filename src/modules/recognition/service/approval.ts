import { labelOf } from '#base/pure/codes.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { decode, encode } from '#base/server/records/columns.ts';
import { createRow, newId, rawRow, updateRow } from '#base/server/records/write.ts';
import { isRateable } from '#modules/registry/rules/grades.ts';
import { Person } from '#modules/registry/schema.ts';
import { sectionStores } from '#modules/registry/sectionStores.ts';
import { persons, roles } from '#modules/registry/service.ts';
import { laterApproval } from '../queries/cases.ts';
import { findCurrentRole, findDisabilityDetail, findServiceDetail, type Verified } from '../queries/facts.ts';
import { RATING_KINDS, VERIFYING_KINDS } from '../rules/kinds.ts';
import type { StepDraft } from '../schema/answers.ts';
import { RecognitionCase } from '../schema/case.ts';
import { KindCode } from '../schema/codes.ts';
import type { Opened } from './cases.ts';

type Columns = Record<string, unknown>;

/**
 * Writes an approval into the register, in the act's own transaction: the identity with basis and document from the month of approval
 * (《军人抚恤优待条例》第十九条、第二十七条), for a rating grade, nature and day, for 参战、参试 the day and document of the verification from above. Gives the columns that the case keeps.
 */
export async function writeApproval(act: Act, { row, kind }: Opened, draft: StepDraft, on: string): Promise<Columns> {
  const personId = String(row.person_id);
  const rated = RATING_KINDS.includes(kind) ? await writeRating(act, personId, draft, on) : {};
  const from = on.slice(0, 7);
  const role = String(row.target_role);
  const held = await findCurrentRole(act, personId, role);
  if (!held) await createRow(act, roles, newId(), { personId, role, status: 'current', fromOn: from, basis: 'approval', document: draft.document });
  else if (kind !== 'disabilityAdjust') await updateRow(act, roles, held.id, held.version, { fromOn: from, basis: 'approval', document: draft.document });
  const wrote = VERIFYING_KINDS.includes(kind) && await writeVerified(act, personId, draft.document, on);
  return { decided_on: on, document: draft.document, benefit_from: from, ...rated, ...(wrote ? { wrote_verified: true } : {}) };
}

/** Writes 上级核实日期 and 核实文号 into the file where neither stands there yet: what was verified before keeps its own day. Answers whether it wrote. */
async function writeVerified(act: Act, personId: string, document: string | undefined, on: string): Promise<boolean> {
  const detail = await findServiceDetail(act, personId);
  if (detail?.verified_on || detail?.verified_document) return false;
  const values = { verifiedOn: on, verifiedDocument: document ?? null };
  if (detail) await updateRow(act, sectionStores.serviceDetails, detail.id, detail.version, values);
  else await createRow(act, sectionStores.serviceDetails, newId(), { personId, ...values });
  return true;
}

/** The file's verification where this approval wrote it and it stands there unchanged. */
async function ownVerified(act: Act, { row }: Pick<Opened, 'row'>): Promise<Verified | undefined> {
  if (!row.wrote_verified) return undefined;
  const detail = await findServiceDetail(act, String(row.person_id));
  return detail && detail.verified_on === row.decided_on && detail.verified_document === row.document ? detail : undefined;
}

async function writeRating(act: Act, personId: string, { grade, nature }: StepDraft, on: string): Promise<Columns> {
  if (!grade || !nature) refuse('recognition.rating', '请填写评定的残疾等级和性质', { path: [grade ? 'nature' : 'grade'] });
  if (!isRateable(grade, nature)) refuse('recognition.rating', '因病致残只评一级至六级', { path: ['grade'] });
  const person = (await rawRow(act, Person, personId))!;
  const former = decode(Person, person, act.house.keys);
  await updateRow(act, persons, personId, person.version, { disabilityGrade: grade, disabilityNature: nature });
  const formerRatedOn = await writeRatedOn(act, personId, on);
  return encode(RecognitionCase, { grade, nature, formerGrade: former.disabilityGrade, formerNature: former.disabilityNature, formerRatedOn }, act.house.keys);
}

/** Writes the day of a rating into the file and gives the one that stood there. */
async function writeRatedOn(act: Act, personId: string, on: string): Promise<string | null> {
  const detail = await findDisabilityDetail(act, personId);
  if (detail) await updateRow(act, sectionStores.disabilityDetails, detail.id, detail.version, { ratedOn: on });
  else await createRow(act, sectionStores.disabilityDetails, newId(), { personId, ratedOn: on });
  return detail?.rated_on ?? null;
}

/** Puts back the day that stood before this approval, unless a later rating has written its own. */
async function restoreRatedOn(act: Act, personId: string, decidedOn: string, former: string | null): Promise<void> {
  const detail = await findDisabilityDetail(act, personId);
  if (detail?.rated_on === decidedOn) await updateRow(act, sectionStores.disabilityDetails, detail.id, detail.version, { ratedOn: former });
}

/** What taking an approval back would meet: `blocked` where a later approval stands on it, `regraded` where the grade was changed since by another way than a case; `verified` tells whether the verification it wrote goes too, or was changed since. */
export type Revocation = { blocked?: string; regraded: boolean; verified?: 'goes' | 'changed' };

/** Looks at what came after an approval: a revocation never overwrites a later rating. */
export async function revocationOf(act: Act, { row, kind }: Pick<Opened, 'row' | 'kind'>): Promise<Revocation> {
  const personId = String(row.person_id);
  const rating = RATING_KINDS.includes(kind);
  const later = await laterApproval(act, { id: String(row.id), personId, role: String(row.target_role), kinds: rating ? RATING_KINDS : [] });
  if (later) return { blocked: `此后又批准了“${labelOf(KindCode, later.kind)}”（${[later.document, later.decidedOn].filter(Boolean).join('，')}），请先撤销那一件`, regraded: false };
  if (!rating) return { regraded: false, ...(row.wrote_verified ? { verified: await ownVerified(act, { row }) ? 'goes' as const : 'changed' as const } : {}) };
  const person = (await rawRow(act, Person, personId)) ?? notFound(Person.label);
  const [now, given] = [decode(Person, person, act.house.keys), decode(RecognitionCase, row, act.house.keys)];
  return { regraded: now.disabilityGrade !== given.grade || now.disabilityNature !== given.nature };
}

/** Takes an approval back: ends the identity it gave with the day and document of the revocation; a rating goes back to what it was, with its day, unless the file was graded anew since; a verification it wrote goes, unless it was changed since. */
export async function undoApproval(act: Act, { row, kind }: Opened, draft: StepDraft): Promise<void> {
  const personId = String(row.person_id);
  const person = (await rawRow(act, Person, personId, true)) ?? notFound(Person.label);
  const { blocked, regraded } = await revocationOf(act, { row, kind });
  if (blocked) refuse('recognition.later', blocked, { status: 409 });
  if (RATING_KINDS.includes(kind) && !regraded) {
    const { formerGrade, formerNature, formerRatedOn } = decode(RecognitionCase, row, act.house.keys);
    await updateRow(act, persons, personId, person.version, { disabilityGrade: formerGrade ?? null, disabilityNature: formerNature ?? null });
    await restoreRatedOn(act, personId, String(row.decided_on), (formerRatedOn as string | null) ?? null);
  }
  const detail = await ownVerified(act, { row });
  if (detail) await updateRow(act, sectionStores.serviceDetails, detail.id, detail.version, { verifiedOn: null, verifiedDocument: null });
  if (kind === 'disabilityAdjust') return;
  const held = await findCurrentRole(act, personId, String(row.target_role));
  if (held) await updateRow(act, roles, held.id, held.version, { status: 'ended', untilOn: act.today, note: `撤销认定：${draft.document ?? ''}` });
}
