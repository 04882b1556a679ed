import { type RawBuilder, sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { levelOf } from '#base/pure/division.ts';
import { printYuan } from '#base/pure/fen.ts';
import type { Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Task } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { store } from '#base/server/records/store.ts';
import { newId, rawRow } from '#base/server/records/write.ts';
import { addYearHand, countAwaiting, countYears, findCandidates, insertYears, keepYears, type KnownYear, listConscriptTerms, loadYears, markCorrecting, payeeIndex } from '../queries/conscripts.ts';
import { countTermsWaiting, findDraftTerms } from '../queries/countyTerms.ts';
import { isAnsweredLate, keepFound, listAnswered } from '../queries/outside.ts';
import { dropOrphans, findBothApproved, type FormerSum, idForPayee, keepAccounts, listApproved, listFormerSums, listSourceLines, putInForce, SOURCE_SUMS, takeBack } from '../queries/entitlements.ts';
import { APPROVAL_ACTS, type ApprovalActName } from '../rules/approval.ts';
import { type ConscriptReckoning, type CountyTerms, reckonConscript } from '../rules/conscripts.ts';
import { conscriptProgramme } from '../rules/programmes/approved.ts';
import { AllowanceAspect, ConscriptHome, ConscriptTermsRecord, ConscriptYear } from '../schema/conscripts.ts';
import type { ConscriptOverview } from '../schema/conscriptActs.ts';
import { GrantTermsRecord, OneOff } from '../schema/oneOff.ts';
import { type ApprovalInput, decideOn, isRepeated, keepDecision, refuseBoth, refuseUnderWay } from './approving.ts';
import { lookAnew } from './policy.ts';

/** 义务兵家庭台账: the payee who has a file is called as there; whoever wrote a household has a hand in its years (`queries/hands.ts`). */
export const conscriptHomes = store(ConscriptHome, {
  afterWrite: async (act, rows) => {
    await sql`update benefits.conscript_home r set payee_name = p.name from registry.person p where (${rows}) and p.county_code = r.county_code and p.id = r.payee_id and r.payee_name <> p.name`.execute(act.tx);
  },
});

/** 义务兵家庭优待金台账: rows are worked out at every writing, and decided on by acts. */
export const conscriptYears = store(ConscriptYear, {
  computed: SOURCE_SUMS,
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, ConscriptYear, id);
    if (current && (current.state !== 'draft' || current.month !== null) && (values.personId !== current.person_id || values.year !== current.year)) refuse('conscript.settled', '提交或批准过的，义务兵和年度不能改动', { path: ['year'], status: 409 });
  },
  afterWrite: async (act, rows) => {
    await addYearHand(act, sql`(${rows}) and r.state in ('draft', 'submitted')`);
    if (!act.merging && (await isAnsweredLate(act, 'benefits.conscript_year', rows))) refuse('conscript.settled', '提交或批准以后不能改“系统外已发”；请先收回，或办理“更正”', { path: ['paidOutside'], status: 409 });
    const answered = await listAnswered(act, 'benefits.conscript_year', rows);
    if (answered.length > 0) await keepFound(act, 'benefits.conscript_year', (await loadYears(act, sql`r.id = any(${answered}::uuid[])`)).map(({ id, facts }) => ({ id, found: facts.outside.found })));
    await keepAnew(act, await loadYears(act, sql`(${rows}) and r.state = 'draft'`), await listConscriptTerms(act));
  },
  beforeMerge: async (act, kept, gone) => refuseBoth(await findBothApproved(act, 'benefits.conscript_year', kept, gone)),
  beforeRemove: async (act, rows) => {
    const { rows: kept } = await sql<{ state: string }>`select r.state from benefits.conscript_year r where (${rows}) and (r.state in ('submitted', 'approved') or r.month is not null) limit 1`.execute(act.tx);
    if (kept[0]) refuse('conscript.settled', '提交或批准过的不能删除，请撤销', { status: 409 });
  },
});

/** A year's arithmetic in one line, or why there is none. */
function sayYear({ answer, steps, missing, because }: ConscriptReckoning): string {
  return answer === 'yes' ? steps.join('；') : answer === 'no' ? `不发：${because}` : `无法判断：缺少${missing.join('、')}`;
}

