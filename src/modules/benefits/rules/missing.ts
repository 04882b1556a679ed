import type { Facts as RegisterFacts } from '#modules/recognition/rules/eligibility.ts';
import type { FactName } from '../schema/policy.ts';
import type { Missing } from './facts.ts';

/** What an answer lacks that the county itself has to publish or decide: nobody gathers it at a door. */
const OFFICE: readonly Missing[] = ['wage', 'standard'];

/** The facts of a person that an assessment lacks, as a township gathers them; empty where only the county's standards are wanting. */
export function factsLacking(missing: readonly Missing[], register: RegisterFacts): FactName[] {
  return missing.flatMap((name): FactName[] => (OFFICE.includes(name) ? [] : name === 'serviceYears' ? [serviceFact(register)] : [name as FactName]));
}

/** Of enlistment and discharge the one that is not known. */
const serviceFact = ({ enlistedOn }: RegisterFacts): FactName => (enlistedOn === null ? 'enlistedOn' : 'dischargedOn');

/** How recognition says that something is not known, by the beginning of its words. */
const WORDS: readonly (readonly [begins: string, fact: FactName])[] = [
  ['出生日期', 'birthOn'], ['入伍时间', 'enlistedOn'], ['入伍的确切日期', 'enlistedOn'], ['退役时间', 'dischargedOn'], ['退役时军衔', 'rank'], ['退役时的具体军衔', 'rank'],
  ['户籍类别', 'hukouKind'], ['入伍前户籍类别', 'hukouBefore'], ['退役时落户农村的证明', 'ruralProof'], ['养老保险情况', 'pension'], ['是否领取职工养老金', 'pension'],
  ['参战记载', 'combatKinds'], ['档案记载', 'nuclearKind'], ['上级核实日期和文号', 'verifiedOn'], ['与牺牲病故者的关系', 'relation'], ['遗属信息（与烈士的关系）', 'relation'], ['遗属信息中的牺牲病故性质', 'deathKind'],
];

/** The fact that a condition of recognition lacks, from its words; undefined where no file has a place for it. */
export function factNamed(words: string, register: RegisterFacts): FactName | undefined {
  if (words.startsWith('入伍或退役时间')) return serviceFact(register);
  if (words.startsWith('遗属信息（与烈士的关系）') && register.relation !== null) return 'deathKind';
  return WORDS.find(([begins]) => words.startsWith(begins))?.[1];
}

/** The section of the file where a fact of the register is filled in (`registry/schema/file.ts`); facts of the benefit ledger have none. */
export const SECTION_OF: Readonly<Partial<Record<FactName, string>>> = {
  birthOn: 'identity', hukouKind: 'identity', enlistedOn: 'service', dischargedOn: 'service', rank: 'service', hukouBefore: 'service', combatKinds: 'service', nuclearKind: 'service', verifiedOn: 'service', pension: 'livelihood',
  relation: 'bereaved', deathKind: 'bereaved', grade: 'disability', careMode: 'disability', mental: 'disability', diedOn: 'collection', settlement: 'settlement', education: 'identity',
};
