import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchResult } from './bench.ts';
import { runProgram, startProduct } from './child.ts';

/** Seconds from the command to a serving product: on an empty folder (database made, schema built), and again with everything there. */
export async function bench(): Promise<BenchResult[]> {
  const data = mkdtempSync(join(tmpdir(), 'ronggui-start-'));
  const node = await runProgram(['--eval', '0']);
  const cold = await startProduct(data);
  await cold.stop();
  const warm: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    const again = await startProduct(data);
    warm.push(again.seconds);
    await again.stop();
  }
  rmSync(data, { recursive: true, force: true });
  const middle = warm.sort((a, b) => a - b)[1]!;
  const beside = { size: 'no county', comparison: `Node doing nothing ${node.seconds.toFixed(2)} s` };
  return [
    { claim: 'cold start: empty folder, demo skipped', ...beside, ours: `${cold.seconds.toFixed(1)} s`, ratio: (cold.seconds / node.seconds).toFixed(0) },
    { claim: 'warm start (median of 3)', ...beside, ours: `${middle.toFixed(1)} s`, ratio: (middle / node.seconds).toFixed(0), aim: '≤ 5 s' },
  ];
}
