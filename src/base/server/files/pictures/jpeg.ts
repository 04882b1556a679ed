import { orientationOf } from '#base/pure/attachment.ts';
import { judgeArea, refusePicture } from './refusals.ts';

const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const isApplication = (marker: number) => marker >= 0xe0 && marker <= 0xef;

/** What a JPEG shows and how large it is, in pixels. */
export type CleanJpeg = { pieces: Buffer[]; width: number; height: number };

/**
 * A JPEG without anything but the picture: Exif (with GPS), XMP, IPTC, comments, embedded previews, second pictures and whatever follows the end are gone.
 * Kept: colour profile, Adobe's colour marker, and the orientation as the one Exif tag. Refuses a damaged file. The pieces point into `bytes`.
 */
export function cleanJpeg(bytes: Buffer): CleanJpeg {
  const pieces: Buffer[] = [SOI];
  const orientation = orientationOf(bytes);
  if (orientation !== 1) pieces.push(orientationSegment(orientation));
  let size: { width: number; height: number } | undefined;
  let scanned = false;
  let at = 2;
  while (at < bytes.length) {
    const { marker, start } = nextMarker(bytes, at);
    if (marker === 0xd9) {
      if (!size || !scanned) refusePicture('broken');
      return { pieces: [...pieces, EOI], ...size };
    }
    const length = start + 4 <= bytes.length ? bytes.readUInt16BE(start + 2) : 0;
    const end = start + 2 + length;
    if (marker < 0xc0 || marker === 0xd8 || (marker >= 0xd0 && marker <= 0xd7) || length < 2 || end > bytes.length) refusePicture('broken');
    if (isFrame(marker)) size ??= frameSize(bytes, start, length);
    pieces.push(...kept(bytes.subarray(start, end), marker));
    at = end;
    if (marker !== 0xda) continue;
    scanned = true;
    at = scanEnd(bytes, end);
    pieces.push(bytes.subarray(end, at));
  }
  return refusePicture('cut');
}

/** The next marker, fill bytes passed over. */
function nextMarker(bytes: Buffer, from: number): { marker: number; start: number } {
  if (bytes[from] !== 0xff) refusePicture('broken');
  let at = from + 1;
  while (bytes[at] === 0xff) at += 1;
  return { marker: bytes[at] ?? refusePicture('cut'), start: at - 1 };
}

/** Where the coded picture after a scan's head ends: at the next marker that is neither stuffing nor a restart. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return refusePicture('cut');
}

function frameSize(bytes: Buffer, start: number, length: number): { width: number; height: number } {
  if (length < 8) refusePicture('broken');
  const size = { width: bytes.readUInt16BE(start + 7), height: bytes.readUInt16BE(start + 5) };
  judgeArea(size.width, size.height);
  return size;
}

/** A segment as it stays: tables and frames whole, of the applications' own only what colours need. */
function kept(segment: Buffer, marker: number): Buffer[] {
  if (marker === 0xfe) return [];
  if (!isApplication(marker)) return [segment];
  const name = segment.toString('latin1', 4, 16);
  if (marker === 0xe0 && name.startsWith('JFIF\0') && segment.length >= 18) return [jfif(segment)];
  if (marker === 0xe2 && name.startsWith('ICC_PROFILE\0')) return [segment];
  if (marker === 0xee && name.startsWith('Adobe') && segment.length >= 16) return [Buffer.concat([Buffer.from([0xff, 0xee, 0, 14]), segment.subarray(4, 16)])];
  return [];
}

/** The JFIF head without its preview. */
function jfif(segment: Buffer): Buffer {
  const head = Buffer.from(segment.subarray(0, 18));
  head.writeUInt16BE(16, 2);
  head.writeUInt16BE(0, 16);
  return head;
}

/** An Exif segment that holds nothing but the orientation. */
function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.from('ffe1002245786966000049492a000800000001001201030001000000000000000000000000', 'hex').subarray(0, 36);
  segment.writeUInt16LE(orientation, 28);
  return segment;
}
