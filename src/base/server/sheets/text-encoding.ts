import { createReadStream } from 'node:fs';
import { refuseFile } from './refusals.ts';

/** Encodings in which a csv is understood. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Text of a file, strictly decoded piece by piece, without byte-order mark; refuses (encoding) on bytes the encoding has no meaning for. */
export async function* decodeFile(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const stream = createReadStream(path, { highWaterMark: 64 * 1024 });
  const decode = (chunk?: Buffer): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      return refuseFile('encoding');
    }
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) yield decode(chunk);
  yield decode();
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      return false;
    }
  }
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Judges by byte-order mark, else UTF-8 when the whole file is strictly that, else GB18030 (which contains GBK and GB2312). */
export async function detectEncoding(path: string, head: Buffer): Promise<TextEncoding> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return (await isUtf8(path)) ? 'utf-8' : 'gb18030';
}
