import { countyOf } from '#base/pure/division.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { store } from '#base/server/records/store.ts';
import { createRow, newId } from '#base/server/records/write.ts';
import { labelOf } from '#base/pure/codes.ts';
import { findRule, hasRules } from '../queries/cases.ts';
import type { Days } from '../rules/course.ts';
import { DEFAULT_DAYS, type Final, KINDS } from '../rules/kinds.ts';
import { type Kind, KindCode } from '../schema/codes.ts';
import { KindRule } from '../schema/rule.ts';

/** 办理规则, kept by the county. */
export const kindRules = store(KindRule, { beforeWrite: async (act) => byCounty(act) });

function byCounty(act: Act): void {
  if (act.actor.division !== `${countyOf(act.actor.division)}000000`) refuse('recognition.county', '办理规则由县级维护', { status: 403 });
}

/** The day from which the shipped rules hold: before any case that an office would still write down. */
const SHIPPED_FROM = '2000-01-01';

/** Gives a new county one rule of each kind, marked 待核实; where it has any, nothing happens. */
export async function shipRules(act: Act): Promise<void> {
  if (await hasRules(act)) return;
  for (const [kind, one] of Object.entries(KINDS)) {
    await createRow(act, kindRules, newId(), {
      name: `默认规则：${labelOf(KindCode, kind)}`, kind, validFrom: SHIPPED_FROM, finalLevel: one.final, papers: one.papers.join('\n'), noticeDays: one.noticeDays, ...DEFAULT_DAYS, source: one.source, unverified: true,
    });
  }
}

/** How a kind is dealt with: the county's rule of that day over the declaration; `unverified` where nobody has checked it. */
export type Ruling = { final: Final; noticeDays: number; days: Days; basis: string; source: string; unverified: boolean };

/** How a kind is dealt with where the application was made on a day. */
export async function rulingOf(act: Act, kind: Kind, on: string): Promise<Ruling> {
  const declared = KINDS[kind];
  const rule = await findRule(act, kind, on);
  if (!rule) return { final: declared.final, noticeDays: declared.noticeDays, days: DEFAULT_DAYS, basis: declared.basis, source: declared.source, unverified: true };
  return {
    final: (rule.final_level as Final | null) ?? declared.final, noticeDays: rule.notice_days ?? declared.noticeDays, basis: declared.basis, source: rule.source ?? declared.source, unverified: rule.unverified === true,
    days: { villageDays: rule.village_days, townshipDays: rule.township_days, countyDays: rule.county_days, medicalDays: rule.medical_days, cityDays: rule.city_days, provinceDays: rule.province_days, supplementDays: rule.supplement_days },
  };
}
