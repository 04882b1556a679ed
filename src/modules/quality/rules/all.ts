import { benefitRules, stateRules } from './benefits.ts';
import { contactRules } from './contact.ts';
import type { HouseholdRule, PersonRule, Rule } from './file.ts';
import { householdRules } from './household.ts';
import { identityRules } from './identity.ts';
import { roleRules } from './roles.ts';
import { serviceRules } from './serving.ts';

/** The rules that read one person's file. */
export const PERSON_RULES: readonly PersonRule[] = [...identityRules, ...contactRules, ...serviceRules, ...roleRules, ...benefitRules, ...stateRules];
/** The rules that read one household. */
export const HOUSEHOLD_RULES: readonly HouseholdRule[] = householdRules;

/** What lists and pages know of a rule: everything but its judgement. */
export type RuleSheet = Omit<Rule<unknown>, 'judge'>;

/** Every quality rule (质量规则), in the order in which pages show them. */
export const RULES: readonly RuleSheet[] = [...PERSON_RULES, ...HOUSEHOLD_RULES];
const byKey = new Map(RULES.map((rule) => [rule.key, rule]));

/** The rule of a key; undefined where a later version has dropped it. */
export const ruleOf = (key: string): RuleSheet | undefined => byKey.get(key);
