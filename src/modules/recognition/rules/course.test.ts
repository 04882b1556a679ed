import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '#base/pure/day.ts';
import { type ActName, CaseAct, CaseState, type Kind, KindCode, type State } from '../schema/codes.ts';
import { type Case, courseOf, decide, dueOn, isOpinion, noticeEnd, TABLE, type Who } from './course.ts';
import { DEFAULT_DAYS, type Final, KINDS } from './kinds.ts';
import { missingOf, papersOf } from './papers.ts';

const states = CaseState.codes.map((one) => one.code) as State[];
const acts = CaseAct.codes.map((one) => one.code) as ActName[];
const kinds = KindCode.codes.map((one) => one.code) as Kind[];

test('农村籍60周岁的流程：村、乡、县审核、县审定、公示、上报、市批；县里没有村级的从乡级起', () => {
  assert.deepEqual(courseOf('rural60', 'village', 'city', 7), ['village', 'township', 'check', 'decision', 'toPublish', 'notice', 'toReport', 'city']);
  assert.deepEqual(courseOf('rural60', 'township', 'city', 0), ['township', 'check', 'decision', 'toReport', 'city']);
  assert.deepEqual(courseOf('bereaved', 'village', 'county', 7), ['village', 'township', 'check', 'toPublish', 'notice', 'decision']);
  assert.deepEqual(courseOf('nuclearTest', 'village', 'province', 0), ['check', 'decision', 'toReport', 'city', 'province']);
});

test('期限：3月1日起10天为3月11日；公示7天从3月1日到3月7日，8日撤下', () => {
  assert.equal(dueOn('village', '2024-03-01', DEFAULT_DAYS), '2024-03-11');
  assert.equal(noticeEnd('2024-03-01', 7), '2024-03-07');
  assert.equal(dueOn('notice', '2024-03-01', DEFAULT_DAYS, '2024-03-07'), '2024-03-08');
  assert.equal(dueOn('draft', '2024-03-01', DEFAULT_DAYS), null);
  assert.equal(dueOn('city', '2024-03-01', { ...DEFAULT_DAYS, cityDays: null }), null);
});

test('材料：一行一件，如有的不算缺，代办的要授权委托书；告知的正是缺的', () => {
  const papers = papersOf('身份证\n户口簿\n\n鉴定材料（如有）\n身份证', true);
  assert.deepEqual(papers.map((one) => one.name), ['身份证', '户口簿', '鉴定材料（如有）', '授权委托书']);
  assert.deepEqual(missingOf(papers.map((one) => ({ ...one, receivedOn: one.name === '身份证' ? '2024-03-01' : null }))), ['户口簿', '授权委托书']);
});

test('每个种类的声明都完整：身份、材料、原因、流程，参战参试不公示', () => {
  for (const kind of kinds) {
    const one = KINDS[kind];
    assert.ok(one.roles.length > 0 && one.papers.length > 0 && one.reasons.includes('other'), kind);
    assert.equal(papersOf(one.papers.join('\n'), false).length, one.papers.length);
  }
  assert.equal(KINDS.nuclearTest.noticeDays + KINDS.combat.noticeDays, 0);
  assert.ok(Object.values(KINDS).every((one) => !/残|病|参试/.test(one.publicCategory)));
});

const PEOPLE: { id: string; level: Who['level']; approves: boolean }[] = [
  { id: 'village', level: 'village', approves: false }, { id: 'township', level: 'township', approves: false }, { id: 'head', level: 'township', approves: true },
  { id: 'clerk', level: 'county', approves: false }, { id: 'leader', level: 'county', approves: true },
];
type Move = { act: ActName; by: number; days: number; objection: 'none' | 'open' | 'dismissed' | 'upheld'; missing: number };
const move: fc.Arbitrary<Move> = fc.record({ act: fc.constantFrom(...acts), by: fc.nat(PEOPLE.length - 1), days: fc.nat(12), objection: fc.constantFrom('none', 'none', 'open', 'dismissed', 'upheld'), missing: fc.constantFrom(0, 0, 0, 1) });
type Log = { act: ActName; from: State; to: State; by: string; opinion: boolean; noticeUntil: string | null; today: string; open: number; upheld: number };

