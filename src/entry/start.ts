import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '#base/server/config.ts';
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
  await refuseTakenPort(config);
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

/** Says at once that the address is taken, not after the demo county was made. */
function refuseTakenPort({ host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(new Error(error.code === 'EADDRINUSE' ? `端口 ${port} 已被别的程序占用：可能本程序已经在运行；也可以用 RONGGUI_PORT 换一个端口` : `不能在 ${host} 的端口 ${port} 上提供服务（${error.code}）`)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
