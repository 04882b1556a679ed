import { labelOf } from '#base/pure/codes.ts';
import { ageOn, printDay } from '#base/pure/day.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import { HukouKind, RoleCode, Sex } from '#modules/registry/schema/codes.ts';
import { factsOf, findPlace } from '../queries/facts.ts';
import { asksOf, nextAct } from '../rules/asks.ts';
import { decide, TABLE } from '../rules/course.ts';
import { type Against, goesAgainst, opposedOf } from '../rules/disagreement.ts';
import { type Eligibility, eligibilityOf, type Facts, serviceWords } from '../rules/eligibility.ts';
import { KINDS, RATING_KINDS } from '../rules/kinds.ts';
import { missingOf } from '../rules/papers.ts';
import type { CaseView, Choice } from '../schema/answers.ts';
import { RecognitionCase } from '../schema/case.ts';
import { type ActName, Applicant, CaseAct, CaseState, type State } from '../schema/codes.ts';
import { type Revocation, revocationOf } from './approval.ts';
import { type Opened, openCase, whoOf } from './cases.ts';

/** What speaks against a case: stations, and the register's conditions today. */
export async function againstIn(act: Act, { row, kind, steps }: Opened): Promise<Against> {
  const facts = (await factsOf(act, String(row.person_id))) ?? notFound('服务对象');
  return against(steps, eligibilityOf(facts, { kind, role: String(row.target_role), appliedOn: String(row.applied_on), today: act.today, part: await findPartYear(act) }));
}

const against = (steps: Opened['steps'], { verdict, words }: Eligibility): Against => ({ opposed: opposedOf(steps), unmet: verdict === 'fails' ? words : undefined });

/** Where a case stands, with everything its page shows. */
export async function viewCase(act: Act, { id }: { id: string }): Promise<CaseView> {
  const opened = await openCase(act, id);
  const { row, kind, one, ruling, steps, papers, notices, objections } = opened;
  const facts = (await factsOf(act, String(row.person_id))) ?? notFound('服务对象');
  const place = await findPlace(act, String(row.division_code));
  const part = await findPartYear(act);
  const decided = ['approved', 'revoked'].includes(one.state);
  const eligibility = eligibilityOf(decided ? { ...facts, roles: facts.roles.filter((role) => role !== row.target_role) } : facts, { kind, role: String(row.target_role), appliedOn: String(row.applied_on), today: act.today, part });
  const revocation = one.state === 'approved' ? await revocationOf(act, opened) : undefined;
  act.note({ record: RecognitionCase.name, rowId: id });
  return {
    id, version: row.version, state: one.state, kind, personId: String(row.person_id), personName: facts.name, place: place.path, township: place.township, village: place.village,
    dueOn: row.due_on as string | null, stages: stagesOf(opened), choices: choicesOf(act, opened, against(steps, eligibility), revocation?.blocked), papers, missing: missingOf(papers), steps: steps.map(({ actorId: _actor, ...step }) => step), notices,
    objections: objections.map(({ noticeId: _notice, ...objection }) => objection), eligibility, facts: factLines(facts, act.today, serviceWords(facts, part)),
    appliedOn: String(row.applied_on), application: applicationLines(row, facts.sex),
    outcome: row.decided_on ? { decidedOn: String(row.decided_on), document: row.document as string | null, benefitFrom: row.benefit_from as string | null } : null,
    revoking: revocation ? revokingWords(opened, revocation) : null,
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
function choicesOf(act: Act, { one, kind }: Opened, standing: Against, blocked?: string): Choice[] {
  const last = one.course[one.course.length - 1] === one.state;
  const next = nextAct(one.state, last);
  const names = (Object.keys(TABLE[one.state]) as ActName[]).filter((name) => !(name === 'approve' && !last) && !(name === 'pass' && last));
  const who = whoOf(act);
  return names.toSorted((a, b) => Number(b === next) - Number(a === next)).flatMap((name) => {
    const rule = TABLE[one.state][name]!;
    const decision = decide(name, one, who);
    const mine = rule.by.some((level) => level === who.level) && who.may(rule.needs);
    if (!mine && name !== next) return [];
    const why = 'refusal' in decision ? decision.refusal : name === 'revoke' ? (blocked ?? null) : null;
    const words = goesAgainst(name, one.state, standing);
    const asks = asksOf(name, one.state, kind);
    return [{ act: name, label: labelOf(CaseAct, name), needs: rule.needs, primary: name === next, allowed: why === null, why, against: words, asks: words.length > 0 ? { ...asks, opinion: 'why' as const } : asks }];
  });
}

/** What a revocation does, for whoever is about to take it: in a case that rated, also whether the file's grade goes back; in one that verified, whether the verification does. */
function revokingWords({ kind }: Opened, { regraded, verified }: Revocation): string {
  const role = kind === 'disabilityAdjust' ? '身份记录不变' : '这一身份的记录自今天终止';
  if (verified === 'changed') return `撤销后${role}。档案的上级核实日期和文号在这次批准以后另有改动，不会自动清除，请随后到档案核对。`;
  if (!RATING_KINDS.includes(kind)) return `撤销后${role}${verified ? '，这次批准写入的上级核实日期和文号一并清除' : ''}。`;
  return regraded ? `撤销后${role}。档案的残疾等级在这次评定以后另有改动，不会自动改回，请随后到档案核对。` : `撤销后${role}，残疾等级、性质和评残时间恢复到这次评定以前。`;
}

function applicationLines(row: Opened['row'], sex: string | null): CaseView['application'] {
  const agent = row.applicant === 'agent' ? `（${[row.agent_name, row.agent_relation].filter(Boolean).join('，')}）` : '';
  return [
    { label: '性别', value: sex ? labelOf(Sex, sex) : '' }, { label: '申请日期', value: printDay(String(row.applied_on)) },
    { label: '申请方式', value: `${labelOf(Applicant, String(row.applicant))}${agent}` }, { label: '申请身份', value: labelOf(RoleCode, String(row.target_role)) },
  ];
}

function factLines(facts: Facts, today: string, service: string | undefined): CaseView['facts'] {
  const lines: [string, string | null | undefined][] = [
    ['年龄', facts.birthOn ? `${ageOn(facts.birthOn, today)}周岁` : null], ['入伍时间', facts.enlistedOn], ['退役时间', facts.dischargedOn], ['服役年限', service],
    ['户籍类别', facts.hukouKind ? labelOf(HukouKind, facts.hukouKind) : null], ['现有身份', facts.roles.map((role) => labelOf(RoleCode, role)).join('、')],
  ];
  return lines.map(([label, value]) => ({ label, value: value || '未登记' }));
}
