import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { composeDocument } from '../rules/compose.ts';
import { FONTS } from '../rules/fonts.ts';
import { pageHtml } from '../rules/html.ts';
import { type Block, blockText, layOut } from '../rules/layout.ts';
import { printToken, tokenKey, tokensOf } from '../rules/printing.ts';
import { YEAR_VALUES } from '../scratch.ts';
import { writeDocx } from './docx.ts';
import { advance, breakLines } from './lines.ts';
import { setPages } from './pages.ts';
import { writePdf } from './pdf.ts';
import { unpack } from './repack.ts';
import { PAGE, SIZE, TEXT_WIDTH } from './sizes.ts';

const VALUES = new Map(Object.entries({ ...YEAR_VALUES, 'ratings.accepted': 2 }));
const PROPERTIES = { title: '试印', day: '2024-01-10', author: '测试县退役军人事务局' };

function blocksOf(): Block[] {
  const document = composeDocument(2023, VALUES, { county: '测试县', bureau: '测试县退役军人事务局', centre: '' }, {
    masthead: '工作简报', editorUnit: '测试县退役军人事务局', sourceLine: '（退役军人事务局）', printRun: 80,
    distribution: { report: ['市退役军人事务局'], send: [], issue: ['县委常委', '副县长', '县直各单位负责人', '各乡（镇）政府、街道办事处主要领导'] },
  }, '2024-01-10');
  const printed = new Map(tokensOf(document).map((token) => [tokenKey(token), printToken(token.style, VALUES.get(token.figure)!, ['测试县退役军人服务中心', '东乡退役军人服务站'])]));
  return layOut({ ...document, issueNo: 3, totalNo: 15, copyNo: '000001', secrecyLevel: '内部' }, printed);
}

