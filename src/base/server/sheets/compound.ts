import type { FileHandle } from 'node:fs/promises';
import { refuseFile } from './refusals.ts';

/** First eight bytes of an OLE compound file: old Office formats, and every password-protected .xlsx. */
export const compoundSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const mostDirectorySectors = 256;

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function namesIn(sector: Buffer): string[] {
  const names: string[] = [];
  for (let start = 0; start + 128 <= sector.length; start += 128) {
    const length = sector.readUInt16LE(start + 64);
    if (length >= 2 && length <= 64) names.push(sector.toString('utf16le', start, start + length - 2));
  }
  return names;
}

/** Stream names in the directory of a compound file; follows its sector chain through the header's own table, at most 256 sectors. */
async function readStreamNames(file: FileHandle): Promise<string[]> {
  const header = await readAt(file, 0, 512);
  if (header.length < 512) refuseFile('broken');
  const sectorBytes = header.readUInt16LE(30) === 12 ? 4096 : 512;
  const perSector = sectorBytes / 4;
  const names: string[] = [];
  let sector = header.readUInt32LE(48);
  for (let read = 0; sector < 0xfffffffa && read < mostDirectorySectors; read += 1) {
    names.push(...namesIn(await readAt(file, (sector + 1) * sectorBytes, sectorBytes)));
    const table = Math.floor(sector / perSector);
    if (table >= 109) break;
    const entry = await readAt(file, (header.readUInt32LE(76 + table * 4) + 1) * sectorBytes + (sector % perSector) * 4, 4);
    if (entry.length < 4) break;
    sector = entry.readUInt32LE(0);
  }
  return names;
}

/** Refuses a compound file with the sentence that fits: password, macros, old workbook, something else, or damaged. */
export async function refuseCompound(file: FileHandle): Promise<never> {
  const names = await readStreamNames(file);
  if (names.includes('EncryptedPackage') || names.includes('EncryptionInfo')) refuseFile('encrypted');
  if (names.includes('Workbook') || names.includes('Book')) refuseFile('oldFormat');
  refuseFile(names.includes('Root Entry') ? 'notWorkbook' : 'broken');
}
