/** The largest attachment, in bytes (50 MB). */
export const MOST_BYTES = 50 * 1024 * 1024;
/** How much of a file is sent at a time, in bytes; a chunk may be at most twice this. */
export const CHUNK_BYTES = 1024 * 1024;
/** The largest thumbnail, in bytes of JPEG. */
export const THUMBNAIL_BYTES = 64 * 1024;
/** How much of a file's beginning `judgeHead` wants to see, in bytes. */
export const HEAD_BYTES = 4096;
/** Longest 说明 of an attachment, in characters. */
export const CAPTION_MOST = 200;
/** How many attachments one row may have. */
export const MOST_PER_ROW = 200;

/** The kinds of content that are kept: what people call them and the ending their name gets. */
export const MEDIA = {
  'image/jpeg': { label: '照片', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  'image/png': { label: '图片', endings: ['png'] },
  'image/webp': { label: '图片', endings: ['webp'] },
  'application/pdf': { label: 'PDF', endings: ['pdf'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { label: '文档', endings: ['docx'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { label: '表格', endings: ['xlsx'] },
  'application/ofd': { label: 'OFD', endings: ['ofd'] },
} as const;
export type Media = keyof typeof MEDIA;

/** One attachment as lists receive it; `size` in bytes, `thumbnail` whether there is one to fetch. */
export type Attachment = { id: string; name: string; caption: string | null; media: Media; size: number; thumbnail: boolean; addedBy: string; addedAt: string };

/** What the first bytes of a file say it is: a kind that is kept, a zip whose parts decide, or the sentence of a refusal. */
export type HeadVerdict = { media: Media | 'zip' } | { refusal: string };

const ASK = '；可上传照片（JPEG、PNG、WebP）、PDF、docx、xlsx 和 OFD';
const ascii = (head: Uint8Array, from: number, length: number) => String.fromCharCode(...head.subarray(from, from + length));
const begins = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);

/** Tells a file's kind by its content alone; the name plays no part. `head` is its beginning, at most HEAD_BYTES. */
export function judgeHead(head: Uint8Array): HeadVerdict {
  if (head.length === 0) return { refusal: '文件是空的' };
  if (begins(head, 0xff, 0xd8, 0xff)) return { media: 'image/jpeg' };
  if (begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { media: 'image/png' };
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP') return { media: 'image/webp' };
  if (ascii(head, 0, 5) === '%PDF-') return { media: 'application/pdf' };
  if (begins(head, 0x50, 0x4b, 0x03, 0x04)) return { media: 'zip' };
  return { refusal: whyNot(head) };
}

/** Why a file of a kind that is not kept is refused, and what to do instead. */
function whyNot(head: Uint8Array): string {
  const four = ascii(head, 0, 4);
  if (ascii(head, 4, 4) === 'ftyp') {
    return /^(hei[cxms]|hev[cxms]|mif1|msf1|avi[fs])/.test(ascii(head, 8, 4))
      ? 'HEIC 照片多数电脑打不开：请在手机“设置－相机－格式”里选“兼容性最佳”后重拍，或另存为 JPEG 再上传'
      : `不收视频和音频${ASK}`;
  }
  if (four.startsWith('GIF8')) return '不收 GIF 动图：请另存为 JPEG 或 PNG 再上传';
  if (begins(head, 0xd0, 0xcf, 0x11, 0xe0)) return '这是旧版 Office、WPS 或加了密码的文件：请取消密码，另存为 docx、xlsx 或 PDF 再上传';
  if (four === 'II*\0' || four === 'MM\0*' || (four.startsWith('BM') && head[6] === 0 && head[8] === 0)) return '不收 TIFF 和 BMP 图片：请另存为 JPEG 或 PDF 再上传';
  if (four.startsWith('MZ') || four === '\x7fELF' || four.startsWith('#!') || /^(feedfac[ef]|c[ef]faedfe|cafebabe)$/.test(hex(head))) return `这是程序，不能作为附件${ASK}`;
  if (four === 'Rar!' || begins(head, 0x37, 0x7a, 0xbc, 0xaf) || begins(head, 0x1f, 0x8b) || begins(head, 0x50, 0x4b)) return `不收压缩包：请解压后逐个上传${ASK}`;
  const words = new TextDecoder('utf-8').decode(head).replace(/^\uFEFF/, '').trimStart().slice(0, 1);
  if (words === '<' || looksWide(head)) return `不收网页、SVG 等文本代码文件${ASK}`;
  if (ascii(head, 0, 1024).includes('%PDF-')) return 'PDF 开头有多余内容：请用阅读软件打开后另存，再上传';
  return `认不出这种文件${ASK}`;
}

const hex = (head: Uint8Array) => [...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
/** UTF-16 text that begins with `<`. */
const looksWide = (head: Uint8Array) => (begins(head, 0xff, 0xfe) && head[2] === 0x3c) || (begins(head, 0xfe, 0xff) && head[3] === 0x3c);

/** A file's name as it is kept: no folders, no control or direction characters, at most 120 characters, with the ending of its content. */
export function keptName(name: string, media: Media): string {
  const plain = (name.split(/[\\/]/).pop() ?? '').replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim().replace(/^\.+/, '');
  const ending = /\.([^.]*)$/.exec(plain)?.[1]?.toLowerCase() ?? '';
  const endings: readonly string[] = MEDIA[media].endings;
  const stem = (endings.includes(ending) ? plain.slice(0, -(ending.length + 1)) : plain) || '附件';
  return `${[...stem].slice(0, 110).join('')}.${endings.includes(ending) ? ending : endings[0]}`;
}

/** A size as people read it: 812 KB, 3.4 MB. */
export function printSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The orientation that a JPEG's Exif asks for, 1–8; 1 where it says none. Never throws. */
export function orientationOf(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 4 <= view.byteLength && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === 0xda || length < 2) return 1;
    if (marker === 0xe1 && length >= 16 && ascii(jpeg, at + 4, 6) === 'Exif\0\0') return tiffOrientation(jpeg.subarray(at + 10, at + 2 + length));
    at += 2 + length;
  }
  return 1;
}

function tiffOrientation(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = tiff[0] === 0x49;
  const start = view.getUint32(4, little);
  if (start + 2 > tiff.length) return 1;
  const count = view.getUint16(start, little);
  for (let at = start + 2; at + 12 <= tiff.length && at < start + 2 + count * 12; at += 12) {
    if (view.getUint16(at, little) !== 0x0112) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
