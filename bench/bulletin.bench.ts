import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { composeYear } from '#modules/bulletin/service.ts';
import { writeBulletin } from '#modules/bulletin/write.ts';
import { systemActor } from '../src/entry/system.ts';
import { type BenchResult, printMs, repeated, timed } from './bench.ts';
import { runProgram } from './child.ts';
import { acting, COUNTY } from './persons.ts';
import { openYear } from './year.ts';

/** The year's bulletin from ledgers to docx, in a running product and as a command, beside the same library writing one empty paragraph. */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const size = Number(args[0] ?? 20_000);
  const product = await openYear(size);
  const { house, data } = product;
  const actor = systemActor(COUNTY);
  const out = join(data, 'bulletin.docx');
  const empty = await repeated(10, () => Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('戎归')] }] })));
  const first = await timed(() => acting(house, actor, (act) => writeBulletin(act, { year: 2023, out })));
  const compose = await repeated(10, () => acting(house, actor, (act) => composeYear(act, 2023)));
  const write = await repeated(10, () => acting(house, actor, (act) => writeBulletin(act, { year: 2023, out })));
  const pdf = await repeated(3, () => acting(house, actor, (act) => writeBulletin(act, { year: 2023, out: join(data, 'bulletin.pdf') })));
  const command = await runProgram(['src/entry/cli.ts', 'bulletin', '--county', COUNTY, '--year', '2023', '--out', out], { RONGGUI_DATA: data });
  const row = (claim: string, ms: number, more: Partial<BenchResult> = {}): BenchResult => ({ claim, size: `${size} persons`, ours: printMs(ms), comparison: `empty docx of the same library ${printMs(empty.median)}`, ratio: (ms / empty.median).toFixed(1), ...more });
  const results = [
    row('compose', compose.median),
    row('compose and docx, first time', first.ms, { aim: '≤ 3 s', note: `${Math.round(statSync(out).size / 1024)} KiB` }),
    row('compose and docx, again', write.median, { aim: '≤ 3 s' }),
    row('compose and pdf', pdf.median),
    row('the command `ronggui bulletin`, with its start', command.seconds * 1000),
  ];
  rmSync(out);
  await product.close();
  return results;
}
