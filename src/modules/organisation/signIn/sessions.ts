import { sql } from 'kysely';
import type { Actor, House } from '#base/server/house.ts';
import type { Tx } from '#base/server/database.ts';

/** A person signed in by a session. */
export type SignedIn = Actor & { sessionId: string };

type Kept = { actor: SignedIn; readAt: number; lastSeenAt: number; endsAt: number };
const HOLD = 10_000;
const FRESH = 2000;

/** Who a session's token stands for, remembered for two seconds; an account that changes is not remembered until its change has been written. */
export class SessionMemory {
  #kept = new Map<string, Kept>();
  #held = new Map<string, number>();

  /** What is remembered of a token, if it is still good at this instant. */
  find(token: string, now: number): Kept | undefined {
    const kept = this.#kept.get(token);
    if (!kept) return undefined;
    if (Math.abs(now - kept.readAt) <= FRESH && now < kept.endsAt) return kept;
    this.#kept.delete(token);
    return undefined;
  }

  keep(token: string, kept: Kept): void {
    const held = this.#held.get(kept.actor.id);
    if (held !== undefined && Date.now() < held) return;
    if (this.#kept.size > 5000) this.#kept.clear();
    this.#kept.set(token, kept);
  }

  /** Forgets an account at once, and for the next seconds, in which the change may still be on its way into the database. */
  drop(staffId: string): void {
    this.#held.set(staffId, Date.now() + HOLD);
    for (const [token, kept] of this.#kept) if (kept.actor.id === staffId) this.#kept.delete(token);
    for (const [id, until] of this.#held) if (until < Date.now()) this.#held.delete(id);
  }
}

const memories = new WeakMap<House, SessionMemory>();

/** The memory of an opened product. */
export function memoryOf(house: House): SessionMemory {
  const known = memories.get(house) ?? new SessionMemory();
  memories.set(house, known);
  return known;
}

/** Ends all sessions of an account, or all but one. The transaction must see the sign-in tables. Returns how many ended. */
export async function endSessions(tx: Tx, house: House, staffId: string, except?: string): Promise<number> {
  memoryOf(house).drop(staffId);
  const { numAffectedRows } = await sql`delete from auth.session where user_id = ${staffId} and id <> ${except ?? ''}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
