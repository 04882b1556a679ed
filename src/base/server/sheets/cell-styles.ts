import type { ColumnKind } from './workbook-shapes.ts';

/** Places in `stylesXml` of the formats the writer uses. */
export const styles = { plain: 0, title: 1, header: 2, requiredHeader: 3, text: 4, quotedText: 5, number: 6, whole: 7, yuan: 8, day: 9, footer: 10, paragraph: 11 } as const;

/** Format of a column's cells. */
export const styleOfKind: Record<ColumnKind, number> = { text: styles.text, number: styles.number, whole: styles.whole, day: styles.day, yuan: styles.yuan };

const font = (extra: string): string => `<font>${extra}<name val="宋体"/><charset val="134"/></font>`;
const format = (numFmt: number, fontId: number, fill: number, border: number, extra = '', inner = ''): string =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${extra}>${inner}</xf>`;
const centred = '<alignment horizontal="center" vertical="center" wrapText="1"/>';

/** The whole styles part; 49 is Excel's own text format @, quotePrefix keeps an edited =… a text. */
export const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="5">${font('<sz val="11"/>')}${font('<b/><sz val="16"/>')}${font('<b/><sz val="11"/>')}${font('<b/><sz val="11"/><color rgb="FFA8071A"/>')}${font('<sz val="10"/><color rgb="FF595959"/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right><top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="12">${[
  format(0, 0, 0, 0),
  format(0, 1, 0, 0, '', centred),
  format(49, 2, 2, 1, '', centred),
  format(49, 3, 2, 1, '', centred),
  format(49, 0, 0, 0),
  format(49, 0, 0, 0, ' quotePrefix="1"'),
  format(0, 0, 0, 0),
  format(1, 0, 0, 0),
  format(2, 0, 0, 0),
  format(176, 0, 0, 0),
  format(49, 4, 0, 0),
  format(49, 0, 0, 0, '', '<alignment vertical="top" wrapText="1"/>'),
].join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