/** Works years out anew; one that was approved is drafted again only where it is certain that another sum is due. Gives how many of those there are. */
async function keepAnew(act: Act, known: readonly KnownYear[], terms: ReadonlyMap<number, CountyTerms>): Promise<{ changed: number; unknown: number }> {
  const made = known.map((one) => {
    const reckoning = reckonConscript(one.facts, one.year, terms.get(one.year));
    return { id: one.id, reckoning, working: sayYear(reckoning), anew: one.state === 'approved', same: reckoning.answer === 'unknown' || reckoning.fen === one.total };
  });
  const kept = made.filter((one) => !one.anew || !one.same);
  await keepYears(act, kept);
  return { changed: kept.filter((one) => one.anew).length, unknown: kept.filter((one) => one.reckoning.answer === 'unknown').length };
}

/** 政策找人 follows what was done with years (on alias `y`). */
const lookAtYearAnew = (act: Act, years: RawBuilder<unknown>) => lookAnew(act, sql`select p.id, p.division_code from benefits.conscript_year y join registry.person p on p.county_code = y.county_code and p.id = y.person_id where y.county_code = ${act.scope.county} and ${years}`);

function byCounty(act: Act): void {
  if (levelOf(act.actor.division) !== 'county') refuse('conscript.county', '优待金由县级办理', { status: 403 });
}

/** 生成年度名单: adds whoever is due or may be, and works everybody of the year out anew; repeating it changes nothing by itself. */
export async function reckonYear(act: Act, { year }: { year: number }): Promise<{ added: number; changed: number; unknown: number }> {
  byCounty(act);
  const terms = await listConscriptTerms(act);
  if (!terms.has(year)) refuse('conscript.terms', `还没有${year}年的优待金标准，请先登记`, { path: ['year'], status: 409 });
  const coming = (await findCandidates(act, year)).filter((one) => reckonConscript(one.facts, year, terms.get(year)).answer !== 'no');
  await insertYears(act, year, coming.map(({ personId, divisionCode }) => ({ id: newId(), personId, divisionCode })));
  const result = await keepAnew(act, await loadYears(act, sql`r.year = ${year} and r.state in ('draft', 'approved')`, true), terms);
  await lookAtYearAnew(act, sql`y.year = ${year}`);
  act.note({ record: ConscriptYear.name, detail: { year, added: coming.length, ...result } });
  return { added: coming.length, ...result };
}

/** Rows of a year that may be submitted: what is due is certain, or what was approved is to be taken back. */
const READY = sql`r.state = 'draft' and (r.answer = 'yes' or (r.answer = 'no' and r.month is not null))`;
const sumOf = (rows: readonly { total: bigint | null }[]) => ({ count: rows.length, fen: String(rows.reduce((sum, one) => sum + (one.total ?? 0n), 0n)) });

/** 提交审批: all of a year whose sum is certain. */
export async function submitYear(act: Act, { year }: { year: number }): Promise<{ count: number; fen: string }> {
  byCounty(act);
  const terms = await listConscriptTerms(act);
  if (terms.get(year)?.verified !== true) refuse('conscript.terms', `${year}年优待金标准待核实，核实以后才能提交`, { status: 409 });
  await keepAnew(act, await loadYears(act, sql`r.year = ${year} and r.state = 'draft'`, true), terms);
  const ready = await loadYears(act, sql`r.year = ${year} and ${READY}`);
  for (const one of ready) await moveYear(act, one, { id: one.id, version: one.version, act: 'submit' });
  await lookAtYearAnew(act, sql`y.year = ${year}`);
  return sumOf(ready);
}

async function moveYear(act: Act, one: KnownYear, input: ApprovalInput): Promise<void> {
  if (input.act === 'correct') await markCorrecting(act, one.id, true);
  await keepDecision(act, ConscriptYear, one, { state: one.state, month: one.month }, decideOn(act, one, input), input);
}

type Decision = { year: number; act: 'approve' | 'sendBack'; count: number; fen: string; month?: string; opinion?: string };

/** 审批: all of a year that wait and that somebody else made; count and sum must be what the deciding person saw. */
export async function decideYear(act: Act, input: Decision): Promise<{ count: number; fen: string }> {
  byCounty(act);
  const waiting = (await loadYears(act, sql`r.year = ${input.year} and r.state = 'submitted'`, true)).filter((one) => !one.hands.includes(act.actor.id));
  const seen = sumOf(waiting);
  if (waiting.length === 0) refuse('conscript.nothing', '没有您可以审批的；您经手过的须由另一人审批', { status: 409 });
  if (seen.count !== input.count || seen.fen !== input.fen) refuse('record.changed', `待审批的已有变化，现在是 ${seen.count} 户、${printYuan(BigInt(seen.fen))}元，请核对后再办`, { status: 409 });
  const terms = await listConscriptTerms(act);
  for (const one of waiting) await decideOne(act, one, { id: one.id, version: one.version, act: input.act, ...(input.month ? { month: input.month } : {}), ...(input.opinion ? { opinion: input.opinion } : {}) }, terms);
  await lookAtYearAnew(act, sql`y.year = ${input.year}`);
  return seen;
}

