import { escapeXml } from './xml-text.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relationshipsSpace = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeSpace = 'http://schemas.openxmlformats.org/officeDocument/2006';
const contentSpace = 'application/vnd.openxmlformats-officedocument';

/** A sheet's place in the package: what the workbook part says of it. `titleRows` are repeated on every printed page. */
export type PlacedSheet = { name: string; hidden: boolean; titleRows?: number };

/** [Content_Types].xml for so many worksheets. */
export function contentTypesXml(sheets: number): string {
  const parts = Array.from({ length: sheets }, (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${contentSpace}.spreadsheetml.worksheet+xml"/>`);
  return `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentSpace}.spreadsheetml.sheet.main+xml"/>${parts.join('')}<Override PartName="/xl/styles.xml" ContentType="${contentSpace}.spreadsheetml.styles+xml"/><Override PartName="/docProps/custom.xml" ContentType="${contentSpace}.custom-properties+xml"/></Types>`;
}

/** _rels/.rels: the workbook and its custom properties. */
export const packageRelationsXml = `${declaration}<Relationships xmlns="${relationshipsSpace}"><Relationship Id="rId1" Type="${officeSpace}/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${officeSpace}/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>`;

/** xl/workbook.xml. */
export function workbookXml(sheets: PlacedSheet[]): string {
  const listed = sheets.map(({ name, hidden }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`);
  const titles = sheets.flatMap(({ name, titleRows }, index) =>
    titleRows === undefined ? [] : [`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(quoteSheet(name))}!$1:$${titleRows}</definedName>`],
  );
  const defined = titles.length > 0 ? `<definedNames>${titles.join('')}</definedNames>` : '';
  return `${declaration}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeSpace}/relationships"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${listed.join('')}</sheets>${defined}</workbook>`;
}

/** xl/_rels/workbook.xml.rels for so many worksheets. */
export function workbookRelationsXml(sheets: number): string {
  const parts = Array.from({ length: sheets }, (_, index) => `<Relationship Id="rId${index + 1}" Type="${officeSpace}/relationships/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`);
  return `${declaration}<Relationships xmlns="${relationshipsSpace}">${parts.join('')}<Relationship Id="rId${sheets + 1}" Type="${officeSpace}/relationships/styles" Target="styles.xml"/></Relationships>`;
}

/** docProps/custom.xml: each property a text. */
export function customPropertiesXml(properties: Record<string, string>): string {
  const listed = Object.entries(properties).map(([name, value], index) => `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${index + 2}" name="${escapeXml(name)}"><vt:lpwstr>${escapeXml(value)}</vt:lpwstr></property>`);
  return `${declaration}<Properties xmlns="${officeSpace}/custom-properties" xmlns:vt="${officeSpace}/docPropsVTypes">${listed.join('')}</Properties>`;
}

/** A sheet's name as formulas write it. */
export function quoteSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
