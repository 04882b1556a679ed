import { printDay } from '#base/pure/day.ts';
import type { BulletinDocument, Text } from '../schema/document.ts';
import type { ErratumEntry } from '../schema/views.ts';

/** The signed bulletin that an erratum speaks of. */
export type Signed = { document: BulletinDocument; issueNo: number };

/** 勘误: a short document that names the bulletin and, number by number, what it printed and what the ledger says now. The old number is plain text, the new one a live figure until sign-off. */
export function erratumDocument({ document, issueNo }: Signed, entries: readonly ErratumEntry[], issuedOn: string): BulletinDocument {
  const name = `《${document.title}》（${document.masthead}${document.issuedOn.slice(0, 4)}年第${issueNo}期）`;
  const line = (entry: ErratumEntry): Text => entry.style === 'names'
    ? [{ text: `“${entry.title}”的单位，原印“${entry.before}”，现更正为“` }, tokenOf(entry), { text: '”。' }]
    : [{ text: `“${entry.title}”一项，原印“${entry.before}${entry.unit}”，现更正为“` }, tokenOf(entry), { text: `${entry.unit}”。` }];
  return {
    ...document, issueNo: null, totalNo: null, copyNo: null, issuedOn, editorNote: [], title: '勘误', subtitle: null,
    lead: [{ text: `${printDay(document.issuedOn)}印发的${name}，有关台账在签发后作了更正，现就相应数字勘误如下。` }],
    sections: [{ heading: '更正内容', opening: [], items: entries.map((entry) => ({ lead: `更正“${entry.title}”`, text: line(entry) })) }],
  };
}

const tokenOf = ({ figure, style, period }: ErratumEntry) => ({ figure, style, period });
