import { labelOf } from '#base/pure/codes.ts';
import { ageOn } from '#base/pure/day.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import { HukouKind, RoleCode } from '#modules/registry/schema/codes.ts';
import { factsOf, findPlace } from '../queries/facts.ts';
import { asksOf, nextAct } from '../rules/asks.ts';
import { decide, TABLE } from '../rules/course.ts';
import { type Eligibility, eligibilityOf, type Facts, serviceWords } from '../rules/eligibility.ts';
import { KINDS } from '../rules/kinds.ts';
import { missingOf } from '../rules/papers.ts';
import type { CaseView, Choice } from '../schema/answers.ts';
import { RecognitionCase } from '../schema/case.ts';
import { type ActName, CaseAct, CaseState, type State } from '../schema/codes.ts';
import { type Opened, openCase, whoOf } from './cases.ts';

/** What the register says of the conditions of a case today. */
export async function eligibilityIn(act: Act, { row, kind }: Opened): Promise<Eligibility> {
  const facts = (await factsOf(act, String(row.person_id))) ?? notFound('服务对象');
  return eligibilityOf(facts, { kind, role: String(row.target_role), appliedOn: String(row.applied_on), today: act.today, part: await findPartYear(act) });
}

/** Where a case stands, with everything its page shows. */
export async function viewCase(act: Act, { id }: { id: string }): Promise<CaseView> {
  const opened = await openCase(act, id);
  const { row, kind, one, ruling, steps, papers, notices, objections } = opened;
  const facts = (await factsOf(act, String(row.person_id))) ?? notFound('服务对象');
  const place = await findPlace(act, String(row.division_code));
  const part = await findPartYear(act);
  const decided = ['approved', 'revoked'].includes(one.state);
  const eligibility = eligibilityOf(decided ? { ...facts, roles: facts.roles.filter((role) => role !== row.target_role) } : facts, { kind, role: String(row.target_role), appliedOn: String(row.applied_on), today: act.today, part });
  act.note({ record: RecognitionCase.name, rowId: id });
  return {
    id, version: row.version, state: one.state, kind, personId: String(row.person_id), personName: facts.name, place: place.path, township: place.township, village: place.village,
    stages: stagesOf(opened), choices: choicesOf(act, opened), papers, missing: missingOf(papers), steps: steps.map(({ actorId: _actor, ...step }) => step), notices,
    objections: objections.map(({ noticeId: _notice, ...objection }) => objection), eligibility, facts: factLines(facts, act.today, serviceWords(facts, part)),
    reasons: [...KINDS[kind].reasons],
    rule: { basis: ruling.basis, source: ruling.source, unverified: ruling.unverified, noticeDays: ruling.noticeDays, publicCategory: KINDS[kind].publicCategory },
  };
}

function stagesOf({ one }: Opened): CaseView['stages'] {
  const at = one.state === 'returned' ? (one.returnedFrom ?? one.state) : one.state;
  const all: State[] = ['draft', ...one.course, 'approved'];
  const here = all.indexOf(at);
  return all.map((state, index) => ({ state, label: labelOf(CaseState, state), done: here > index || one.state === 'revoked', current: index === here }));
}

/** The acts that the present state knows, the one it waits for first; those that the caller's level cannot perform are left out unless they are the next. */
function choicesOf(act: Act, { one, kind }: Opened): Choice[] {
  const last = one.course[one.course.length - 1] === one.state;
  const next = nextAct(one.state, last);
  const names = (Object.keys(TABLE[one.state]) as ActName[]).filter((name) => !(name === 'approve' && !last) && !(name === 'pass' && last));
  const who = whoOf(act);
  return names.toSorted((a, b) => Number(b === next) - Number(a === next)).flatMap((name) => {
    const rule = TABLE[one.state][name]!;
    const decision = decide(name, one, who);
    const mine = rule.by.some((level) => level === who.level) && who.may(rule.needs);
    if (!mine && name !== next) return [];
    return [{ act: name, label: labelOf(CaseAct, name), needs: rule.needs, primary: name === next, allowed: 'to' in decision, why: 'refusal' in decision ? decision.refusal : null, asks: asksOf(name, one.state, kind) }];
  });
}

function factLines(facts: Facts, today: string, service: string | undefined): CaseView['facts'] {
  const lines: [string, string | null | undefined][] = [
    ['年龄', facts.birthOn ? `${ageOn(facts.birthOn, today)}周岁` : null], ['入伍时间', facts.enlistedOn], ['退役时间', facts.dischargedOn], ['服役年限', service],
    ['户籍类别', facts.hukouKind ? labelOf(HukouKind, facts.hukouKind) : null], ['现有身份', facts.roles.map((role) => labelOf(RoleCode, role)).join('、')],
  ];
  return lines.map(([label, value]) => ({ label, value: value || '未登记' }));
}
