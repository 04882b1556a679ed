import { crc32 } from 'node:zlib';
import { judgeArea, refusePicture } from './refusals.ts';

/** Chunks that the picture needs: text, Exif, times and the frames of a moving picture are not among them. */
const KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs']);

/** A PNG without text, Exif, time and private chunks, and without what follows its end. Refuses a damaged file. The pieces point into `bytes`. */
export function cleanPng(bytes: Buffer): Buffer[] {
  const pieces = [bytes.subarray(0, 8)];
  let pictured = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) refusePicture('cut');
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if ((at === 8) !== (kind === 'IHDR')) refusePicture('broken');
    if (KEPT.has(kind)) {
      if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) refusePicture('broken');
      if (kind === 'IHDR') judgeArea(length === 13 ? bytes.readUInt32BE(at + 8) : 0, bytes.readUInt32BE(at + 12));
      pictured ||= kind === 'IDAT';
      pieces.push(bytes.subarray(at, end));
      if (kind === 'IEND') return pictured ? pieces : refusePicture('broken');
    }
    at = end;
  }
  return refusePicture('cut');
}
