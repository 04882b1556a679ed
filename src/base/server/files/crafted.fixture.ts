import { crc32 } from 'node:zlib';
import { ZipFile } from 'yazl';

/** Words that a stripped picture must not hold any more. */
export const SECRETS = ['GPSLatitude 34.91', '拍摄于东山村', 'xmp:CreatorTool', 'Photoshop 3.0', 'MPF\0', '<script>', '第二张照片'];

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const text = (words: string) => Buffer.from(words);

/** A TIFF block with an orientation and a word about the place, in either byte order. */
function exif(orientation: number, little: boolean): Buffer {
  const body = Buffer.alloc(14 + 8);
  body.write(little ? 'II' : 'MM', 0, 'latin1');
  const two = (value: number, at: number) => (little ? body.writeUInt16LE(value, at) : body.writeUInt16BE(value, at));
  const four = (value: number, at: number) => (little ? body.writeUInt32LE(value, at) : body.writeUInt32BE(value, at));
  two(42, 2);
  four(8, 4);
  two(1, 8);
  two(0x0112, 10);
  two(3, 12);
  four(1, 14);
  two(orientation, 18);
  return Buffer.concat([text('Exif\0\0'), body, text(SECRETS[0]!), text(SECRETS[1]!)]);
}

/** A JPEG as phones and editors write them, with everything that must go; `tail` follows its end. */
export function craftJpeg({ orientation = 6, little = true, width = 40, height = 30, tail = `${SECRETS[6]}${SECRETS[5]}`, scan = Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 9]) } = {}): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.concat([text('JFIF\0'), Buffer.from([1, 1, 0, 0, 1, 0, 1, 2, 2]), Buffer.alloc(12, 0x55)])),
    segment(0xe1, exif(orientation, little)),
    segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta ${SECRETS[2]}/>`)),
    segment(0xe2, text('ICC_PROFILE\0\x01\x01颜色')),
    segment(0xe2, text(SECRETS[4]!)),
    segment(0xed, text(`${SECRETS[3]}\0`)),
    segment(0xee, Buffer.concat([text('Adobe'), Buffer.from([0, 100, 0, 0, 0, 0, 1])])),
    segment(0xfe, text(SECRETS[5]!)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, frame),
    segment(0xc4, Buffer.alloc(20, 2)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), scan,
    segment(0xfe, text(SECRETS[5]!)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([7, 7, 7]),
    Buffer.from([0xff, 0xd9]),
    text(tail),
  ]);
}

const chunk = (kind: string, body: Buffer) => {
  const whole = Buffer.alloc(12 + body.length);
  whole.writeUInt32BE(body.length, 0);
  whole.write(kind, 4, 'latin1');
  body.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + body.length)), 8 + body.length);
  return whole;
};

/** A PNG with text, Exif, time and private chunks; `tail` follows its end. */
export function craftPng({ width = 40, height = 30, tail = SECRETS[5]! } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('gAMA', Buffer.alloc(4, 1)), chunk('tEXt', text(SECRETS[0]!)), chunk('iTXt', text(SECRETS[1]!)),
    chunk('zTXt', text(SECRETS[2]!)), chunk('eXIf', exif(6, true)), chunk('tIME', Buffer.alloc(7)), chunk('prVt', text(SECRETS[3]!)), chunk('acTL', Buffer.alloc(8)), chunk('IDAT', Buffer.alloc(50, 3)), chunk('fdAT', text(SECRETS[6]!)), chunk('IEND', Buffer.alloc(0)),
    text(tail),
  ]);
}

const riff = (kind: string, body: Buffer) => {
  const head = Buffer.from(`${kind}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};

/** A still WebP with Exif, XMP and an unknown chunk; `tail` follows its end. */
export function craftWebp({ flags = 0x2c, tail = SECRETS[5]!, more = [] as Buffer[] } = {}): Buffer {
  const extended = Buffer.alloc(10);
  extended[0] = flags;
  extended.writeUIntLE(39, 4, 3);
  extended.writeUIntLE(29, 7, 3);
  const picture = Buffer.alloc(21, 4);
  picture.writeUInt16LE(40, 6);
  picture.writeUInt16LE(30, 8);
  const body = Buffer.concat([text('WEBP'), riff('VP8X', extended), riff('ICCP', text('颜色')), riff('VP8 ', picture), ...more, riff('EXIF', exif(6, true)), riff('XMP ', text(SECRETS[2]!)), riff('abcd', text(SECRETS[3]!))]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, text(tail)]);
}

/** A zip with the given parts. */
export async function craftZip(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return Buffer.concat(await (zip.outputStream as NodeJS.ReadableStream & { toArray(): Promise<Buffer[]> }).toArray());
}

/** A small whole PDF. */
export const craftPdf = (words = '证书') => Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj % ${words}\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n`);
