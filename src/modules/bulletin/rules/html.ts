import { type Fonts, fontStack } from './fonts.ts';
import type { Block, Run } from './layout.ts';

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The sheet of the printable page: the numbers of GB/T 9704-2012, the same as the .docx. */
export function styleOf(fonts: Fonts): string {
  return `@page{size:A4;margin:37mm 26mm 35mm 28mm}
body{margin:0;background:#fff;color:#000}
.sheet{width:156mm;margin:0 auto;font-family:${fontStack(fonts, 'body')};font-size:16pt;line-height:28.99pt;letter-spacing:-.21pt}
@media screen{body{background:#f0f0f0}.sheet{background:#fff;padding:37mm 26mm 35mm 28mm;margin:8mm auto;box-shadow:0 0 6px #999}}
.sheet p,.sheet h1,.sheet h2{margin:0;font-size:inherit;font-weight:normal}
.copy{text-align:left}.secrecy,.sheet h2{font-family:${fontStack(fonts, 'hei')}}
.sheet .masthead{font-family:${fontStack(fonts, 'title')};font-size:52pt;line-height:64pt;color:#f00;text-align:center;letter-spacing:8pt;padding:12pt 0}
.issue,.subtitle{text-align:center}.subtitle{font-family:${fontStack(fonts, 'kai')};padding-bottom:28.99pt}
.sheet .imprint-line{display:flex;justify-content:space-between;border-bottom:1.5pt solid #f00;padding-bottom:4pt;margin:0}
.sheet h1{font-family:${fontStack(fonts, 'title')};font-size:22pt;line-height:35pt;text-align:center;margin-top:57.98pt}
.text,.sheet h2{text-indent:2em;text-align:justify}.lead{font-family:${fontStack(fonts, 'kai')}}
.source{text-align:right}.foot{margin-top:28.99pt;font-size:14pt;border-top:.35mm solid #000;border-bottom:.35mm solid #000;break-inside:avoid}
.foot p{padding:0 14pt 0 42pt;text-indent:-28pt}.foot p+p{border-top:.25mm solid #000}.foot .run{text-align:right;text-indent:0}`;
}

const runHtml = (run: Run) => (run.manner === 'lead' ? `<span class="lead">${escape(run.text)}</span>` : escape(run.text));

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'masthead': return [
      block.copyNo && `<p class="copy">${escape(block.copyNo)}</p>`, block.secrecy && `<p class="secrecy">${escape(block.secrecy)}</p>`,
      `<p class="masthead">${escape(block.name)}</p><p class="issue">${escape(block.issue)}</p>`,
      `<p class="imprint-line"><span>${escape(block.unit)}</span><span>${escape(block.date)}</span></p>`,
    ].filter(Boolean).join('');
    case 'title': return `<h1>${escape(block.text)}</h1>`;
    case 'heading': return `<h2>${escape(block.text)}</h2>`;
    case 'subtitle':
    case 'source': return `<p class="${block.kind}">${escape(block.text)}</p>`;
    case 'note':
    case 'paragraph': return `<p class="text">${block.runs.map(runHtml).join('')}</p>`;
    case 'footer': return block.groups.length + block.printRun.length === 0 ? '' : `<div class="foot">${block.groups.map(({ label, names }) => `<p>${escape(label + names)}</p>`).join('')}${block.printRun ? `<p class="run">${escape(block.printRun)}</p>` : ''}</div>`;
  }
}

/** The sheet alone, for a preview inside a page that brings `styleOf`. */
export function sheetHtml(blocks: readonly Block[]): string {
  return `<main class="sheet">${blocks.map(blockHtml).join('\n')}</main>`;
}

/** A laid-out bulletin as a page of its own, for reading and for the browser's print. */
export function pageHtml(blocks: readonly Block[], fonts: Fonts, title: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${styleOf(fonts)}</style></head><body>${sheetHtml(blocks)}</body></html>`;
}
