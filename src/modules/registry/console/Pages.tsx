import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** One piece of a paper that stays together on a page. */
export type Block = { key: string; content: ReactNode };

/** Height of a page's content in CSS pixels: A4 without margins and foot. */
const ROOM = 246 * (96 / 25.4);

/** A paper on A4 pages: its pieces are measured and laid out page by page, so that each foot says 第几页 共几页 in every browser. */
export function Pages({ blocks, foot, plain = false }: { blocks: readonly Block[]; foot: string; plain?: boolean }) {
  const measure = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<string[][]>([]);
  const drawn = blocks.map((one) => one.key).join('\n');
  useLayoutEffect(() => {
    const heights = [...(measure.current?.children ?? [])].map((child) => (child as HTMLElement).offsetHeight);
    setPages(layOut(blocks.map((one) => one.key), heights, ROOM));
  }, [drawn, blocks]);
  return (
    <div className={`a4-tray ${plain ? 'a4-plain' : ''}`} tabIndex={0} role="region" aria-label="纸面">
      <div className="a4-measure" aria-hidden="true" ref={measure}>{blocks.map((one) => <div className="a4-block" key={one.key}>{one.content}</div>)}</div>
      {pages.map((keys, at) => (
        <article className="a4-page" key={keys[0]} aria-label={`第 ${at + 1} 页`}>
          {keys.map((key) => <div className="a4-block" key={key}>{blocks.find((one) => one.key === key)?.content}</div>)}
          <div className="a4-foot"><span>{foot}</span><span>第 {at + 1} 页　共 {pages.length} 页</span></div>
        </article>
      ))}
    </div>
  );
}

/** Puts pieces on pages in order: a new page where the next piece does not fit; a piece higher than a page has one to itself. */
export function layOut(keys: readonly string[], heights: readonly number[], room: number): string[][] {
  const pages: string[][] = [];
  let left = 0;
  keys.forEach((key, at) => {
    const height = heights[at] ?? 0;
    if (pages.length === 0 || height > left) {
      pages.push([]);
      left = room;
    }
    pages[pages.length - 1]!.push(key);
    left -= height;
  });
  return pages;
}
