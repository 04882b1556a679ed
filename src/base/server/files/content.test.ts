import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keptName, orientationOf } from '#base/pure/attachment.ts';
import { isRefusal } from '#base/pure/refusal.ts';
import { judgeContent, judgeThumbnail } from './content.ts';
import { craftJpeg, craftPdf, craftPng, craftWebp, craftZip, SECRETS } from './crafted.fixture.ts';

const clean = async (bytes: Buffer) => Buffer.concat((await judgeContent(bytes)).pieces);
const held = (bytes: Buffer) => SECRETS.filter((secret) => bytes.includes(secret));
const word = (parts: Record<string, string | Buffer> = {}) => craftZip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>', ...parts });

test('JPEG：位置、拍摄信息、批注、预览和附在后面的内容都去掉，只留方向和颜色', async () => {
  for (const little of [true, false]) {
    const before = craftJpeg({ orientation: 6, little });
    assert.deepEqual(held(before), SECRETS);
    const after = await clean(before);
    assert.deepEqual(held(after), []);
    assert.equal(orientationOf(before), 6);
    assert.equal(orientationOf(after), 6);
    assert.equal(after.filter((_byte, at) => after[at] === 0xff && after[at + 1] === 0xe1).length, 1, 'one Exif segment, with the orientation alone');
    assert.ok(after.includes('ICC_PROFILE') && after.includes('Adobe') && after.includes('JFIF'));
    assert.ok(!after.includes(Buffer.alloc(12, 0x55)), 'no preview in the JFIF head');
    assert.ok(after.includes(Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 9])), 'the coded picture is as it was');
    assert.deepEqual(after.subarray(-5), Buffer.from([7, 7, 7, 0xff, 0xd9]));
    assert.deepEqual(await clean(after), after, 'cleaning twice changes nothing');
  }
  const upright = await clean(craftJpeg({ orientation: 1 }));
  assert.ok(!upright.includes('Exif'));
});

test('PNG 和 WebP：文字、拍摄信息、私有块、动画和附在后面的内容都去掉', async () => {
  const png = await clean(craftPng());
  assert.deepEqual(held(png), []);
  for (const kind of ['eXIf', 'tEXt', 'tIME', 'acTL', 'fdAT', 'prVt']) assert.ok(!png.includes(kind), kind);
  assert.ok(png.includes('gAMA') && png.includes('IDAT'));
  assert.deepEqual(await clean(png), png);
  const webp = await clean(craftWebp());
  assert.deepEqual(held(webp), []);
  assert.ok(!webp.includes('EXIF') && !webp.includes('XMP ') && webp.includes('ICCP'));
  assert.equal(webp.readUInt32LE(4), webp.length - 8);
  assert.equal(webp[20], 0x20, 'only the colour profile is still announced');
  assert.deepEqual(await clean(webp), webp);
});

