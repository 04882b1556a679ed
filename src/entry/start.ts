import { parseArgs } from 'node:util';
import { readConfig } from '#base/server/config.ts';
import { type Opened, openHouse } from '#base/server/open.ts';
import { setUpCode } from '#modules/organisation/setUp.ts';
import { makeDemoCounty } from '../../tools/demo/county.ts';
import { MODULES } from './modules.ts';
import { serve } from './server.ts';
import { countiesOf } from './system.ts';

const { values } = parseArgs({ options: { empty: { type: 'boolean', default: false } } });

let opened: Opened | undefined;
try {
  const config = readConfig(process.env);
  opened = await openHouse(config, MODULES, { jobs: true });
  const { house } = opened;
  if (!values.empty && (await countiesOf(house)).length === 0) await makeDemoCounty(opened, (line) => process.stdout.write(`${line}\n`));
  const serving = await serve(opened);
  const code = await setUpCode(house);
  process.stdout.write(`戎归已启动：${serving.url}\n`);
  if (code) process.stdout.write(`尚无账号。首次设置码（也在 ${config.data}/setup-code.txt）：${code}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void serving.stop().then(() => process.exit(0), (error) => fail(error)));
  }
} catch (error) {
  await opened?.close();
  fail(error);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