const paragraphs = (xml: string) => [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([paragraph]) => ({ paragraph, text: [...paragraph.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('') })).filter(({ text }) => text !== '');

test('docx：文字与简报逐段相同，页边、行距、字号、字体与红线合规', async () => {
  const blocks = blocksOf();
  const parts = await unpack(await writeDocx(blocks, FONTS, PROPERTIES));
  const xml = parts.get('word/document.xml')!.toString();
  const found = paragraphs(xml);
  assert.equal(found.map(({ text }) => text).join('').replace(/\s/g, ''), blocks.map(blockText).join('').replace(/\s/g, ''));
  assert.match(xml, /<w:pgSz w:w="11906" w:h="16838"/);
  const margins = /<w:pgMar ([^>]*)\/>/.exec(xml)![1]!;
  for (const [side, mm] of [['top', 37], ['right', 26], ['bottom', 35], ['left', 28]] as const) assert.equal(Number(new RegExp(`w:${side}="(\\d+)"`).exec(margins)![1]), Math.round((mm / 25.4) * 1440), side);
  const about = (words: string) => found.find(({ text }) => text.includes(words))!.paragraph;
  const body = about('县、乡两级已建成');
  assert.match(body, /w:line="579" w:lineRule="exact"/);
  assert.match(body, /w:firstLineChars="200"/);
  assert.match(body, /w:eastAsia="仿宋_GB2312".*<w:sz w:val="32"\/>/s);
  assert.match(body, /w:eastAsia="楷体_GB2312"/);
  assert.match(about('夯实基层服务阵地'), /w:eastAsia="方正小标宋简体".*<w:sz w:val="44"\/>/s);
  assert.match(about('夯实基层服务阵地'), /<w:jc w:val="center"\/>/);
  assert.match(about('一、建强'), /w:eastAsia="黑体".*<w:sz w:val="32"\/>/s);
  assert.match(about('工作简报'), /<w:color w:val="FF0000"\/>/);
  assert.match(about('2024年1月10日'), /<w:bottom w:val="single" w:color="FF0000"/);
  assert.match(about('县委常委'), /w:hanging="560".*<w:sz w:val="28"\/>/s);
  assert.match(xml, /<w:tblBorders><w:top w:val="single" w:color="000000" w:sz="8"\/>/);
  assert.match(xml, /<w:insideH w:val="single" w:color="000000" w:sz="6"\/>/);
});

test('docx：页码 4 号宋体，单页在右、双页在左；缺字体时按替代字体表', async () => {
  const parts = await unpack(await writeDocx(blocksOf(), FONTS, PROPERTIES));
  const xml = parts.get('word/document.xml')!.toString();
  const relations = parts.get('word/_rels/document.xml.rels')!.toString();
  const footer = (type: string) => {
    const id = new RegExp(`<w:footerReference w:type="${type}" r:id="([^"]+)"|<w:footerReference r:id="([^"]+)" w:type="${type}"`).exec(xml)!;
    return parts.get(`word/${new RegExp(`Id="${id[1] ?? id[2]}"[^>]*Target="([^"]+)"`).exec(relations)![1]}`)!.toString();
  };
  assert.match(footer('default'), /<w:jc w:val="right"\/>/);
  assert.match(footer('even'), /<w:jc w:val="left"\/>/);
  assert.match(footer('default'), /w:eastAsia="宋体".*<w:sz w:val="28"\/>.*PAGE/s);
  assert.match(parts.get('word/settings.xml')!.toString(), /<w:evenAndOddHeaders\/>/);
  assert.match(parts.get('word/fontTable.xml')!.toString(), /w:name="仿宋_GB2312"><w:altName w:val="仿宋,/);
});

test('docx 与 PDF：同一份简报两次写出，字节相同', async () => {
  const first = await writeDocx(blocksOf(), FONTS, PROPERTIES);
  await new Promise((done) => setTimeout(done, 1100));
  assert.ok(first.equals(await writeDocx(blocksOf(), FONTS, PROPERTIES)));
  const pdf = await writePdf(blocksOf(), PROPERTIES);
  assert.ok(pdf.content.equals((await writePdf(blocksOf(), PROPERTIES)).content));
  assert.equal(pdf.content.subarray(0, 5).toString(), '%PDF-');
  assert.ok(pdf.pages >= 3 && pdf.content.length < 600_000, `${pdf.pages} 页 ${pdf.content.length} 字节`);
});

test('版面：每页至多 22 行正文，页内每字都在版心之内，全文一字不少', () => {
  const blocks = blocksOf();
  const pages = setPages(blocks);
  for (const page of pages) {
    const texts = page.filter((mark) => mark.kind === 'text');
    assert.ok(new Set(texts.filter((mark) => mark.size === SIZE.body).map((mark) => mark.y)).size <= 22);
    for (const mark of texts) {
      const width = mark.glyphs.reduce((sum, { char }) => sum + advance(char, mark.size) + mark.spread, -mark.spread);
      assert.ok(mark.x >= PAGE.left - 0.1 && mark.x + width <= PAGE.left + TEXT_WIDTH + 0.6, mark.glyphs.map(({ char }) => char).join(''));
    }
  }
  const words = pages.flatMap((page) => page.slice(0, -1)).flatMap((mark) => (mark.kind === 'text' ? mark.glyphs.map(({ char }) => char) : [])).join('').replace(/\s/g, '');
  assert.equal(words, blocks.map(blockText).join('').replace(/\s/g, ''));
});

test('断行：任意文字都不丢字，28 个汉字正好一行，数字不拆开，句号不在行首', () => {
  assert.equal(breakLines(Array.from('字'.repeat(28), (char) => ({ char, weight: 400 as const })), SIZE.body, TEXT_WIDTH, 0).length, 1);
  const char = fc.constantFrom('县', '乡', '服', '务', '，', '。', '“', '”', '（', '）', '1', '2', '4', '.');
  fc.assert(fc.property(fc.array(char, { minLength: 1, maxLength: 300 }), fc.constantFrom(0, 32), (chars, indent) => {
    const lines = breakLines(chars.map((one) => ({ char: one, weight: 400 })), SIZE.body, TEXT_WIDTH, indent);
    assert.equal(lines.flatMap((line) => line.glyphs.map((glyph) => glyph.char)).join(''), chars.join(''));
    assert.ok(lines.every((line) => line.glyphs.length > 0));
  }));
  const text = '县'.repeat(26) + '2024' + '。' + '乡'.repeat(30);
  const lines = breakLines(Array.from(text, (one) => ({ char: one, weight: 400 as const })), SIZE.body, TEXT_WIDTH, 0).map((line) => line.glyphs.map((glyph) => glyph.char).join(''));
  assert.ok(lines.every((line) => !/^[。，]/.test(line) && (line.includes('2024') || !/\d/.test(line))), lines.join('|'));
});

test('网页：同样的文字，A4 页边；文字里的标签不成为标签', () => {
  const blocks = [...blocksOf(), { kind: 'source', text: '<script>alert(1)</script>' } as Block];
  const html = pageHtml(blocks, FONTS, '试印');
  assert.ok(html.includes('@page{size:A4;margin:37mm 26mm 35mm 28mm}'));
  assert.ok(!html.includes('<script>'));
  for (const block of blocksOf()) for (const line of blockText(block).split('\n').filter((one) => block.kind === 'paragraph' && one)) assert.ok(html.replace(/<[^>]+>/g, '').includes(line), line);
});
