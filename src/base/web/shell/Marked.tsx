import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMe } from '../session.tsx';

/** The minute on the office clock (Asia/Shanghai): 2023-05-01 09:30. */
export function minuteOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** The current minute, renewed as it passes. */
export function useMinute(): string {
  const [minute, setMinute] = useState(() => minuteOf(new Date()));
  useEffect(() => {
    const timer = setInterval(() => setMinute(minuteOf(new Date())), 10_000);
    return () => clearInterval(timer);
  }, []);
  return minute;
}

/** Lays unit, name and minute over everything, dialogs too, on screen and on every printed sheet; it puts itself back when taken out of the page. */
export function Marked({ children }: { children: ReactNode }) {
  const me = useMe();
  const minute = useMinute();
  const host = useRef<HTMLDivElement>(null);
  const lines = `${me.unit.name}\n${me.name} ${minute}`;
  useEffect(() => keepMarked(host.current!, patternOf(lines)), [lines]);
  return <>{children}<div ref={host} /></>;
}

const WIDTH = 340;
const HEIGHT = 210;

/** The repeated picture: two slanted lines, as an SVG that needs no canvas. */
function patternOf(lines: string): string {
  const [first = '', second = ''] = lines.split('\n').map((line) => line.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`));
  const text = (words: string, y: number) => `<text x="50%" y="${y}" text-anchor="middle">${words}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><g fill="#000" fill-opacity=".085" font-size="14" font-family="sans-serif" transform="rotate(-18 ${WIDTH / 2} ${HEIGHT / 2})">${text(first, HEIGHT / 2 - 10)}${text(second, HEIGHT / 2 + 12)}</g></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

/** Draws the mark into the host and redraws it whenever somebody removes or restyles it. Answers how to stop. */
function keepMarked(host: HTMLElement, image: string): () => void {
  const style = `position:fixed;top:0;left:0;width:100%;height:100%;z-index:2000;pointer-events:none;background-repeat:repeat;background-size:${WIDTH}px ${HEIGHT}px;background-image:${image};-webkit-print-color-adjust:exact;print-color-adjust:exact;display:block;visibility:visible;opacity:1`;
  const observer = new MutationObserver(() => draw());
  const draw = () => {
    observer.disconnect();
    const mark = document.createElement('div');
    mark.className = 'watermark';
    mark.setAttribute('aria-hidden', 'true');
    mark.setAttribute('style', style);
    host.removeAttribute('style');
    host.removeAttribute('hidden');
    host.replaceChildren(mark);
    observer.observe(host, { childList: true, attributes: true, subtree: true });
  };
  draw();
  return () => observer.disconnect();
}
