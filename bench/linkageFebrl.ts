import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { day, digits, editedText, exact, similarText } from '#base/pure/linkage/comparators.ts';
import type { Comparator, Declaration } from '#base/pure/linkage/declaration.ts';

const FOLDER = join(import.meta.dirname, '../../shared/data/linkage');

/** Why the public sets cannot be used, or nothing: they lie beside the repository and are no part of it. */
export const febrlAbsent: string | undefined = existsSync(join(FOLDER, 'febrl3.csv')) ? undefined : '公开的标注数据 ../shared/data/linkage 不在，跳过';

/** A row of a FEBRL file. `label` is `rec_id`, the true answer: it is kept apart from the values and no reader sees it. */
export type FebrlRow = { id: string; label: string; values: Readonly<Record<string, string>> };

/** Reads a FEBRL file. Ids are the file's name and the line, so that nothing of `rec_id` can reach a comparison or a tie. */
export function readFebrl(file: 'febrl3' | 'febrl4a' | 'febrl4b'): FebrlRow[] {
  const [head, ...lines] = readFileSync(join(FOLDER, `${file}.csv`), 'utf8').trim().split('\n').map((line) => line.split(',').map((cell) => cell.trim()));
  return lines.map((cells, at) => {
    const { rec_id: label, ...values } = Object.fromEntries(head!.map((name, place) => [name, cells[place] ?? '']));
    return { id: `${file}:${at}`, label: label!, values };
  });
}

/** The person a row is of: the number in `rec_id`. */
export const personOf = (row: FebrlRow): string => row.label.split('-')[1]!;

const field = (name: string, comparator: Comparator, termFrequency: boolean) => ({ name, title: name, read: (row: FebrlRow) => row.values[name], comparator, termFrequency });
const head = (text: string) => text.slice(0, 4);
const tail = (text: string) => text.slice(3);

/** The FEBRL sets as the engine is told of them: field by field, with no knowledge of how their errors were made. */
export const febrl: Declaration<FebrlRow> = {
  id: (row) => row.id,
  fields: [
    field('given_name', similarText([0.92, 0.8]), true),
    field('surname', similarText([0.92, 0.8]), true),
    field('street_number', editedText([1]), true),
    field('address_1', similarText([0.9, 0.75]), true),
    field('address_2', similarText([0.9, 0.75]), true),
    field('suburb', similarText([0.9, 0.75]), true),
    field('postcode', editedText([1]), true),
    field('state', exact, false),
    field('date_of_birth', day, true),
    field('soc_sec_id', digits, false),
  ],
  blocking: [
    { name: 'number', parts: [{ from: 'soc_sec_id' }] },
    { name: 'birth', parts: [{ from: 'date_of_birth' }] },
    { name: 'names', parts: [{ from: 'given_name' }, { from: 'surname' }] },
    { name: 'address', parts: [{ from: 'address_1' }] },
    { name: 'surname+postcode', parts: [{ from: 'surname' }, { from: 'postcode' }] },
    { name: 'given+suburb', parts: [{ from: 'given_name' }, { from: 'suburb' }] },
    { name: 'given+postcode', parts: [{ from: 'given_name' }, { from: 'postcode' }] },
    { name: 'numberHead', parts: [{ from: 'soc_sec_id', of: head }] },
    { name: 'numberTail', parts: [{ from: 'soc_sec_id', of: tail }] },
    { name: 'estate+postcode', parts: [{ from: 'address_2' }, { from: 'postcode' }] },
  ],
};
