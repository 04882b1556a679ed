import { createContext } from 'react';
import type { Reading } from '../schema/document.ts';

/** The readings by which figures in all texts of a page show their numbers. */
export const Readings = createContext<ReadonlyMap<string, Reading>>(new Map());

/** The rows that a figure counts, in the list of their ledger. */
export const rowsAddress = (reading: Pick<Reading, 'path' | 'figure' | 'period'>) => `${reading.path}?figure=${encodeURIComponent(reading.figure)}&period=${encodeURIComponent(reading.period)}`;
