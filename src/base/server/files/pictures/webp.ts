import { judgeArea, refusePicture } from './refusals.ts';

const KEPT = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP']);
const MOVING = 0x02;
/** Bits of the extended head that say there is Exif (0x08) or XMP (0x04). */
const DESCRIBED = 0x0c;

/** A still WebP without Exif, XMP and unknown chunks, and without what follows its end. Refuses a damaged or moving one. */
export function cleanWebp(bytes: Buffer): Buffer[] {
  if (bytes.length < 20) refusePicture('cut');
  const whole = bytes.readUInt32LE(4) + 8;
  if (whole > bytes.length) refusePicture('cut');
  const pieces: Buffer[] = [];
  let pictured = false;
  for (let at = 12; at + 8 <= whole; ) {
    const kind = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > whole) refusePicture('broken');
    if (kind === 'ANIM' || kind === 'ANMF') refusePicture('moving');
    if (KEPT.has(kind)) {
      const body = bytes.subarray(at, end);
      pieces.push(kind === 'VP8X' ? extended(body) : body);
      if (length % 2 === 1) pieces.push(Buffer.alloc(1));
      if (kind.startsWith('VP8') && kind !== 'VP8X') {
        judgeStill(body, kind);
        pictured = true;
      }
    }
    at = end + (length % 2);
  }
  if (!pictured) refusePicture('broken');
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(4 + pieces.reduce((sum, piece) => sum + piece.length, 0), 4);
  return [head, ...pieces];
}

/** The extended head with its marks of Exif and XMP taken off. */
function extended(chunk: Buffer): Buffer {
  if (chunk.length < 18) refusePicture('broken');
  if (chunk[8]! & MOVING) refusePicture('moving');
  judgeArea(chunk.readUIntLE(12, 3) + 1, chunk.readUIntLE(15, 3) + 1);
  const copy = Buffer.from(chunk);
  copy[8] = copy[8]! & ~DESCRIBED;
  return copy;
}

function judgeStill(chunk: Buffer, kind: string): void {
  if (chunk.length < 18) refusePicture('broken');
  if (kind === 'VP8L') {
    const bits = chunk.readUInt32LE(9);
    return judgeArea((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  judgeArea(chunk.readUInt16LE(14) & 0x3fff, chunk.readUInt16LE(16) & 0x3fff);
}
