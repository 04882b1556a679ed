import type { Act } from '#base/server/house.ts';
import { type Block, layOut } from './rules/layout.ts';
import type { Fonts } from './rules/fonts.ts';
import { pageHtml } from './rules/html.ts';
import { printedBy } from './rules/printing.ts';
import type { BulletinDocument, Reading } from './schema/document.ts';
import { fontsOf } from './settings.ts';

/** The forms in which a bulletin leaves the product. */
export type Form = 'docx' | 'pdf' | 'html';
/** A bulletin ready to be written: its blocks, the county's fonts and its properties. */
export type Prepared = { blocks: Block[]; fonts: Fonts; title: string; day: string; author: string };

const TYPES: Record<Form, string> = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf', html: 'text/html; charset=utf-8' };

/** Lays out a document with the numbers given, in the county's fonts. */
export async function prepare(act: Act, document: BulletinDocument, readings: readonly Reading[]): Promise<Prepared> {
  return { blocks: layOut(document, printedBy(readings)), fonts: await fontsOf(act), title: document.title, day: document.issuedOn, author: document.editorUnit };
}

/** Writes a prepared bulletin in one form. What writes Word files and what draws pages is read when first needed: every start of the product would wait for it. */
export async function writeForm(prepared: Prepared, form: Form): Promise<{ content: Buffer; type: string }> {
  const { blocks, fonts, title } = prepared;
  const type = TYPES[form];
  if (form === 'docx') {
    const { writeDocx } = await import('./output/docx.ts');
    return { content: await writeDocx(blocks, fonts, prepared), type };
  }
  if (form === 'pdf') {
    const { writePdf } = await import('./output/pdf.ts');
    return { content: (await writePdf(blocks, prepared)).content, type };
  }
  return { content: Buffer.from(pageHtml(blocks, fonts, title)), type };
}
