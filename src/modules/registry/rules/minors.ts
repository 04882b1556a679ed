import { ageOn, type Day } from '#base/pure/day.ts';
import { maskName } from '#base/pure/mask.ts';

/** How far the law protects somebody by age: `child` under 14, `minor` under 18. */
export type Protection = 'child' | 'minor' | 'none';

const SCHOOL: Readonly<Record<string, Protection>> = { preschool: 'child', primary: 'child', middle: 'minor' };
/** 子, 女, 孙子女: of these an unknown age is taken as a minor's. */
const YOUNGER: readonly string[] = ['20', '30', '40'];

/** What is known of a member of the family that tells the age. */
export type KinFacts = { birthOn?: string | null; relation?: string | null; occupation?: string | null };

/**
 * 未成年人保护: by birth date; without one by schooling; an unknown child or grandchild counts as a minor until the date is known.
 * 依据《个人信息保护法》第二十八条、第三十一条（不满十四周岁）、《未成年人保护法》第二条（未满十八周岁）; reading: docs/rulings/0003-ages-and-minors.md.
 * On 2026-11-26: born 2012-11-27 child, born 2012-11-26 minor, born 2008-11-27 minor, born 2008-11-26 none.
 */
export function protectionOf({ birthOn, relation, occupation }: KinFacts, today: Day): Protection {
  if (birthOn) {
    const age = ageOn(birthOn, today);
    return age < 14 ? 'child' : age < 18 ? 'minor' : 'none';
  }
  if (occupation) return SCHOOL[occupation] ?? 'none';
  return YOUNGER.includes(relation ?? '') ? 'minor' : 'none';
}

/** The name of a member of the family as pages and papers show it: whole for adults, 张*三 for minors. */
export function shownName(name: string, protection: Protection): string {
  return protection === 'none' ? name : maskName(name);
}
