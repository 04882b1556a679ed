import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** One piece of a paper that stays together on a page; `joined`: the next piece follows without a gap. */
export type Block = { key: string; content: ReactNode; joined?: boolean };

/** Height of a page's content in CSS pixels: A4 without margins and foot. */
const ROOM = 246 * (96 / 25.4);

/** A paper on A4 pages: its pieces are measured and laid out page by page, so that each foot says 第几页 共几页 in every browser. A paper that is `given` to people carries no clerk's mark over its text; its foot and the audit know who printed it. */
export function Pages({ blocks, foot, plain = false, given = false }: { blocks: readonly Block[]; foot: string; plain?: boolean; given?: boolean }) {
  const measure = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<string[][]>([]);
  useEffect(() => {
    const marks = given ? ['printing-pages', 'giving-pages'] : ['printing-pages'];
    document.body.classList.add(...marks);
    return () => document.body.classList.remove(...marks);
  }, [given]);
  const drawn = blocks.map((one) => one.key).join('\n');
  useLayoutEffect(() => {
    const heights = [...(measure.current?.children ?? [])].map((child) => (child as HTMLElement).offsetHeight);
    setPages(layOut(blocks.map((one) => one.key), heights, ROOM));
  }, [drawn, blocks]);
  return (
    <div className={`a4-tray ${plain ? 'a4-plain' : ''}`} tabIndex={0} role="region" aria-label="纸面">
      <div className="a4-measure" aria-hidden="true" ref={measure}>{blocks.map((one) => <Piece key={one.key} block={one} />)}</div>
      {pages.map((keys, at) => (
        <article className="a4-page" key={keys[0]} aria-label={`第 ${at + 1} 页`}>
          {keys.map((key) => <Piece key={key} block={blocks.find((one) => one.key === key)} />)}
          <div className="a4-foot"><span>{foot}</span><span>第 {at + 1} 页　共 {pages.length} 页</span></div>
        </article>
      ))}
    </div>
  );
}

function Piece({ block }: { block: Block | undefined }) {
  return <div className={block?.joined ? 'a4-block a4-joined' : 'a4-block'}>{block?.content}</div>;
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
