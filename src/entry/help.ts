import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { type Chapter, explaining, readManual } from './manual.ts';

/** The clerks' manual: the Markdown that is also read in the repository. */
const MANUAL = join(import.meta.dirname, '..', '..', 'docs', 'manual');

/**
 * Serves the manual under /help, to everybody, because whoever cannot sign in needs it most:
 * `/help` lists the chapters, `/help/<chapter>` is one, and the address of a console page behind /help leads to the chapter that explains it.
 */
export async function mountHelp(server: FastifyInstance, folder = MANUAL): Promise<void> {
  const chapters = readManual(folder);
  const byName = new Map(chapters.map((one) => [one.name, page(chapters, one)]));
  const contents = page(chapters);
  const style = readFileSync(join(import.meta.dirname, 'help.css'));
  await server.register(fastifyStatic, { root: join(folder, 'images'), prefix: '/help/images/', index: false, decorateReply: false, maxAge: '1h' });
  server.get('/help/style.css', (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(style));
  server.get('/help', (_request, reply) => reply.type('text/html; charset=utf-8').send(contents));
  server.get<{ Params: { '*': string } }>('/help/*', (request, reply) => {
    const asked = request.params['*'].replace(/\/$/, '');
    const chapter = byName.get(asked);
    if (chapter) return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(chapter);
    const found = explaining(chapters, `/${asked}`);
    return reply.redirect(found ? `/help/${encodeURIComponent(found.chapter.name)}${found.anchor ? `#${encodeURIComponent(found.anchor)}` : ''}` : '/help');
  });
}

/** One page of the manual: the list of chapters, and the text of one; without one the list alone. */
function page(chapters: readonly Chapter[], chapter?: Chapter): string {
  const address = (one: Chapter) => `/help/${encodeURIComponent(one.name)}`;
  const list = chapters.map((one) => `<li><a href="${address(one)}"${one === chapter ? ' aria-current="page"' : ''}>${one.title}</a></li>`).join('\n');
  const at = chapter ? chapters.indexOf(chapter) : -1;
  const [before, after] = [chapters[at - 1], chapters[at + 1]];
  const beside = chapter ? `<nav class="beside" aria-label="前后章">${before ? `<a href="${address(before)}">上一章：${before.title}</a>` : '<span></span>'}${after ? `<a href="${address(after)}">下一章：${after.title}</a>` : ''}</nav>` : '';
  const side = chapter ? `<nav class="chapters" aria-label="目录"><ol>${list}</ol></nav>` : '';
  const text = chapter ? chapter.html : `<h1>使用手册</h1><nav aria-label="目录"><ol class="contents">${list}</ol></nav>`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${chapter ? `${chapter.title} - ` : ''}戎归使用手册</title>
<link rel="stylesheet" href="/help/style.css">
</head>
<body>
<a class="skip" href="#text">跳到正文</a>
<header><a href="/help">戎归使用手册</a><a href="/">回到系统</a></header>
<div class="frame">
${side}
<main id="text" tabindex="-1">
${text}
${beside}
</main>
</div>
</body>
</html>
`;
}