async function decideOne(act: Act, one: KnownYear, input: ApprovalInput, terms: ReadonlyMap<number, CountyTerms>): Promise<void> {
  const columns = decideOn(act, one, input);
  const reckoning = reckonConscript(one.facts, one.year, terms.get(one.year));
  if (input.act === 'approve' && !one.revoking && (reckoning.answer === 'unknown' || reckoning.fen !== one.total)) refuse('conscript.changed', `${one.personName}：提交以后档案或标准有变化，请退回重算`, { status: 409 });
  await keepDecision(act, ConscriptYear, one, { state: one.state, month: one.month }, columns, input);
  if (input.act !== 'approve') return;
  await (one.revoking || reckoning.answer === 'no' ? takeBack(act, one.id, one.hands) : putYear(act, one, reckoning, String(columns.month)));
  await markCorrecting(act, one.id, false);
  await refuseUnderWay(act, one.id, one.personName);
}

/** Puts the sums of a year in force: former payees keep what they were paid unless a 更正 is under way, the payee of now has the rest. */
async function putYear(act: Act, one: KnownYear, reckoning: ConscriptReckoning, month: string): Promise<void> {
  const payee = { personId: one.payee!.id ?? one.personId, name: one.payee!.name, filed: one.payee!.id !== null, index: await payeeIndex(act, one.personId) };
  const former = one.correcting ? [] : await listFormerSums(act, one.id, payee);
  const kept = keptOf(former, reckoning.fen);
  const left = reckoning.fen - kept.reduce((sum, each) => sum + each.fen, 0n);
  const base = { programme: 'conscript', source: 'conscript' as const, source_id: one.id, month, citation: conscriptProgramme.citation, standards: reckoning.standards };
  const words = `${one.personName}，${one.year}年度：${reckoning.steps.join('；')}`;
  const keep = kept.map((each) => each.id);
  const own = left > 0n || kept.length === 0 ? await idForPayee(act, one.id, payee, one.hands, keep) : undefined;
  if (own === undefined) await dropOrphans(act, one.id, keep, one.hands);
  await putInForce(act, [
    ...kept.map((each) => ({ ...base, id: each.id, division_code: each.divisionCode, person_id: each.personId, fen: each.fen, payee_name: each.payeeName, filed: each.filed, payee_index: each.index, words: `${words}；已发给${each.payeeName}` })),
    ...(own !== undefined ? [{ ...base, id: own, division_code: one.divisionCode, person_id: payee.personId, fen: left, payee_name: payee.name, filed: payee.filed, payee_index: payee.index, words: kept.length === 0 ? words : `${words}；已发给${kept.map((each) => `${each.payeeName}${printYuan(each.fen)}元`).join('、')}，余${printYuan(left)}元` }] : []),
  ], one.hands);
  await keepAccounts(act, one.id, 'conscript');
}

/** What former payees keep of a year that has come to another sum without a 更正: what they were paid, and no more than there is. */
function keptOf(former: readonly FormerSum[], fen: bigint): (FormerSum & { fen: bigint })[] {
  let left = fen;
  return former.map((one) => { const own = one.paid < left ? one.paid : left; left -= own; return { ...one, fen: own }; }).filter((one) => one.fen > 0n);
}

/** One household's year: submitted (worked out once more as it is), taken back before or after approval, or drafted anew. Approval goes by the year. */
export async function performYearAct(act: Act, input: ApprovalInput): Promise<Values> {
  const find = async () => (await loadYears(act, sql`r.id = ${input.id} and r.division_code between ${act.scope.from} and ${act.scope.to}`, true))[0] ?? notFound(ConscriptYear.label);
  const one = await find();
  if (isRepeated(act, one, input)) return getRow(act, conscriptYears, input.id);
  if (input.act !== 'submit' || one.state !== 'draft' || one.version !== input.version) await moveYear(act, one, input);
  else await submitOne(act, one, find, input);
  await lookAtYearAnew(act, sql`y.id = ${input.id}`);
  return getRow(act, conscriptYears, input.id);
}

async function submitOne(act: Act, one: KnownYear, find: () => Promise<KnownYear>, input: ApprovalInput): Promise<void> {
  const terms = await listConscriptTerms(act);
  if (terms.get(one.year)?.verified !== true) refuse('conscript.terms', `${one.year}年优待金标准待核实，核实以后才能提交`, { status: 409 });
  await keepAnew(act, [one], terms);
  const now = await find();
  if (now.answer === 'unknown' || (now.answer === 'no' && now.month === null)) refuse('conscript.incomplete', '没有确定的金额，不能提交', { status: 409 });
  await moveYear(act, now, { ...input, version: now.version });
}

