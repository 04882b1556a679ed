import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';

/** Sends rows into a table by COPY, in portions, with columns worked out as they go. */
export async function copyRows<T>(client: pg.PoolClient, table: string, columns: string[], rows: readonly T[], columnsOf: (row: T) => Record<string, unknown>): Promise<void> {
  function* portions(): Generator<string> {
    for (let at = 0; at < rows.length; at += 500) {
      yield rows.slice(at, at + 500).map((row) => {
        const values = columnsOf(row);
        return `${columns.map((column) => copyText(values[column])).join('\t')}\n`;
      }).join('');
    }
  }
  const target = client.query(from(`copy ${table} (${columns.map((column) => `"${column}"`).join(', ')}) from stdin`));
  await pipeline(Readable.from(portions()), target);
}

/** A value as COPY reads it. */
function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  const text = Array.isArray(value) ? `{${value.map((one) => JSON.stringify(String(one))).join(',')}}` : String(value);
  return text.replace(/[\\\t\n\r]/g, (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign]!);
}
