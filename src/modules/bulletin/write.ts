import { writeFile } from 'node:fs/promises';
import type { Act } from '#base/server/house.ts';
import { prepare, writeForm } from './document.ts';
import { setPages } from './output/pages.ts';
import { findBulletin, findSignedOf } from './queries.ts';
import { readTokens } from './readings.ts';
import { tokensOf } from './rules/printing.ts';
import { composeYear, standingOf } from './service.ts';

/** What the command line reports of a written bulletin; `pages` are those of our own layout, Word may break a line differently. */
export type Written = { title: string; signed: boolean; issueNo: number | null; figures: { key: string; printed: string; value: number; rows: number }[]; pages: number };

/** Writes the bulletin of a year to a file (.pdf and .html by their ending, else .docx): the signed one where there is one, else a draft from the ledgers as they are. */
export async function writeBulletin(act: Act, { year, out }: { year: number; out: string }): Promise<Written> {
  const id = await findSignedOf(act, year);
  const { document, readings } = id ? await standingOf(act, (await findBulletin(act, id))!) : await draftOf(act, year);
  const prepared = await prepare(act, document, readings);
  const { content } = await writeForm(prepared, out.endsWith('.pdf') ? 'pdf' : out.endsWith('.html') ? 'html' : 'docx');
  await writeFile(out, content);
  return {
    title: document.title, signed: id !== undefined, issueNo: document.issueNo, pages: setPages(prepared.blocks).length,
    figures: readings.map(({ figure, printed, value, rows }) => ({ key: figure, printed, value, rows })),
  };
}

async function draftOf(act: Act, year: number) {
  const document = await composeYear(act, year);
  return { document, readings: await readTokens(act, tokensOf(document)) };
}
