import { sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import type { Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { store, type Upkeep } from '#base/server/records/store.ts';
import { rawRow } from '#base/server/records/write.ts';
import { addOneOffHand, addRestoredHands, findSettledShare, findUndrafted, keepReckonings, type KnownOneOff, type KnownShare, listGrantTerms, listShares, loadOneOffs, nameFiledPayees } from '../queries/oneOffs.ts';
import { dropOrphans, findBothApproved, isSharedByBoth, keepAccounts, listSourceLines, putInForce, SOURCE_SUMS, takeBack } from '../queries/entitlements.ts';
import { keepFound, listAnswered } from '../queries/outside.ts';
import { rowsInForce } from '../queries/standards.ts';
import { compileRates } from '../rules/rates.ts';
import { type OneOffBases, reckonOneOff, type Reckoning } from '../rules/reckoning.ts';
import { shareFindings, type ShareFinding } from '../rules/shares.ts';
import { ApprovalState, isPension, OneOff, OneOffShare, ShareRelation } from '../schema/oneOff.ts';
import type { OneOffView } from '../schema/oneOffActs.ts';
import { type ApprovalInput, decideOn, isRepeated, keepDecision, refuseBoth, refuseUnderWay } from './approving.ts';
import { untellGrant } from './grants.ts';
import { lookAnew } from './policy.ts';

const fixed = (state: string) => refuse('oneOff.settled', `这项给付${labelOf(ApprovalState, state)}，不能改动；已批准的请办理“更正”`, { status: 409 });

/** 一次性给付台账: changed only while it is being drafted; its sum is worked out anew at every writing. */
export const oneOffs = store(OneOff, {
  computed: SOURCE_SUMS,
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, OneOff, id);
    if (current && current.state !== 'draft') fixed(String(current.state));
    if (current?.month && (values.kind !== current.kind || values.personId !== current.person_id)) refuse('oneOff.settled', '已经批准过的，对象和种类不能改动', { path: ['kind'], status: 409 });
  },
  afterWrite: async (act, rows) => {
    const undrafted = act.merging ? undefined : await findUndrafted(act, sql`o.id in (select r.id from benefits.one_off r where ${rows})`);
    if (undrafted) fixed(undrafted.state);
    await addOneOffHand(act, sql`o.id in (select r.id from benefits.one_off r where ${rows})`);
    const answered = await listAnswered(act, 'benefits.one_off', rows);
    if (answered.length > 0) await keepFound(act, 'benefits.one_off', (await loadOneOffs(act, sql`r.id = any(${answered}::uuid[])`)).map(({ id, facts }) => ({ id, found: facts.outside.found })));
    await reckonAnew(act, rows);
  },
  beforeMerge: async (act, kept, gone) => refuseBoth(await findBothApproved(act, 'benefits.one_off', kept, gone)),
  beforeRemove: async (act, rows) => {
    const { rows: kept } = await sql<{ state: string }>`select r.state from benefits.one_off r where (${rows}) and (r.state <> 'draft' or r.month is not null) limit 1`.execute(act.tx);
    if (kept[0]) refuse('oneOff.settled', '提交或批准过的不能删除，请撤销', { status: 409 });
    await sql`delete from benefits.one_off_share s where s.county_code = ${act.scope.county} and s.relation = 'self' and s.one_off_id in (select r.id from benefits.one_off r where ${rows})`.execute(act.tx);
  },
});

const parentsOf = (rows: Parameters<Upkeep>[1]) => sql`o.id in (select r.one_off_id from benefits.one_off_share r where ${rows})`;

