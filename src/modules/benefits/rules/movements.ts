import { type Approval, type Hold, isSpent } from './facts.ts';
import { type Month, printMonth, sayMonth } from './months.ts';

/** One confirmed act on a person's benefits: from which month it has effect, and why. `category` null: on all of them; a 恢复 ends what was done on the same; `at`: when it was confirmed, in milliseconds. */
export type Movement = { act: 'stop' | 'suspend' | 'cancel' | 'resume'; month: Month; category: string | null; reason: string; at?: number };

/** What an act on benefits brings about. */
export const KINDS = { stop: 'stopped', suspend: 'suspended', cancel: 'cancelled' } as const;

/**
 * The months in which benefits are not paid, from the acts in the order in which they were confirmed: each speaks for every month from its own on, over
 * whatever earlier acts on the same said; 取消 is never ended by one (RULE-13, RULE-14). 停发 from 2025-01, 恢复 from 2025-04: 2025-01 to 2025-03 are not
 * paid; 恢复 made good, from 2025-01: none, and the next run makes them good. Months of a 中止 that is over are not paid whatever 停发 or 恢复 comes later
 * (docs/rulings/0014-movements-and-confirmation.md): 中止 2025-02 to 2025-04, then 停发 from 2025-01 and made good: 2025-02 to 2025-04 stay unpaid.
 */
export function holdsOf(movements: readonly Movement[]): Hold[] {
  let holds: Hold[] = [];
  for (const { act, month, category, reason, at } of movements) {
    holds = holds.flatMap((hold): Hold[] => {
      const over = hold.until !== null && (hold.until < month || (hold.kind === 'suspended' && act !== 'suspend' && act !== 'cancel'));
      if (hold.category !== category || hold.kind === 'cancelled' || over) return [hold];
      return hold.from >= month ? [] : [{ ...hold, until: month - 1 }];
    });
    if (act !== 'resume') holds.push({ kind: KINDS[act], category, from: month, until: null, reason, ...(act === 'cancel' && at !== undefined ? { at } : {}) });
  }
  return holds;
}

/** A running benefit as holds are held against it. */
export type RunningOne = Pick<Approval, 'category' | 'from' | 'madeAt'>;
const concerns = ({ category }: Hold, one: RunningOne): boolean => category === null || category === one.category;

/** Without the 取消 that are spent: where all running benefits that one concerns were recognised anew after it, it stands no longer. 取消 from 2025-03 and the same category running from 2025-09: the 取消 no longer stands. */
export function unspent(holds: readonly Hold[], running: readonly RunningOne[]): Hold[] {
  return holds.filter((hold) => {
    const concerned = running.filter((one) => concerns(hold, one));
    return concerned.length === 0 || !concerned.every((one) => isSpent(hold, one));
  });
}

/** What stands without end on one category (null: on all): the gravest of 取消, 中止 and 停发. */
export function standingHold(holds: readonly Hold[], category: string | null): Hold | undefined {
  const open = holds.filter((hold) => hold.until === null && hold.category === category);
  return (['cancelled', 'suspended', 'stopped'] as const).flatMap((kind) => open.filter((hold) => hold.kind === kind))[0];
}

/** 待遇状态 of a running benefit after the movements in force: what stands on its category or on all and is not spent for it, or 享受待遇. */
export function stateUnder(holds: readonly Hold[], one: RunningOne): 'receiving' | 'stopped' | 'suspended' | 'cancelled' {
  const left = holds.filter((hold) => !isSpent(hold, one));
  const on = [standingHold(left, one.category), standingHold(left, null)];
  return (['cancelled', 'suspended', 'stopped'] as const).find((kind) => on.some((hold) => hold?.kind === kind)) ?? 'receiving';
}

/** A movement as it is proposed: reason as its code, `makeGood` for a 恢复. */
export type Proposed = { act: Movement['act']; month: Month; category: string | null; reason: string; makeGood: boolean | null };

/** Why a movement cannot be made on what stands, with the field that it concerns; undefined where it can. */
export function movementProblem(one: Proposed, holds: readonly Hold[]): { field: 'act' | 'month' | 'makeGood'; message: string } | undefined {
  const standing = standingHold(holds, one.category);
  const over = standingHold(holds, null) ?? standing;
  if ((standing ?? over)?.kind === 'cancelled') return { field: 'act', message: '待遇已经取消，不再变动；重新认定后另行登记' };
  if (one.act === 'resume') return resumeProblem(one, standing);
  if (one.act === 'stop' && standing) return { field: 'act', message: `已自${sayMonth(standing.from)}起${standing.kind === 'stopped' ? '停发' : '中止'}，不需要再停发` };
  if (one.act === 'suspend' && standing?.kind === 'suspended') return { field: 'act', message: `已自${sayMonth(standing.from)}起中止` };
  return undefined;
}

function resumeProblem({ month, makeGood, reason }: Proposed, standing: Hold | undefined): ReturnType<typeof movementProblem> {
  if (!standing) return { field: 'act', message: '没有可以恢复的停发或中止；按全部待遇停发的，恢复时也不选类别' };
  if (!makeGood) return month > standing.from ? undefined : { field: 'month', message: `不补发的，恢复月份应晚于${sayMonth(standing.from)}（停发、中止的月份）` };
  if (standing.kind === 'suspended' && reason !== 'cleared') return { field: 'makeGood', message: '依法中止期间的待遇不补发；核查无误的除外' };
  return month === standing.from ? undefined : { field: 'month', message: `补发的，恢复月份应为${printMonth(standing.from)}（停发、中止的月份）` };
}
