import type { BulletinDocument, Piece, Text, TokenStyle } from '../schema/document.ts';
import { CHAPTERS, LEAD, type Sentence, SUBTITLE, TITLE, type Wording } from './wording.ts';

/** Names that the draft takes from data. */
export type Names = { county: string; bureau: string; centre: string };
/** House style of a county's bulletins, from its settings. */
export type Imprint = { masthead: string; editorUnit: string; sourceLine: string; distribution: BulletinDocument['distribution']; printRun: number };

const SPOT = /\{([a-z]+\.[A-Za-z]+)(?::(\w+))?\}|\[(county|bureau|centre|year)\]/g;

/** Every figure that the draft may speak of, by key. */
export function wantedFigures(): string[] {
  const texts = CHAPTERS.flatMap((chapter) => chapter.points.flatMap((point) => point.facts.flat()));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(SPOT)].map((match) => match[1]).filter((key) => key !== undefined)))];
}

/**
 * The draft of a year: four chapters with their 一是/二是/三是, each sentence standing only on figures greater than zero (`values` by key).
 * A figure that is zero or absent is not spoken of; a point or chapter without any fact is left out.
 */
export function composeDocument(year: number, values: ReadonlyMap<string, number>, names: Names, imprint: Imprint, issuedOn: string): BulletinDocument {
  const pieces = (text: string) => piecesOf(text, year, names);
  const sections = CHAPTERS.map(({ heading, opening, points }) => ({
    heading, opening: pieces(opening),
    items: points.flatMap((point) => {
      const text = pointText(point, values, pieces);
      return text ? [{ lead: point.lead, text }] : [];
    }),
  })).filter((section) => section.items.length > 0);
  return {
    masthead: imprint.masthead, year, issueNo: null, totalNo: null, secrecyLevel: null, copyNo: null, editorUnit: imprint.editorUnit, issuedOn,
    editorNote: [], title: TITLE, subtitle: plain(pieces(SUBTITLE)), lead: pieces(LEAD), sections,
    sourceLine: imprint.sourceLine, distribution: imprint.distribution, printRun: imprint.printRun,
  };
}

function pointText(point: Wording, values: ReadonlyMap<string, number>, pieces: (text: string) => Text): Text | undefined {
  const facts = point.facts.map((sentence) => sayable(sentence, values)).filter((clauses) => clauses.length > 0);
  return facts.length === 0 ? undefined : pieces(point.opening + facts.map((clauses) => `${clauses.join('，')}。`).join(''));
}

const sayable = (sentence: Sentence, values: ReadonlyMap<string, number>) =>
  sentence.filter((clause) => [...clause.matchAll(SPOT)].every(([, key]) => key === undefined || (values.get(key) ?? 0) > 0));

/** Turns a wording into pieces; neighbouring words become one piece. */
function piecesOf(text: string, year: number, names: Names): Text {
  const pieces: Piece[] = [];
  const say = (words: string) => {
    const last = pieces[pieces.length - 1];
    if (words === '') return;
    if (last && 'text' in last) last.text += words;
    else pieces.push({ text: words });
  };
  let at = 0;
  for (const match of text.matchAll(SPOT)) {
    say(text.slice(at, match.index));
    const [, figure, style, name] = match;
    if (figure) pieces.push({ figure, style: (style ?? 'exact') as TokenStyle, period: String(year) });
    else say(name === 'year' ? String(year) : names[name as keyof Names]);
    at = match.index + match[0].length;
  }
  say(text.slice(at));
  return pieces;
}

const plain = (text: Text) => text.map((piece) => ('text' in piece ? piece.text : '')).join('');