/** 给付份额台账: changed only while the payment is being drafted; whoever was approved once stays the payee. */
export const oneOffShares = store(OneOffShare, {
  beforeMerge: async (act, kept, gone) => {
    if (await isSharedByBoth(act, kept, gone)) refuse('merge.shares', '两份档案都是同一项已批准给付的领取人，请先办理“更正”，把其中一份的金额改为 0，审批以后再合并', { status: 409 });
  },
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, OneOffShare, id);
    const moved = current && (values.payeeId !== current.payee_id || values.oneOffId !== current.one_off_id || (current.payee_id === null && values.payeeName !== current.payee_name));
    if (moved && (await findSettledShare(act, sql`r.county_code = ${act.scope.county} and r.id = ${id}`))) refuse('oneOff.payee', '已批准过的份额不能换领取人；请把它的金额改为 0，另加一份', { path: ['payeeName'], status: 409 });
  },
  afterWrite: async (act, rows) => {
    const undrafted = act.merging ? undefined : await findUndrafted(act, parentsOf(rows));
    if (undrafted) fixed(undrafted.state);
    await nameFiledPayees(act, rows);
    await addOneOffHand(act, parentsOf(rows));
    await addRestoredHands(act, rows);
    await reckonAnew(act, sql`r.id in (select r.one_off_id from benefits.one_off_share r where ${rows})`);
  },
  beforeRemove: async (act, rows) => {
    const undrafted = await findUndrafted(act, parentsOf(rows));
    if (undrafted) fixed(undrafted.state);
    const settled = await findSettledShare(act, rows);
    if (settled) refuse('oneOff.payee', `${settled.payee_name}的份额已批准过，不能删除，请把金额改为 0`, { status: 409 });
    await addOneOffHand(act, parentsOf(rows));
  },
});

async function basesOf(act: Act): Promise<OneOffBases> {
  return { rates: compileRates(await rowsInForce(act), act.today), grants: await listGrantTerms(act) };
}

/** The arithmetic of a payment in one line, or why there is none. */
function sayReckoning({ answer, steps, missing, because }: Reckoning): string {
  return answer === 'yes' ? steps.join('；') : answer === 'no' ? `不发：${because}` : `无法判断：缺少${missing.join('、')}`;
}

async function reckonAnew(act: Act, rows: Parameters<Upkeep>[1]): Promise<void> {
  const known = await loadOneOffs(act, sql`(${rows}) and r.state = 'draft'`);
  if (known.length === 0) return;
  const bases = await basesOf(act);
  await keepReckonings(act, known.map(({ id, facts }) => { const reckoning = reckonOneOff(facts, bases); return { id, reckoning, working: sayReckoning(reckoning) }; }));
}

/** Everything that stands against a submission or an approval, and what should be looked at. */
function findingsOf(one: KnownOneOff, reckoning: Reckoning, shares: readonly KnownShare[]): ShareFinding[] {
  const wrong = (message: string): ShareFinding => ({ message, warning: false });
  if (reckoning.answer !== 'yes') return [wrong(sayReckoning(reckoning))];
  return [
    ...(reckoning.payable ? [] : [wrong('所据标准待核实：标准通知须先作使用决定，本县标准须先核实')]),
    ...shareFindings(one.facts.kind, reckoning.fen, shares), ...reckoning.warnings.map((message) => ({ message, warning: true })),
  ];
}

/** A payment with its arithmetic as of today, its shares, what stands against it, and what runs did with it. */
export async function lookAtOneOff(act: Act, { id }: { id: string }): Promise<OneOffView> {
  const row = await getRow(act, oneOffs, id);
  const one = (await loadOneOffs(act, sql`r.id = ${id}`))[0] ?? notFound(OneOff.label);
  const shares = await listShares(act, id);
  const reckoning = reckonOneOff(one.facts, await basesOf(act));
  const open = one.state === 'draft' || (one.state === 'submitted' && !one.revoking);
  return {
    row: row as OneOffView['row'], own: one.hands.includes(act.actor.id), revoking: one.revoking, steps: [...reckoning.steps], answer: reckoning.answer, fen: String(reckoning.fen), words: sayReckoning(reckoning), citation: reckoning.citation,
    findings: open ? findingsOf(one, reckoning, shares) : [], pension: isPension(one.facts.kind), awards: [...one.facts.awards],
    shares: shares.map((share) => ({ id: share.id, version: share.version, relation: share.relation, ground: share.ground, payeeId: share.payeeId, payeeName: share.payeeName, fen: String(share.fen), stands: share.standsFen === null ? null : String(share.standsFen), bankName: share.bankName, account: share.bankAccount?.slice(-4) ?? null, hasAccount: share.account, identified: share.identified })),
    lines: await listSourceLines(act, id),
  };
}

