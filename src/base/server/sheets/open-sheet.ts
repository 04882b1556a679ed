import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { compoundSignature, refuseCompound } from './compound.ts';
import { openCsv } from './csv-reader.ts';
import { defaultLimits } from './limits.ts';
import type { Limits } from './limits.ts';
import { refuseFile } from './refusals.ts';
import type { SheetReader } from './shapes.ts';
import { openXlsx } from './xlsx-reader.ts';

/** Which sheet to read (name; the first visible one unless given) and bounds other than the product's own. */
export type OpenOptions = { sheet?: string; limits?: Partial<Limits> };

async function openByContent(file: FileHandle, path: string, sheet: string | undefined, limits: Limits): Promise<SheetReader> {
  const { size } = await file.stat();
  if (size === 0) refuseFile('empty');
  if (size > limits.fileBytes) refuseFile('tooLarge', { limit: Math.floor(limits.fileBytes / 1024 / 1024) });
  const head = Buffer.alloc(8);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  if (head.equals(compoundSignature)) return refuseCompound(file);
  if (head.readUInt16BE(0) === 0x504b && bytesRead >= 4 && head[2]! < 9) return openXlsx(file, sheet, limits);
  const reader = await openCsv(path, head.subarray(0, bytesRead), limits);
  await file.close();
  return reader;
}

/** Opens an .xlsx or csv by its content, whatever its name. Refuses, with the file closed, what is not a plain table within the limits; the caller closes the reader. */
export async function openSheet(path: string, options: OpenOptions = {}): Promise<SheetReader> {
  const file = await open(path, 'r');
  try {
    return await openByContent(file, path, options.sheet, { ...defaultLimits, ...options.limits });
  } catch (error) {
    await file.close();
    throw error;
  }
}
