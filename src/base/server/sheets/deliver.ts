import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';

/** Lets `fill` write into a stream, or into a file that appears under its name only when it is complete; nothing is left behind on failure. */
export async function deliver(target: string | Writable, fill: (stream: Writable) => Promise<void>): Promise<void> {
  if (typeof target !== 'string') return fill(target);
  const unfinished = `${target}.part`;
  try {
    await fill(createWriteStream(unfinished));
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

const pieceCharacters = 64 * 1024;

/** Gathers small texts into pieces worth handing on, as UTF-8. */
export async function* inPieces(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let gathered = '';
  for await (const text of texts) {
    gathered += text;
    if (gathered.length < pieceCharacters) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  if (gathered !== '') yield Buffer.from(gathered);
}