/** Plays moves by the rules, mostly ones that the table allows, and keeps what happened. */
function play(kind: Kind, final: Final, noticeDays: number, moves: Move[]): Log[] {
  const course = courseOf(kind, 'village', final, noticeDays);
  let one: Case = { state: 'draft', course, missingPapers: 0, openObjections: 0, upheldObjections: 0 };
  let today = '2024-01-01';
  const log: Log[] = [];
  for (const { act: wanted, by, days, objection, missing } of moves) {
    const possible = Object.keys(TABLE[one.state]) as ActName[];
    const act = possible.length > 0 && days % 3 > 0 ? possible[acts.indexOf(wanted) % possible.length]! : wanted;
    today = addDays(today, days);
    if (one.state === 'notice') one = { ...one, openObjections: objection === 'open' ? 1 : 0, upheldObjections: objection === 'upheld' ? 1 : one.upheldObjections };
    one = { ...one, missingPapers: missing };
    const who = PEOPLE[by]!;
    const decision = decide(act, one, { id: who.id, level: who.level, today, may: (needs) => needs === 'write' || who.approves });
    if ('refusal' in decision) continue;
    const opinion = isOpinion(act, one.state);
    log.push({ act, from: one.state, to: decision.to, by: who.id, opinion, noticeUntil: one.noticeUntil ?? null, today, open: one.openObjections, upheld: one.upheldObjections });
    if (act === 'startNotice') one = { ...one, noticeUntil: noticeEnd(today, noticeDays), openObjections: 0, upheldObjections: 0 };
    if (act === 'sendBack') one = { ...one, returnedFrom: one.state };
    if (opinion) one = { ...one, lastOpinion: { actorId: who.id, state: one.state } };
    one = { ...one, state: decision.to };
  }
  return log;
}

const plays = fc.tuple(fc.constantFrom(...kinds), fc.constantFrom<Final>('county', 'city', 'province'), fc.constantFrom(0, 7, 15), fc.array(move, { minLength: 10, maxLength: 90 }));

test('要公示的，没有公示期满、异议没有处理完就不会批准', () => {
  let approved = 0;
  fc.assert(fc.property(plays, ([kind, final, noticeDays, moves]) => {
    for (const step of play(kind, final, noticeDays, moves).filter((one) => one.to === 'approved')) {
      approved += 1;
      if (noticeDays > 0) assert.ok(step.noticeUntil !== null && step.today > step.noticeUntil && step.open === 0 && step.upheld === 0);
    }
  }), { numRuns: 1500, seed: 20260211 });
  assert.ok(approved > 0, '没有一次走到批准，性质没有检验到');
});

test('相邻两级的意见不会由同一人签署', () => {
  fc.assert(fc.property(plays, ([kind, final, noticeDays, moves]) => {
    const opinions = play(kind, final, noticeDays, moves).filter((one) => one.opinion);
    opinions.forEach((one, at) => { const before = opinions[at - 1]; if (before && before.from !== one.from) assert.notEqual(before.by, one.by); });
  }), { numRuns: 500 });
});

test('终结的状态不再变化；缺材料不会受理；批准前每一级都经过', () => {
  for (const state of ['upheld', 'withdrawn', 'revoked'] as const) {
    for (const act of acts) for (const who of PEOPLE) assert.ok('refusal' in decide(act, { state, course: [], missingPapers: 0, openObjections: 0, upheldObjections: 0 }, { id: who.id, level: who.level, today: '2024-01-01', may: () => true }));
  }
  fc.assert(fc.property(plays, ([kind, final, noticeDays, moves]) => {
    const log = play(kind, final, noticeDays, moves);
    const end = log.findIndex((one) => one.to === 'approved');
    if (end < 0) return;
    const passed = log.slice(0, end + 1).map((one) => one.from);
    for (const state of courseOf(kind, 'village', final, noticeDays)) assert.ok(passed.includes(state), state);
  }), { numRuns: 500 });
});

test('办理表只提到已声明的状态和环节，审定和撤销只由负责人', () => {
  assert.deepEqual(Object.keys(TABLE).toSorted(), states.toSorted());
  for (const rules of Object.values(TABLE)) for (const [name] of Object.entries(rules)) assert.ok(acts.includes(name as ActName));
  for (const name of ['pass', 'approve', 'sendBack', 'refuse'] as const) assert.equal(TABLE.decision[name]!.needs, 'approve');
  assert.equal(TABLE.approved.revoke!.needs, 'approve');
  for (const state of states) if (TABLE[state].refuse) assert.deepEqual(TABLE[state].refuse!.by, ['county'], '不予认定只由县级作出，站里不同意的写明意见报上级审定');
});
