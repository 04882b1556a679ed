import { refuse } from '#base/pure/refusal.ts';

/** The largest picture, in pixels: more would stop the browser of whoever opens it. */
const MOST_PIXELS = 200_000_000;

const SENTENCES = {
  broken: '图片已损坏，打不开：请重新拍照或扫描后再上传',
  cut: '图片不完整，可能没有传完就保存了：请重新拍照或扫描后再上传',
  moving: '不收动图：请另存为 JPEG 或 PNG 再上传',
  large: '图片的长和宽太大（超过 2 亿像素）：请缩小后再上传',
};

/** Refuses a picture, saying what to do. */
export function refusePicture(why: keyof typeof SENTENCES): never {
  return refuse(`attachment.${why}`, SENTENCES[why]);
}

/** Refuses a picture without extent, or with more pixels than a browser should unfold. */
export function judgeArea(width: number, height: number): void {
  if (width === 0 || height === 0) refusePicture('broken');
  if (width * height > MOST_PIXELS) refusePicture('large');
}