/** A household's year with its arithmetic as of today and what was paid. */
export async function lookAtYear(act: Act, { id }: { id: string }) {
  await getRow(act, conscriptYears, id);
  const one = (await loadYears(act, sql`r.id = ${id}`))[0] ?? notFound(ConscriptYear.label);
  const reckoning = reckonConscript(one.facts, one.year, (await listConscriptTerms(act)).get(one.year));
  const acts = (Object.keys(APPROVAL_ACTS) as ApprovalActName[]).filter((name) => APPROVAL_ACTS[name].from.includes(one.state) && !(name === 'withdraw' && one.month !== null));
  act.note({ record: ConscriptYear.name, rowId: id });
  const standing = (await listApproved(act, ['conscript'], undefined, id)).find((each) => each.fen > 0n);
  return { payee: standing?.payeeNow ? { was: standing.payeeName, now: standing.payeeNow } : null, words: sayYear(reckoning), answer: reckoning.answer as string, fen: String(reckoning.fen), changed: one.state !== 'withdrawn' && reckoning.answer !== 'unknown' && reckoning.fen !== one.total, acts: acts as string[], lines: await listSourceLines(act, id) };
}

/** Where a year stands. */
export async function conscriptOverview(act: Act, { year }: { year: number }): Promise<ConscriptOverview> {
  const [terms, rows] = [(await listConscriptTerms(act)).get(year), await countYears(act, year)];
  const ready = await loadYears(act, sql`r.year = ${year} and r.division_code between ${act.scope.from} and ${act.scope.to} and ${READY}`);
  const sum = (state: string) => ({ count: rows.filter((one) => one.state === state).reduce((all, one) => all + one.count, 0), fen: String(rows.filter((one) => one.state === state).reduce((all, one) => all + BigInt(one.fen), 0n)) });
  const submitted = rows.filter((one) => one.state === 'submitted');
  const of = (answer: string) => rows.filter((one) => one.state === 'draft' && one.answer === answer).reduce((all, one) => all + one.count, 0);
  return {
    year, terms: terms ? { id: terms.id, title: terms.title, base: String(terms.base), verified: terms.verified, document: terms.document, payMonth: terms.payMonth, words: termsWords(terms) } : null, draft: await findDraftTerms(act, year),
    ready: sumOf(ready), unknown: of('unknown'), notDue: of('no'), submitted: sum('submitted'), others: { count: submitted.reduce((all, one) => all + one.others, 0), fen: String(submitted.reduce((all, one) => all + BigInt(one.othersFen), 0n)) }, approved: sum('approved'), withdrawn: sum('withdrawn').count,
  };
}

function termsWords(terms: CountyTerms): string[] {
  const plain = (item: string) => labelOf(AllowanceAspect, item);
  const addition = ([item, { fen, percent }]: [string, { fen?: bigint; percent?: number }]) => `${plain(item)}加${[...(fen ? [`${printYuan(fen)}元`] : []), ...(percent ? [`基数的${percent}%`] : [])].join('和')}`;
  return [...Object.entries(terms.regions).map(([item, percent]) => `${plain(item)}为基数的${percent}%`), ...Object.entries(terms.degrees).map(addition), ...Object.entries(terms.honours).map(addition)];
}

/** What waits for the acting person: sums that somebody else submitted. */
export async function approvalTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('benefits.approve')) return [];
  const { years, oneOffs } = await countAwaiting(act);
  const [conscript, grant] = [await countTermsWaiting(act, 'conscript'), await countTermsWaiting(act, 'grant')];
  return [
    ...(conscript > 0 ? [{ title: `优待金标准：${conscript} 份待确认`, path: `${ConscriptTermsRecord.path}?f.state=draft`, module: 'benefits' }] : []),
    ...(grant > 0 ? [{ title: `地方经济补助标准：${grant} 份待确认`, path: `${GrantTermsRecord.path}?f.state=draft`, module: 'benefits' }] : []),
    ...(oneOffs > 0 ? [{ title: `一次性给付：${oneOffs} 件待审批`, path: `${OneOff.path}?f.state=submitted`, module: 'benefits' }] : []),
    ...(years > 0 ? [{ title: `义务兵家庭优待金：${years} 户待审批`, path: '/benefits/conscripts', module: 'benefits' }] : []),
  ];
}

