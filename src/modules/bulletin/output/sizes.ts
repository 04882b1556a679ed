/** The layout numbers of GB/T 9704-2012 in points unless said otherwise: A4, margins 37/26/35/28 mm, 3号 at 28.95 pt, 28 characters a line. */
const MM = 72 / 25.4;
export const PAGE = { width: 210 * MM, height: 297 * MM, top: 37 * MM, right: 26 * MM, bottom: 35 * MM, left: 28 * MM };
/** Width of the text block, 156 mm. */
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
/** 3号, 4号, 2号, and the red name of the masthead. */
export const SIZE = { body: 16, small: 14, title: 22, masthead: 52 };
/** Exact line pitch of the body; 22 lines fill the 225 mm of the text block. */
export const PITCH = 28.95;
/** 16 pt × 28 characters are 158 mm, the text block is 156: every character is drawn in by a quarter point (a fifth is a hair too little for the 28th). */
export const TIGHTEN = 0.25;
/** 版记: outer lines 0.35 mm, inner lines 0.25 mm. */
export const RULE = { outer: 0.35 * MM, inner: 0.25 * MM };
/** 页码 stands 7 mm below the text block. */
export const NUMBER_GAP = 7 * MM;
/** The red of mastheads. */
export const RED = 'FF0000';

/** Points as twentieths (Word's unit). */
export const twips = (points: number): number => Math.round(points * 20);
/** Points as eighths (Word's unit of lines). */
export const eighths = (points: number): number => Math.round(points * 8);
