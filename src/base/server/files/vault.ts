import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { House } from '../house.ts';

/** Bytes of content in one authenticated frame of a stored file. */
const FRAME = 256 * 1024;
const TAG = 16;
/** What every stored file begins with: its form, so that another cipher can come beside this one. */
const FORM = Buffer.from('RGF1');

/** Where a stored content lies: `files/ab/<digest>`, as backups expect it. */
export const pathOf = (house: House, digest: string) => join(house.config.data, 'files', digest.slice(0, 2), digest);

/** The name of a content in its county: keyed, so that it does not tell whether a known file is there; the same content gives the same 64 hex digits. */
export async function digestOf(house: House, county: string, pieces: Iterable<Buffer>): Promise<string> {
  const mac = createHmac('sha256', house.keys.secret('attachment digest')).update(`${county}\0`);
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 4 * 1024 * 1024) {
      mac.update(piece.subarray(at, at + 4 * 1024 * 1024));
      await new Promise(setImmediate);
    }
  }
  return mac.digest('hex');
}

/** A fresh key of one file, 32 bytes as base64; kept sealed beside the file's row, so that a rotation re-encrypts keys, not files. */
export const freshKey = () => randomBytes(32).toString('base64');

/** Encrypts one frame: AES-256-GCM, `about` bound to it. */
export function sealFrame(key: Buffer, nonce: Buffer, about: string, content: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts one frame; a fault where key, nonce, `about` or bytes differ. */
export function openFrame(key: Buffer, nonce: Buffer, about: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
}

/** The nonce of a frame by its number; the last is told apart, so that a file cut short does not open. A key serves one file only. */
function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 4);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Writes a content encrypted, frame by frame, under a name of its own first: a crash leaves no half file under `path`. */
export async function writeSealed(path: string, key: string, about: string, pieces: Buffer[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.${randomBytes(6).toString('hex')}.part`;
  const secret = Buffer.from(key, 'base64');
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const file = await open(partial, 'wx', 0o600);
  try {
    await file.write(FORM);
    let number = 0;
    for (const frame of framesOf(pieces)) {
      await file.write(sealFrame(secret, nonceOf(number, (number + 1) * FRAME >= total), about, frame));
      number += 1;
    }
    await file.sync();
    await file.close();
    await rename(partial, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

/** The content in frames of equal length, the last shorter. */
function* framesOf(pieces: Buffer[]): Generator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + FRAME - length);
      waiting.push(part);
      length += part.length;
      at += part.length;
      if (length < FRAME) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** Reads a stored content frame by frame; each is checked before it is given on. A fault where the file is missing, cut short or changed. */
export async function* readSealed(path: string, key: string, about: string): AsyncGenerator<Buffer> {
  const secret = Buffer.from(key, 'base64');
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const form = await readAt(file, 0, FORM.length);
    if (!form.equals(FORM)) throw new Error('附件文件的格式不认识');
    for (let number = 0, at = FORM.length; at < size; number += 1) {
      const sealed = await readAt(file, at, Math.min(FRAME + TAG, size - at));
      at += sealed.length;
      yield openFrame(secret, nonceOf(number, at >= size), about, sealed);
    }
  } finally {
    await file.close();
  }
}

/** Exactly so many bytes from a place in a file; a fault where it ends before. */
export async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(buffer, done, length - done, at + done);
    if (bytesRead === 0) throw new Error('附件文件不完整');
    done += bytesRead;
  }
  return buffer;
}
