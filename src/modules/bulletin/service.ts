import { labelOf } from '#base/pure/codes.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { measureAll } from '#modules/figures/service.ts';
import { compareSigned, entriesOf } from './compare.ts';
import { findSigned, freeze, giveNumber } from './freeze.ts';
import { findBulletin, findCorrected, findNames, insertBulletin, insertErratum, insertStep, listBulletins, listErrata, listSteps, listUnitNames, type Stored, updateBulletin } from './queries.ts';
import { readTokens, readWithRows } from './readings.ts';
import { checkBulletin } from './rules/checks.ts';
import { composeDocument, wantedFigures } from './rules/compose.ts';
import { erratumDocument } from './rules/erratum.ts';
import { layOut, plainText } from './rules/layout.ts';
import { printedBy, tokensOf } from './rules/printing.ts';
import { draftersOf, isSigned, judgeTurn, TURNS } from './rules/stages.ts';
import { imprintOf, lawNamesOf } from './settings.ts';
import type { BulletinDocument, FigureToken, Reading } from './schema/document.ts';
import { BulletinAct as ActNames, type BulletinAct } from './schema/stages.ts';
import type { BulletinView, CheckReport, Choice, Comparison, Step } from './schema/views.ts';

type TurnInput = { id: string; version: number; act: BulletinAct; note?: string };

/** A bulletin speaks for the whole county: whoever sees less would read other numbers. */
function wholeCounty(act: Act): void {
  if (!act.scope.from.endsWith('000000')) refuse('bulletin.county', '工作简报由县级编印，请以县级账号办理', { status: 403 });
}

/** A bulletin of the act's county; refuses as not found. */
export async function getStored(act: Act, id: string, lock = false): Promise<Stored> {
  wholeCounty(act);
  return (await findBulletin(act, id, lock)) ?? notFound('简报');
}

function atVersion(row: Stored, version: number): void {
  if (row.version !== version) refuse('record.changed', '这份简报刚被他人修改，请刷新后核对', { status: 409, detail: { current: row.document, version: row.version } });
}

/** The document as it stands: the signed one after sign-off, and the figures of its text, frozen or measured now. */
export async function standingOf(act: Act, row: Stored): Promise<{ document: BulletinDocument; readings: Reading[]; comparisons: Comparison[]; body?: string }> {
  if (!isSigned(row.state)) return { document: row.document, readings: await readTokens(act, tokensOf(row.document)), comparisons: [] };
  const signed = (await findSigned(act, row.id))!;
  const comparisons = await compareSigned(act, row.id);
  const readings = comparisons.map(({ figure, style, period, title, unit, value, rows, printed, path }) => ({ figure, style, period, title, unit, value, rows, printed, exact: String(value), from: '', to: '', path, known: true }));
  return { document: signed.document, readings, comparisons, body: signed.body };
}

/** A bulletin as its page shows it. */
async function viewOf(act: Act, row: Stored): Promise<BulletinView> {
  const { document, readings, comparisons, body } = await standingOf(act, row);
  const steps = await listSteps(act, row.id);
  const signed = await findSigned(act, row.id);
  act.note({ record: 'bulletin.bulletin', rowId: row.id });
  return {
    id: row.id, version: row.version, kind: row.kind, year: row.year, state: row.state, issueNo: document.issueNo, totalNo: document.totalNo,
    document, readings, comparisons, steps, choices: choicesOf(act, row, steps), text: body ?? plainText(layOut(document, printedBy(readings))),
    editable: row.state === 'draft' && act.actor.permissions.has('bulletin.write'),
    signed: signed ? { at: signed.signed_at, by: signed.signed_name, digest: signed.digest } : null,
    errata: await listErrata(act, row.id), corrects: (await findCorrected(act, row.id)) ?? null,
  };
}

function choicesOf(act: Act, row: Stored, steps: readonly Step[]): Choice[] {
  const standing = standingOfPerson(act, row, steps);
  return TURNS.filter((turn) => turn.from.includes(row.state)).map((turn) => {
    const judged = judgeTurn(turn.act, standing);
    return { act: turn.act, label: labelOf(ActNames, turn.act), needsNote: turn.needsNote ?? false, decision: turn.permission === 'bulletin.approve', allowed: judged.ok, reason: judged.ok ? null : judged.reason };
  });
}

const standingOfPerson = (act: Act, row: Stored, steps: readonly Step[]) => ({ state: row.state, personId: act.actor.id, permissions: act.actor.permissions, drafters: draftersOf(steps) });

/** The draft of a year from the ledgers as they are now; nothing is stored. */
export async function composeYear(act: Act, year: number): Promise<BulletinDocument> {
  wholeCounty(act);
  const measured = await measureAll(act, { period: String(year), keys: wantedFigures() });
  const names = await findNames(act);
  const document = composeDocument(year, new Map(measured.map(({ key, value }) => [key, value])), names, await imprintOf(act, names.bureau), act.today);
  if (document.sections.length === 0) refuse('bulletin.empty', `${year} 年的台账里还没有可以写进简报的数据，请先导入台账`);
  return document;
}

