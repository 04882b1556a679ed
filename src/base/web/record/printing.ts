import { useCallback, useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { labelOf } from '#base/pure/codes.ts';
import { recordClient } from '../client.ts';
import { usePrintDialog } from '../printDialog.ts';
import { type ListState, queryOf } from './address.ts';
import { MOST_PRINTED } from './PrintSheet.tsx';
import type { AnyRow } from './values.ts';

/** Fetches the rows of the current query (or the selected ones), shows them on a print sheet and opens the browser's print dialog. */
export function usePrinting(type: RecordType) {
  const [sheet, setSheet] = useState<{ rows: AnyRow[]; total: number }>();
  const end = useCallback(() => setSheet(undefined), []);
  usePrintDialog(sheet, 'printing-list', end);
  const print = async (state: ListState, ids?: string[]) => {
    const rows: AnyRow[] = [];
    let total = 0;
    for (let page = 1; rows.length < MOST_PRINTED; page++) {
      const answer = await recordClient(type).list({ ...queryOf(state), ids, page, size: 500 });
      rows.push(...(answer.rows as unknown as AnyRow[]));
      total = answer.total;
      if (rows.length >= total || answer.rows.length === 0) break;
    }
    setSheet({ rows, total });
  };
  return { sheet, print };
}

/** The query in words, for the head of a print; search words are not repeated on paper. */
export function conditionsOf(type: RecordType, state: ListState, placeName: string | undefined): string {
  const parts = Object.entries(state.filters).map(([name, values]) => {
    const field = type.fields[name];
    if (!field || field.technical) return '';
    const words = field.codes ? values.map((code) => labelOf(field.codes!, code)).join('、') : field.kind === 'reference' ? '已选' : values.filter(Boolean).join(' 至 ');
    return `${field.label}：${words}`;
  });
  if (placeName) parts.unshift(`区划：${placeName}`);
  return parts.filter(Boolean).join('；');
}
