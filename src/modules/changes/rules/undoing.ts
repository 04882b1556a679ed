import type { Values } from '#base/pure/record.ts';

/** One row that a change touched: unsealed values before and after, `null` before where the change made the row. */
export type Step = { record: 'person' | 'role' | 'household' | 'change' | 'follow_up'; id: string; before: Values | null; after: Values };

/** Fields of a step that no longer stand as the change left them: undoing it would overwrite what came later. */
export function overtaken(step: Step, now: Values | undefined): string[] {
  if (!now) return ['（已删除）'];
  return Object.keys(step.after).filter((name) => !alike(name, step.after[name], now[name]));
}

/** Whether a later change touched any of the fields of a row. */
export function touches(steps: readonly Step[], id: string, fields: readonly string[]): boolean {
  return steps.some((step) => step.id === id && fields.some((name) => name in step.after));
}

/** The same change backwards: what was after is before. Only for rows that the change did not make. */
export function reversed(step: Step): Step {
  return { ...step, before: step.after, after: step.before ?? {} };
}

const alike = (name: string, a: unknown, b: unknown) => name === 'version' || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
