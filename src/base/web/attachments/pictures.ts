import { HEAD_BYTES, judgeHead, MOST_BYTES, orientationOf, THUMBNAIL_BYTES } from '#base/pure/attachment.ts';
import type { Failure } from '../failure.ts';

/** A file ready to be sent: upright, not too large, and its thumbnail as base64 of a JPEG where it is a picture. */
export type Prepared = { blob: Blob; name: string; thumbnail: string | undefined };

/** Longest side of a picture that is sent, and of its thumbnail; pixels. */
const LONGEST = 4000;
const THUMBNAIL = 240;
const QUALITY = 0.85;

/** Turns a picture upright, shrinks an over-large one and makes its thumbnail; other files go as they are. Rejects with the sentence of a refusal where the content is not kept. */
export async function prepareFile(file: File): Promise<Prepared> {
  const verdict = judgeHead(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if ('refusal' in verdict) throw refusal(verdict.refusal);
  const picture = verdict.media.startsWith('image/') ? await load(file).catch(() => undefined) : undefined;
  const prepared = picture ? await preparePicture(file, picture, verdict.media === 'image/jpeg') : { blob: file, name: file.name, thumbnail: undefined };
  if (prepared.blob.size > MOST_BYTES) throw refusal('文件超过 50 MB：请拆开，或降低扫描分辨率后再上传');
  return prepared;
}

async function preparePicture(file: File, picture: HTMLImageElement, jpeg: boolean): Promise<Prepared> {
  const longest = Math.max(picture.naturalWidth, picture.naturalHeight);
  const turned = jpeg && orientationOf(new Uint8Array(await file.slice(0, 256 * 1024).arrayBuffer())) !== 1;
  const drawn = longest > LONGEST || turned || file.size > MOST_BYTES ? await draw(picture, LONGEST, QUALITY) : undefined;
  const small = await draw(picture, THUMBNAIL, 0.7);
  URL.revokeObjectURL(picture.src);
  return { blob: drawn ?? file, name: drawn ? `${file.name.replace(/\.[^.]*$/, '')}.jpg` : file.name, thumbnail: small && small.size <= THUMBNAIL_BYTES ? await base64Of(small) : undefined };
}

/** Opens a picture; the browser itself turns it as its Exif says. */
function load(file: File): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => {
      URL.revokeObjectURL(picture.src);
      reject(new Error('picture'));
    };
    picture.src = URL.createObjectURL(file);
  });
}

/** The picture as a JPEG of at most `longest` pixels a side, on white; undefined where the browser has no room for it. */
function draw(picture: HTMLImageElement, longest: number, quality: number): Promise<Blob | undefined> {
  const scale = Math.min(1, longest / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(undefined);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', quality));
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error ?? new Error('picture'));
    reader.readAsDataURL(blob);
  });
}

const refusal = (message: string): Failure => ({ code: 'attachment.kind', status: 422, message, path: [], detail: undefined });
