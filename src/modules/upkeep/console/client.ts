import { clientOf } from '#base/web/client.ts';
import { upkeepOperations } from '../operations.ts';

/** The calls of 系统运维. */
export const upkeepClient = clientOf(upkeepOperations);

const SECONDS = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** A moment in the county's time: 2023-06-01 08:05:09. */
export function momentText(instant: string): string {
  const part = Object.fromEntries(SECONDS.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`;
}