async function compose(act: Act, { id, year }: { id: string; year: number }): Promise<BulletinView> {
  const existing = await findBulletin(act, id);
  if (existing) return viewOf(act, existing);
  await insertBulletin(act, id, 'annual', await composeYear(act, year));
  const row = await getStored(act, id);
  await insertStep(act, row, { act: 'compose', from: null, to: 'draft' });
  return viewOf(act, row);
}

async function save(act: Act, { id, version, document }: { id: string; version: number; document: BulletinDocument }): Promise<BulletinView> {
  const row = await getStored(act, id, true);
  atVersion(row, version);
  if (row.state !== 'draft') refuse('bulletin.state', '只有草稿可以修改；送审以后请先退回', { status: 409 });
  await updateBulletin(act, id, { document: { ...document, issueNo: null, totalNo: null } });
  await insertStep(act, row, { act: 'save', from: 'draft', to: 'draft' });
  return viewOf(act, await getStored(act, id));
}

/** Takes a bulletin one step on, or back to the draft; sign-off also checks, numbers and freezes it. */
async function turn(act: Act, { id, version, act: wanted, note }: TurnInput): Promise<BulletinView> {
  const row = await getStored(act, id, true);
  atVersion(row, version);
  const steps = await listSteps(act, id);
  const judged = judgeTurn(wanted, standingOfPerson(act, row, steps), note ?? '');
  if (!judged.ok) refuse('bulletin.turn', judged.reason, { status: 409 });
  if (judged.turn.checked) await signOff(act, row, steps);
  await updateBulletin(act, id, { state: judged.turn.to });
  await insertStep(act, row, { act: wanted, from: row.state, to: judged.turn.to, note });
  act.note({ detail: { act: wanted, from: row.state, to: judged.turn.to }, ...(note ? { reason: note } : {}) });
  return viewOf(act, await getStored(act, id));
}

async function signOff(act: Act, row: Stored, steps: readonly Step[]): Promise<void> {
  const readings = await readTokens(act, tokensOf(row.document));
  const report = await reportOf(act, row, readings, steps);
  if (!report.ready) refuse('bulletin.checks', '还有未通过的检查，不能签发', { detail: report });
  const figures = [];
  for (const reading of readings) figures.push((await readWithRows(act, reading)) ?? refuse('bulletin.moving', '台账正在变动，请再签发一次', { status: 409 }));
  const number = await giveNumber(act, row, row.document.masthead, Number(row.document.issuedOn.slice(0, 4)));
  const document = { ...row.document, ...number };
  await freeze(act, row, document, plainText(layOut(document, printedBy(readings))), figures);
  act.note({ detail: { issueNo: number.issueNo, figures: figures.length } });
}

async function reportOf(act: Act, row: Stored, readings: Reading[], steps: readonly Step[]): Promise<CheckReport> {
  const lastDraft = steps.map((step) => step.act).lastIndexOf('submit');
  const reviewers = steps.slice(lastDraft).filter((step) => step.act === 'passReview').map((step) => step.actorId);
  return checkBulletin({ document: row.document, readings, unitNames: [...await listUnitNames(act), (await findNames(act)).bureau], lawNames: await lawNamesOf(act), drafters: draftersOf(steps), reviewers, today: act.today });
}

async function checks(act: Act, { id }: { id: string }): Promise<CheckReport> {
  const row = await getStored(act, id);
  return reportOf(act, row, await readTokens(act, tokensOf(row.document)), await listSteps(act, id));
}

/** A draft 勘误 with every number that would be printed differently now; refuses where none would. */
async function offerErratum(act: Act, { id, erratumId }: { id: string; erratumId: string }): Promise<BulletinView> {
  const row = await getStored(act, id, true);
  const existing = await findBulletin(act, erratumId);
  if (existing) return viewOf(act, existing);
  const signed = await findSigned(act, id);
  if (!signed?.document.issueNo) refuse('bulletin.state', '签发以后才有勘误', { status: 409 });
  const entries = entriesOf(await compareSigned(act, id));
  if (entries.length === 0) refuse('bulletin.unchanged', '印出的数字都没有变化，不需要勘误', { status: 409 });
  await insertBulletin(act, erratumId, 'erratum', erratumDocument({ document: signed.document, issueNo: signed.document.issueNo }, entries, act.today));
  const erratum = await getStored(act, erratumId);
  await insertErratum(act, row, erratumId, entries);
  await insertStep(act, erratum, { act: 'compose', from: null, to: 'draft' });
  return viewOf(act, erratum);
}

/** Handlers of 工作简报. */
export const bulletinHandlers = {
  bulletins: {
    list: (act: Act, { year, state }: { year?: number; state?: string }) => listBulletins(act, year, state),
    get: async (act: Act, { id }: { id: string }) => viewOf(act, await getStored(act, id)),
    compose, save, act: turn, decide: turn, checks,
    measure: async (act: Act, { tokens }: { tokens: FigureToken[] }) => { wholeCounty(act); return readTokens(act, tokens); },
    compare: async (act: Act, { id }: { id: string }) => compareSigned(act, (await getStored(act, id)).id),
    offerErratum,
  },
} satisfies Handlers;
