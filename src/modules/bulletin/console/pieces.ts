import type { JSONContent } from '@tiptap/react';
import type { Piece, Text, TokenStyle } from '../schema/document.ts';

/** A running text as the editor holds it: one paragraph, figures and claims as atoms. */
export function toEditor(text: Text): JSONContent {
  const content = text.flatMap((piece): JSONContent[] => {
    if ('figure' in piece) return [{ type: 'figure', attrs: { ...piece } }];
    if ('claim' in piece) return [{ type: 'claim', attrs: { ...piece } }];
    return piece.text === '' ? [] : [{ type: 'text', text: piece.text }];
  });
  return { type: 'doc', content: [content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' }] };
}

/** What the editor holds, as pieces; neighbouring words become one piece. */
export function fromEditor(content: JSONContent): Text {
  const pieces: Piece[] = [];
  for (const node of (content.content ?? []).flatMap((paragraph) => paragraph.content ?? [])) {
    const last = pieces[pieces.length - 1];
    if (node.type === 'figure') pieces.push({ figure: String(node.attrs?.figure), style: node.attrs?.style as TokenStyle, period: String(node.attrs?.period) });
    else if (node.type === 'claim') pieces.push({ claim: String(node.attrs?.claim), source: String(node.attrs?.source ?? '') });
    else if (node.text && last && 'text' in last) last.text += node.text;
    else if (node.text) pieces.push({ text: node.text });
  }
  return pieces;
}

/** `items` with one moved by `step` places; unchanged at the ends. */
export function moved<T>(items: readonly T[], at: number, step: number): T[] {
  const to = at + step;
  if (to < 0 || to >= items.length) return [...items];
  const next = items.filter((_, index) => index !== at);
  next.splice(to, 0, items[at]!);
  return next;
}
