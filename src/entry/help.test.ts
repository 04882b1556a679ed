import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { MENU } from './console/menu.ts';
import { mountHelp } from './help.ts';
import { chapterOf, explaining, readManual } from './manual.ts';

const MANUAL = join(import.meta.dirname, '..', '..', 'docs', 'manual');
let server: FastifyInstance;
before(async () => {
  server = Fastify();
  await mountHelp(server);
});
after(() => server.close());

test('every page of the menu is explained by a chapter, at a heading that exists', async () => {
  const chapters = readManual(MANUAL);
  for (const { path } of MENU.flatMap((section) => section.entries)) {
    const found = explaining(chapters, path);
    assert.ok(found, `${path} 没有说明`);
    if (found.anchor) assert.ok(found.chapter.html.includes(`id="${found.anchor}"`), `${found.chapter.name} 没有标题 ${found.anchor}`);
  }
});

test('every picture, chapter and heading that the manual points to is there', () => {
  const chapters = readManual(MANUAL);
  for (const { name, html } of chapters) {
    for (const [, source] of html.matchAll(/<img src="([^"]+)"/g)) assert.ok(existsSync(join(MANUAL, source!)), `${name}：没有图片 ${source}`);
    for (const [, href] of html.matchAll(/<a href="([^"]+)"/g)) {
      const [chapter, anchor] = decodeURIComponent(href!).split('#');
      const target = chapters.find((one) => one.name === chapter);
      assert.ok(target, `${name}：没有章 ${href}`);
      if (anchor) assert.ok(target.html.includes(`id="${anchor}"`), `${name}：没有标题 ${href}`);
    }
  }
});

test('the address of a page behind /help leads to the chapter that explains it, whatever row it shows', async () => {
  const due = await server.inject('/help/care/due');
  assert.equal(due.statusCode, 302);
  assert.equal(decodeURIComponent(due.headers.location!), '/help/06-服务保障#应走访名单');
  const visit = await server.inject('/help/care/visits/0190b3c0-0000-7000-8000-000000000001/edit');
  assert.equal(decodeURIComponent(visit.headers.location!), '/help/06-服务保障#走访');
  assert.equal((await server.inject('/help/nothing/like/this')).headers.location, '/help');
  assert.equal(decodeURIComponent((await server.inject('/help/')).headers.location!), '/help/01-开始');
});

test('a chapter is a page with the list of chapters, and pictures come from the folder only', async () => {
  const page = await server.inject(`/help/${encodeURIComponent('10-村级站一页通')}`);
  assert.equal(page.statusCode, 200);
  assert.match(page.headers['content-type'] as string, /^text\/html/);
  assert.match(page.body, /<h1 id="村级站一页通">/);
  assert.match(page.body, /aria-current="page">村级站一页通</);
  assert.equal((await server.inject('/help')).statusCode, 200);
  assert.notEqual((await server.inject('/help/images/..%2f01-开始.md')).statusCode, 200);
});

test('what is written in a chapter as HTML is not passed on', () => {
  assert.doesNotMatch(chapterOf('x', '# 甲\n\n<script>1</script>\n\n文<b onclick="1">字</b>').html, /<script|onclick/);
});
