import { clientOf } from '#base/web/client.ts';
import { exchangeOperations } from '../operations.ts';

/** The calls of 导入导出. */
export const exchangeClient = clientOf(exchangeOperations);

const MINUTES = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A moment in the county's time, to the minute: 2023-06-01 08:05. */
export function minuteText(instant: string | null): string {
  if (instant === null) return '—';
  const part = Object.fromEntries(MINUTES.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

/** The page that imports into a ledger. */
export const importAddress = (ledger: string) => `/exchange/imports/new?ledger=${encodeURIComponent(ledger)}`;

/** The page that exports a list as its address (`query`) shows it. */
export const exportAddress = (ledger: string, query: string) => `/exchange/exports/new?ledger=${encodeURIComponent(ledger)}${query ? `&${query}` : ''}`;