const W = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const X = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const KINDS: [string, () => Buffer | Promise<Buffer>, string | RegExp][] = [
  ['JPEG', () => craftJpeg(), 'image/jpeg'],
  ['PNG', () => craftPng(), 'image/png'],
  ['WebP', () => craftWebp(), 'image/webp'],
  ['PDF', () => craftPdf(), 'application/pdf'],
  ['docx', () => word(), W],
  ['xlsx', () => craftZip({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }), X],
  ['OFD', () => craftZip({ 'OFD.xml': '', 'Doc_0/Document.xml': '' }), 'application/ofd'],
  ['空文件', () => Buffer.alloc(0), /空的/],
  ['HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), /兼容性最佳/],
  ['MP4', () => Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1'), /视频/],
  ['GIF', () => Buffer.from('GIF89a\x01\0\x01\0<script>', 'latin1'), /GIF/],
  ['旧版 Word', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), /旧版 Office/],
  ['Windows 程序', () => Buffer.from('MZ\x90\0\x03', 'latin1'), /程序/],
  ['Linux 程序', () => Buffer.from('\x7fELF\x02\x01', 'latin1'), /程序/],
  ['脚本', () => Buffer.from('#!/bin/sh\nrm -rf /'), /程序/],
  ['网页', () => Buffer.from('\uFEFF \n<!DOCTYPE html><script>alert(1)</script>'), /网页/],
  ['SVG', () => Buffer.from('<?xml version="1.0"?><svg onload="x()"/>'), /SVG/],
  ['UTF-16 网页', () => Buffer.from('\uFEFF<html>', 'utf16le'), /网页/],
  ['TIFF', () => Buffer.from('II*\0\x08\0\0\0', 'latin1'), /TIFF/],
  ['RAR', () => Buffer.from('Rar!\x1a\x07\0', 'latin1'), /压缩包/],
  ['文本', () => Buffer.from('张建国，男'), /认不出/],
  ['普通 zip', () => craftZip({ 'a.txt': 'x' }), /压缩包/],
  ['含宏的 docx', () => word({ 'word/vbaProject.bin': 'x' }), /宏或程序/],
  ['夹带程序的 docx', () => word({ 'word/embeddings/安装.EXE': 'MZ' }), /宏或程序/],
  ['坏 zip', async () => (await word()).subarray(0, 60), /损坏/],
  ['程序后接 zip', async () => Buffer.concat([Buffer.from('MZ'), await word()]), /程序/],
  ['网页后接 PDF', () => Buffer.concat([Buffer.from('<html>'), craftPdf()]), /网页/],
  ['文字后接 PDF', () => Buffer.concat([Buffer.from('abc\n'), craftPdf()]), /开头有多余内容/],
  ['PDF 后接 zip', async () => Buffer.concat([craftPdf(), await word()]), /末尾有多余内容/],
  ['PDF 后接网页', () => Buffer.concat([craftPdf(), Buffer.from('<script>')]), /末尾有多余内容/],
  ['没有结尾的 PDF', () => craftPdf().subarray(0, 40), /PDF 不完整/],
  ['没有结尾的 JPEG', () => { const whole = craftJpeg({ tail: '' }); return whole.subarray(0, whole.length - 2); }, /图片不完整/],
  ['只有开头的 JPEG', () => Buffer.from('ffd8ffe0', 'hex'), /损坏|不完整/],
  ['没有画面的 JPEG', () => Buffer.from('ffd8ffd9', 'hex'), /损坏/],
  ['太大的 JPEG', () => craftJpeg({ width: 60000, height: 60000 }), /2 亿像素/],
  ['太大的 PNG', () => craftPng({ width: 100000, height: 100000 }), /2 亿像素/],
  ['改过的 PNG', () => { const whole = craftPng(); whole[25] = 9; return whole; }, /损坏/],
  ['会动的 WebP', () => craftWebp({ flags: 0x02 }), /动图/],
];

test('按内容认类型，冒充的、拼接的、夹带程序的都说明原因拒绝', async () => {
  for (const [name, make, expected] of KINDS) {
    const bytes = await make();
    const found = await judgeContent(bytes).then((content) => content.media as string, (error: unknown) => { assert.ok(isRefusal(error), `${name}：${String(error)}`); return error.message; });
    if (typeof expected === 'string') assert.equal(found, expected, name);
    else assert.match(found, expected, name);
  }
});

test('接在照片后面的压缩包和网页不会留下', async () => {
  const zip = await word();
  const after = await clean(Buffer.concat([craftJpeg({ tail: '' }), zip]));
  assert.ok(!after.includes('word/document.xml'));
});

test('说自己解开有几十亿字节的文档不收，也不会去解', async () => {
  const zip = await craftZip({ '[Content_Types].xml': 'x', 'word/document.xml': Buffer.alloc(3_000_000) });
  for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1; at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')) zip.writeUInt32LE(0xf0000000, at + 24);
  const began = performance.now();
  await assert.rejects(judgeContent(zip), /超过 1 GB/);
  assert.ok(performance.now() - began < 1000);
});

test('任何字节都只会得到一种类型或一句话，不会出错；改坏的照片也一样', async () => {
  const bases = [craftJpeg(), craftPng(), craftWebp(), craftPdf(), await word()];
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((some) => Buffer.from(some)),
    fc.tuple(fc.constantFrom(...bases), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat()).map(([base, edits, cut]) => {
      const copy = Buffer.from(base);
      for (const [at, value] of edits) copy[at % copy.length] = value;
      return cut % 3 === 0 ? copy.subarray(0, cut % copy.length) : copy;
    }),
  );
  await fc.assert(fc.asyncProperty(bytes, async (one) => {
    const before = Buffer.from(one);
    await judgeContent(one).catch((error: unknown) => { if (!isRefusal(error)) throw error; });
    assert.deepEqual(one, before, 'what came in is not changed');
  }), { numRuns: 1500 });
});

test('缩略图：64 KB 以内、640 像素以内的 JPEG，同样去掉拍摄信息', () => {
  assert.deepEqual(held(Buffer.concat(judgeThumbnail(craftJpeg()))), []);
  assert.throws(() => judgeThumbnail(craftPng()), /JPEG/);
  assert.throws(() => judgeThumbnail(craftJpeg({ width: 641 })), /640/);
  assert.throws(() => judgeThumbnail(craftJpeg({ scan: Buffer.alloc(66_000, 1) })), /64 KB/);
});

test('文件名：去掉路径和控制字符，结尾按内容改', () => {
  assert.equal(keptName('C:\\扫描\\残疾证.JPG', 'image/jpeg'), '残疾证.jpg');
  assert.equal(keptName('../../证书.exe', 'application/pdf'), '证书.exe.pdf');
  assert.equal(keptName('\u202Egpj.证书\n', 'image/jpeg'), 'gpj.证书.jpg');
  assert.equal(keptName('.pdf', 'application/pdf'), 'pdf.pdf');
  assert.equal([...keptName('长'.repeat(300), 'image/png')].length, 114);
});
