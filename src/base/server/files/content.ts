import { fromBufferPromise } from 'yauzl';
import { HEAD_BYTES, judgeHead, type Media, THUMBNAIL_BYTES } from '#base/pure/attachment.ts';
import { isRefusal, refuse } from '#base/pure/refusal.ts';
import { cleanJpeg } from './pictures/jpeg.ts';
import { cleanPng } from './pictures/png.ts';
import { cleanWebp } from './pictures/webp.ts';

/** A content fit to be kept: what it is, and its bytes without what it should not tell. */
export type Content = { media: Media; pieces: Buffer[] };

/** Most entries of a document's zip; more is made to choke whoever opens it. */
const MOST_ENTRIES = 10_000;
/** Most bytes that a document says it unfolds to. */
const MOST_UNFOLDED = 1024 * 1024 * 1024;
const PROGRAM = /vbaProject\.bin$|\.(exe|dll|js|vbs|bat|cmd|com|scr|ps1|hta|jar|msi|lnk)$/i;

/** Tells by content alone what a file is, refuses what is not kept with a sentence that says why, and strips pictures to the picture. */
export async function judgeContent(bytes: Buffer): Promise<Content> {
  const verdict = judgeHead(bytes.subarray(0, HEAD_BYTES));
  if ('refusal' in verdict) return refuse('attachment.kind', verdict.refusal);
  switch (verdict.media) {
    case 'image/jpeg': return { media: verdict.media, pieces: cleanJpeg(bytes).pieces };
    case 'image/png': return { media: verdict.media, pieces: cleanPng(bytes) };
    case 'image/webp': return { media: verdict.media, pieces: cleanWebp(bytes) };
    case 'application/pdf': return { media: verdict.media, pieces: [wholePdf(bytes)] };
    default: return { media: await documentKind(bytes), pieces: [bytes] };
  }
}

/** A picture's thumbnail as the browser made it: a JPEG of at most 64 KB and 640 pixels a side, stripped like any other. */
export function judgeThumbnail(bytes: Buffer): Buffer[] {
  if (bytes.length > THUMBNAIL_BYTES) refuse('attachment.thumbnail', '缩略图超过 64 KB');
  const verdict = judgeHead(bytes.subarray(0, HEAD_BYTES));
  if (!('media' in verdict) || verdict.media !== 'image/jpeg') refuse('attachment.thumbnail', '缩略图应为 JPEG');
  const { pieces, width, height } = cleanJpeg(bytes);
  if (width > 640 || height > 640) refuse('attachment.thumbnail', '缩略图的长和宽应不超过 640 像素');
  return pieces;
}

/** A PDF that ends as one: nothing else is hung on behind it. */
function wholePdf(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf('%%EOF');
  const behind = end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 5);
  if (end < 0) refuse('attachment.broken', 'PDF 不完整，可能没有传完就保存了：请重新导出或扫描后再上传');
  if (behind.length > 1024 || behind.includes('PK') || behind.includes('<')) refuse('attachment.appended', 'PDF 末尾有多余内容：请用阅读软件打开后另存，再上传');
  return bytes;
}

/** Which document a zip is, by the names of its parts; nothing in it is unfolded. */
async function documentKind(bytes: Buffer): Promise<Media> {
  const names = await partsOf(bytes);
  if (names.has('[Content_Types].xml') && names.has('word/document.xml')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.has('[Content_Types].xml') && names.has('xl/workbook.xml')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (names.has('OFD.xml')) return 'application/ofd';
  return refuse('attachment.kind', '不收压缩包：请解压后逐个上传；文档请存为 docx、xlsx、PDF 或 OFD');
}

async function partsOf(bytes: Buffer): Promise<Set<string>> {
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    if (zip.entryCount > MOST_ENTRIES) refuse('attachment.large', '文档内的部件太多，像是有意做坏的文件，未接收');
    const names = new Set<string>();
    let unfolded = 0;
    for await (const entry of zip.eachEntry()) {
      unfolded += entry.uncompressedSize;
      if (unfolded > MOST_UNFOLDED) refuse('attachment.large', '文档解开后超过 1 GB，像是有意做坏的文件，未接收');
      if (PROGRAM.test(entry.fileName)) refuse('attachment.program', '文档内含宏或程序：请另存为不含宏的 docx、xlsx 再上传');
      if (entry.isEncrypted()) refuse('attachment.locked', '文件加了密码：请取消密码后再上传');
      names.add(entry.fileName);
    }
    return names;
  } catch (error) {
    if (isRefusal(error)) throw error;
    return refuse('attachment.broken', '文件已损坏，打不开：请重新保存后再上传');
  }
}
