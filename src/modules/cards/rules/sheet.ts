/** A4 in mm, and a card of the size of a calling card: two columns and five rows, cut along common edges. */
export const PAGE = { width: 210, height: 297 } as const;
export const CARD = { width: 90, height: 54 } as const;
export const COLUMNS = 2;
export const ROWS = 5;
/** Cards on one sheet. */
export const PER_SHEET = COLUMNS * ROWS;

const LEFT = (PAGE.width - COLUMNS * CARD.width) / 2;
const TOP = (PAGE.height - ROWS * CARD.height) / 2;
const MARK = { length: 5, gap: 2 } as const;

/** A place on a sheet in mm from its upper left corner. */
export type Place = { x: number; y: number };

/**
 * Where the card at a position (1 to 10, row by row) has its upper left corner, in mm. Worked: position 1 at 15, 13.5; position 2 at 105, 13.5;
 * position 10 at 105, 229.5.
 */
export function placeAt(position: number): Place {
  const index = position - 1;
  return { x: LEFT + (index % COLUMNS) * CARD.width, y: TOP + Math.floor(index / COLUMNS) * CARD.height };
}

/** Cards put on sheets, the first at position `start` of a part-used sheet. Worked: 12 cards from position 9 lie on 2 + 10. */
export function layOut<T>(cards: readonly T[], start: number): { position: number; card: T }[][] {
  const sheets: { position: number; card: T }[][] = [];
  cards.forEach((card, at) => {
    const slot = start - 1 + at;
    (sheets[Math.floor(slot / PER_SHEET)] ??= []).push({ position: (slot % PER_SHEET) + 1, card });
  });
  return sheets;
}

/** A line from one point to another, in mm. */
export type Line = { x1: number; y1: number; x2: number; y2: number };

/** The crop marks in the margins: at every edge of the cards, 5 mm long, 2 mm away from them. 18 lines: 3 above, 3 below, 6 left, 6 right. */
export function cropMarks(): Line[] {
  const right = LEFT + COLUMNS * CARD.width;
  const bottom = TOP + ROWS * CARD.height;
  const marks: Line[] = [];
  for (let column = 0; column <= COLUMNS; column += 1) {
    const x = LEFT + column * CARD.width;
    marks.push({ x1: x, y1: TOP - MARK.gap - MARK.length, x2: x, y2: TOP - MARK.gap }, { x1: x, y1: bottom + MARK.gap, x2: x, y2: bottom + MARK.gap + MARK.length });
  }
  for (let row = 0; row <= ROWS; row += 1) {
    const y = TOP + row * CARD.height;
    marks.push({ x1: LEFT - MARK.gap - MARK.length, y1: y, x2: LEFT - MARK.gap, y2: y }, { x1: right + MARK.gap, y1: y, x2: right + MARK.gap + MARK.length, y2: y });
  }
  return marks;
}