/** 提交、收回、更正、撤销、审批、退回: decides, works the sum out once more, and on approval puts every share in force. */
export async function performOneOffAct(act: Act, input: ApprovalInput): Promise<Values> {
  const one = (await loadOneOffs(act, sql`r.id = ${input.id} and r.division_code between ${act.scope.from} and ${act.scope.to}`, true))[0] ?? notFound(OneOff.label);
  if (isRepeated(act, one, input)) return getRow(act, oneOffs, input.id);
  const before = (await rawRow(act, OneOff, input.id)) ?? notFound(OneOff.label);
  const columns = decideOn(act, one, input);
  if (input.act === 'submit' || (input.act === 'approve' && !one.revoking)) await checkAgain(act, one, input.act === 'approve');
  await keepDecision(act, OneOff, one, before, columns, input);
  if (input.act === 'approve') {
    await (one.revoking ? takeBack(act, one.id, one.hands) : putShares(act, one, String(columns.month)));
    await refuseUnderWay(act, one.id, one.personName);
    if (one.revoking && one.facts.kind === 'localGrant' && (await listSourceLines(act, one.id)).some(({ outcome }) => outcome === 'paid')) await untellGrant(act, one.personId);
  }
  await lookAnew(act, sql`select p.id, p.division_code from registry.person p where p.county_code = ${act.scope.county} and p.id = ${one.personId}`);
  return getRow(act, oneOffs, input.id);
}

/** What stands in the ledger must still be what the register and the standards give; a second person approves what was submitted, not what has become of it. */
async function checkAgain(act: Act, one: KnownOneOff, approving: boolean): Promise<void> {
  const reckoning = reckonOneOff(one.facts, await basesOf(act));
  const first = findingsOf(one, reckoning, await listShares(act, one.id)).find((finding) => !finding.warning);
  if (first) refuse('oneOff.incomplete', first.message, { status: 409 });
  if (approving && one.total !== reckoning.fen) refuse('oneOff.changed', `提交以后档案或标准有变化，现在应为${printYuan(reckoning.fen)}元，请退回重新提交`, { status: 409 });
  if (!approving) await keepReckonings(act, [{ id: one.id, reckoning, working: sayReckoning(reckoning) }]);
}

async function putShares(act: Act, one: KnownOneOff, month: string): Promise<void> {
  const reckoning = reckonOneOff(one.facts, await basesOf(act));
  const programme = isPension(one.facts.kind) ? 'deathPension' : one.facts.kind;
  const shares = await listShares(act, one.id);
  await dropOrphans(act, one.id, shares.map((share) => share.id), one.hands);
  await putInForce(act, shares.map((share) => ({
    id: share.id, division_code: share.divisionCode, person_id: share.payeeId ?? one.personId, programme, source: 'oneOff', source_id: one.id, month, fen: share.fen, payee_name: share.payeeName, filed: share.payeeId !== null,
    words: shareWords(one, reckoning, share), citation: reckoning.citation, standards: reckoning.standards,
  })), one.hands);
  await keepAccounts(act, one.id, programme);
}

/** The arithmetic with whose share it is: '…＝1,554,630.00元，父母（抚养人）领取518,210.00元'. */
function shareWords({ personName, facts }: KnownOneOff, { steps, fen }: Reckoning, share: KnownShare): string {
  const sum = steps.join('；');
  return facts.kind === 'localGrant' ? sum : `${personName}：${sum}${share.fen === fen ? '' : `；其中${labelOf(ShareRelation, share.relation)}${share.payeeName}领取${printYuan(share.fen)}元`}`;
}
