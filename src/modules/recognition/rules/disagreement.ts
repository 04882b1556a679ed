import type { ActName, State } from '../schema/codes.ts';
import { isOpinion } from './course.ts';

/** The shortest reason that is taken for one, in characters. */
const REASON = 4;
/** Whose opinion is given in a station's state. */
export const STATIONS = { village: '村级初审', township: '乡级复核' } as const;
type Station = keyof typeof STATIONS;
type Given = { act: string; fromState: string };

/** The stations whose last word on a case is against it, the village first, each with that word; a station that agreed after supplements no longer is. `steps` oldest first. */
export function opposedOf<Step extends Given>(steps: readonly Step[]): (Step & { fromState: Station })[] {
  return (Object.keys(STATIONS) as Station[]).flatMap((state) => {
    const last = steps.filter((one) => one.fromState === state && (one.act === 'pass' || one.act === 'oppose')).pop();
    return last?.act === 'oppose' ? [{ ...last, fromState: state }] : [];
  });
}

/** What speaks against a case as it is: opposing stations, and what the register says of its conditions where they are not met. */
export type Against = { opposed: readonly { fromState: Station }[]; unmet?: string };

/**
 * 同意的理由: what an agreement at a state goes against, in words; empty where it goes against nothing, or is nobody's own opinion. Whoever agrees against a lower station's 不同意, or at the county against the register's 不符合, says why.
 * A village's 不同意 asks it of the township, of the county's 审核 and of its 审定: three signatures, three reasons. Reading: docs/rulings/0007-recognition-course.md.
 */
export function goesAgainst(act: ActName, state: State, { opposed, unmet }: Against): string[] {
  if ((act !== 'pass' && act !== 'approve') || !isOpinion(act, state)) return [];
  return [...opposed.filter((one) => one.fromState !== state).map((one) => `${STATIONS[one.fromState]}不同意`), ...(unmet && (state === 'check' || state === 'decision') ? [`按档案${unmet}`] : [])];
}

/** Why an agreement cannot be taken without more words; undefined where its opinion is a reason, or none is needed. “同意” is 2 characters and no reason, “材料已核实” is 5. */
export function unexplained(act: ActName, state: State, against: Against, opinion: string | undefined): string | undefined {
  const words = goesAgainst(act, state, against);
  return words.length === 0 || (opinion?.trim().length ?? 0) >= REASON ? undefined : `${words.join('，')}。仍要同意的，请在“意见”中写明理由，不少于 ${REASON} 个字`;
}
