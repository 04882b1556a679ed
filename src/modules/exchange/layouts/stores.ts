import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { store } from '#base/server/records/store.ts';
import { ledgerOf } from '../ledgers.ts';
import { Difference, Layout, LayoutColumn } from '../schema/layout.ts';
import { targetFor } from './layout.ts';
import { readTranslation } from './translation.ts';

/** 外部版式. */
export const layouts = store(Layout);

/** Refuses a layout whose ledger nobody has. */
export function refuseUnknownLedger(act: Act, word: unknown): void {
  if (typeof word === 'string' && ![...act.house.stores.values()].some(({ type }) => [type.name, type.ledger, type.label].includes(word.trim()))) refuse('layout.ledger', `没有“${word}”这个台账，请写台账的名称`, { path: ['ledger'] });
}

/** 版式列: what it names must be there in the layout's ledger. */
export const layoutColumns = store(LayoutColumn, { beforeWrite: refuseUnknown });

async function refuseUnknown(act: Act, values: Values): Promise<void> {
  const { rows } = await sql<{ ledger: string }>`select ledger from exchange.layout where county_code = ${act.scope.county} and id = ${values.layoutId}`.execute(act.tx);
  if (!rows[0] || !values.target) return;
  const { type } = ledgerOf(act.house, rows[0].ledger.trim()).store;
  const target = targetFor(act.house, type, String(values.target)) ?? refuse('layout.target', `${type.ledger}中没有“${String(values.target)}”这一项`, { path: ['target'] });
  const field = type.fields[target];
  if (!field || !values.codes) return;
  const { unknown } = readTranslation(field, String(values.codes));
  if (unknown.length > 0) refuse('layout.codes', `“${unknown[0]}”不是${field.codes?.label ?? field.label}`, { path: ['codes'] });
}

/** 数据差异, those that wait before those decided. A ledger asked for with `!` before it is left out: whoever may not see a ledger does not see its differences. */
export const differences = store(Difference, {
  orders: { waiting: sql`case r.state when 'open' then 0 else 1 end, r.as_of desc nulls last, r.title, r.field_label` },
  filters: {
    ledger: (values) => {
      const without = values.filter((value) => value.startsWith('!')).map((value) => value.slice(1));
      const asked = values.filter((value) => value !== '' && !value.startsWith('!'));
      return sql`r.ledger <> all(${without}::text[]) and (${asked.length === 0} or r.ledger = any(${asked}::text[]))`;
    },
  },
});
