import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked, type Tokens } from 'marked';

/** A chapter of the clerks' manual: `name` is its file name without ending, `html` its text, `pages` the console pages it explains with the heading of each. */
export type Chapter = { name: string; title: string; html: string; pages: readonly { path: string; anchor: string | undefined }[] };

/** `<!-- pages: /care/due /care/visits -->` above a heading says which pages of the console the text below explains. */
const PAGES = /^<!--\s*pages:([^>]*)-->$/;

/** Reads every chapter (`*.md`) of a folder, in the order of the file names. */
export function readManual(folder: string): Chapter[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md')).toSorted();
  return files.map((file) => chapterOf(file.slice(0, -'.md'.length), readFileSync(join(folder, file), 'utf8')));
}

/** Makes a chapter of its Markdown. */
export function chapterOf(name: string, markdown: string): Chapter {
  const title = /^# (.+)$/m.exec(markdown)?.[1]?.trim() ?? name;
  return { name, title, html: render(markdown), pages: pagesOf(markdown) };
}

/** The chapter that explains a page of the console: the longest page path that begins the address. */
export function explaining(chapters: readonly Chapter[], address: string): { chapter: Chapter; anchor: string | undefined } | undefined {
  const fitting = chapters.flatMap((chapter) => chapter.pages.filter(({ path }) => address === path || address.startsWith(`${path}/`)).map(({ path, anchor }) => ({ chapter, anchor, length: path.length })));
  return fitting.toSorted((a, b) => b.length - a.length)[0];
}

function pagesOf(markdown: string): { path: string; anchor: string | undefined }[] {
  const found: { path: string; anchor: string | undefined }[] = [];
  let waiting: string[] = [];
  for (const line of markdown.split('\n')) {
    waiting = [...waiting, ...(PAGES.exec(line.trim())?.[1]?.split(/\s+/).filter(Boolean) ?? [])];
    const heading = /^(#{1,3}) (.+)$/.exec(line);
    if (!heading) continue;
    const anchor = heading[1] === '#' ? undefined : anchorOf(heading[2]!);
    found.push(...waiting.map((path) => ({ path, anchor })));
    waiting = [];
  }
  return found;
}

/** The id of a heading: its words, with everything but letters and digits as a hyphen. */
const anchorOf = (heading: string) => heading.trim().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Headings can be linked to, other chapters are linked by their files, a picture opens in its full size, a table scrolls by itself. */
function render(markdown: string): string {
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      html: () => '',
      heading({ depth, text, tokens }: Tokens.Heading) { return `<h${depth} id="${escape(anchorOf(text))}">${this.parser.parseInline(tokens)}</h${depth}>\n`; },
      link({ href, tokens }: Tokens.Link) { return `<a href="${escape(href.replace(/\.md(?=#|$)/, ''))}">${this.parser.parseInline(tokens)}</a>`; },
      image({ href, text }: Tokens.Image) { return `<a class="picture" href="${escape(href)}"><img src="${escape(href)}" alt="${escape(text)}" width="1366" height="768" loading="lazy"></a>`; },
      table(table: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], open: string, close: string) => `<tr>${cells.map((cell) => `${open}${this.parser.parseInline(cell.tokens)}${close}`).join('')}</tr>`;
        const rows = table.rows.map((cells) => row(cells, '<td>', '</td>')).join('\n');
        return `<div class="wide-table" tabindex="0" role="region" aria-label="表"><table><thead>${row(table.header, '<th scope="col">', '</th>')}</thead><tbody>${rows}</tbody></table></div>\n`;
      },
    },
  });
  return marked.parse(markdown, { async: false });
}
