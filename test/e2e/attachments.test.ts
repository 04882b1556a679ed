import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findings, openProduct, PHONE, type Product } from '../browser.ts';

let product: Product;
let id: string;
before(async () => {
  product = await openProduct();
  ({ id } = await product.world.register({ name: '张建国' }));
});
after(() => product.close());

/** A photograph as a phone keeps it: lying on its side (Exif orientation 6), 400 × 300, upright half red above half blue, with a place in its Exif. */
async function photograph(page: Page): Promise<Buffer> {
  const plain = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 400;
    canvas.height = 300;
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#d00';
    pen.fillRect(0, 0, 200, 300);
    pen.fillStyle = '#00d';
    pen.fillRect(200, 0, 200, 300);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!;
  });
  const exif = Buffer.concat([Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0', 'latin1'), Buffer.from('GPSLatitude 34.91')]);
  const jpeg = Buffer.from(plain, 'base64');
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** The size of a picture of the server's and the colours of its top and bottom, as the browser shows it. */
const seen = (page: Page, address: string) => page.evaluate(async (from) => {
  const picture = new Image();
  picture.src = from;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const pen = canvas.getContext('2d')!;
  pen.drawImage(picture, 0, 0);
  const colour = (y: number) => { const [red, , blue] = pen.getImageData(canvas.width / 2, y, 1, 1).data; return red! > blue! ? '红' : '蓝'; };
  return [canvas.width, canvas.height, colour(10), colour(canvas.height - 10)];
}, address);

async function openTab(page: Page): Promise<void> {
  await page.goto(`${product.url}/registry/persons/${id}`);
  await page.getByRole('tab', { name: '附件' }).click();
  await page.getByText('还没有附件').or(page.getByRole('list', { name: '附件列表' })).first().waitFor();
}

test('上传一张手机照片：转正、没有拍摄地点；写说明、删除、撤销，都不用刷新', async () => {
  const page = await product.signedIn('townshipClerk');
  await openTab(page);
  const original = await photograph(page);
  assert.ok(original.includes('GPSLatitude'));
  await page.getByLabel('选择附件文件').setInputFiles([{ name: '立功证书.jpg', mimeType: 'image/jpeg', buffer: original }]);
  const list = page.getByRole('list', { name: '附件列表' });
  await list.getByText('立功证书.jpg').first().waitFor();
  const thumbnail = await list.getByRole('img', { includeHidden: true }).or(list.locator('img')).first().getAttribute('src');
  const content = thumbnail!.replace(/thumbnail$/, 'content');
  assert.deepEqual(await seen(page, content), [300, 400, '红', '蓝']);
  assert.deepEqual((await seen(page, thumbnail!)).slice(2), ['红', '蓝']);
  const bytes = await page.evaluate(async (from) => [...new Uint8Array(await (await fetch(from)).arrayBuffer())], content);
  assert.ok(!Buffer.from(bytes).includes('GPSLatitude') && !Buffer.from(bytes).includes('Exif'));

  await page.getByRole('button', { name: /写说明.*立功证书/ }).click();
  await page.getByLabel('立功证书.jpg 的说明').fill('1988 年三等功证书');
  await page.keyboard.press('Enter');
  await list.getByText('1988 年三等功证书').waitFor();
  await page.getByRole('button', { name: '查看 立功证书.jpg' }).click();
  await page.getByRole('dialog').getByRole('img', { name: '1988 年三等功证书' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: /关\s*闭/ }).last().click();
  assert.deepEqual(await findings(page), []);

  await page.getByRole('button', { name: /删\s*除.*立功证书/ }).click();
  await page.getByText('还没有附件').waitFor();
  await page.getByRole('button', { name: /撤\s*销/ }).click();
  await list.getByText('1988 年三等功证书').waitFor();
});

test('网络断了自动接着传，暂停以后继续；不收的文件当场说明原因；手机上不用左右滚动', async () => {
  const page = await product.signedIn('townshipClerk', PHONE);
  await openTab(page);
  let broken = true;
  const arrived: number[] = [];
  await page.route(/\/uploads\/.*offset=/, (route) => {
    const offset = Number(new URL(route.request().url()).searchParams.get('offset'));
    if (broken && offset > 0) return route.abort('connectionreset');
    arrived.push(offset);
    return route.continue();
  });
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3 * 1024 * 1024, 'x'), Buffer.from('\n%%EOF\n')]);
  await page.getByLabel('选择附件文件').setInputFiles([{ name: '档案.pdf', mimeType: 'application/pdf', buffer: pdf }, { name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ 程序') }]);
  await page.getByText('网络中断，恢复后自动接着传').waitFor();
  await page.getByRole('button', { name: /暂\s*停.*档案/ }).click();
  await page.getByText('已暂停').waitFor();
  broken = false;
  await page.getByRole('button', { name: /继\s*续.*档案/ }).click();
  await page.getByRole('list', { name: '附件列表' }).getByText('档案.pdf').first().waitFor();
  await page.getByRole('alert').filter({ hasText: '这是程序，不能作为附件' }).waitFor();
  assert.deepEqual(arrived, [0, 1048576, 2097152, 3145728], 'what had arrived was not sent again');
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth }));
  assert.ok(scrollWidth <= clientWidth, `${scrollWidth} > ${clientWidth}`);
  const faults = await findings(page);
  assert.deepEqual(faults, []);
});
