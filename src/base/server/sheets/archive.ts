import { crc32 } from 'node:zlib';
import type { Readable } from 'node:stream';
import { fromFdPromise, validateFileName } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { isRefusal } from '#base/pure/refusal.ts';
import type { Limits } from './limits.ts';
import { refuseFile } from './refusals.ts';

const ratioJudgedAbove = 10 * 1024 * 1024;

/** A zip whose directory was read and found within limits; contents are inflated only as they are consumed. */
export type Archive = {
  names: string[];
  has(name: string): boolean;
  /** Chunks of one part; refuses (broken) when it is damaged, and stops reading when the consumer stops. */
  read(name: string): AsyncGenerator<Buffer>;
};

function judge(entry: Entry, limits: Limits): void {
  if (validateFileName(entry.fileName) !== null) refuseFile('unsafeName');
  if (entry.isEncrypted()) refuseFile('encrypted');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) refuseFile('broken');
  if (entry.uncompressedSize > limits.entryBytes) refuseFile('bomb');
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  if (entry.uncompressedSize > ratioJudgedAbove && ratio > limits.ratio) refuseFile('bomb');
}

async function readDirectory(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) refuseFile('bomb');
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    judge(entry, limits);
    total += entry.uncompressedSize;
    if (total > limits.totalBytes || entries.size >= limits.entries) refuseFile('bomb');
    if (entries.has(entry.fileName)) refuseFile('broken');
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let stream: Readable | undefined;
  let checksum = 0;
  try {
    stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    if (isFileFault(error)) throw error;
    refuseFile('broken');
  } finally {
    stream?.destroy();
  }
  if (checksum !== entry.crc32) refuseFile('broken');
}

/** True for a failure of the disk (EIO, EMFILE …), which is not the file's fault and must not become a refusal. */
export function isFileFault(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' && /^E[A-Z]+$/.test(code);
}

/** Reads the directory of the zip behind an open file descriptor, which stays the caller's to close. */
export async function openArchive(descriptor: number, limits: Limits): Promise<Archive> {
  const zip = await fromFdPromise(descriptor, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    if (isFileFault(error)) throw error;
    return refuseFile('broken');
  });
  const entries = await readDirectory(zip, limits).catch((error: Error) => {
    if (isFileFault(error) || isRefusal(error)) throw error;
    if (/absolute path|invalid relative path|invalid characters in fileName/.test(error.message)) refuseFile('unsafeName');
    return refuseFile('broken');
  });
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read(name) {
      const entry = entries.get(name);
      return entry ? inflate(zip, entry) : refuseFile('broken');
    },
  };
}
