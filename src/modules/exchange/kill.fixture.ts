import { openHouse } from '#base/server/open.ts';
import { importFile } from './importFile.ts';
import { clerkOf, scratchModules } from './scratch.fixture.ts';

/** A process of its own that imports a file into the database of a test, to be killed on the way: settings, actor and path come as arguments. */
const [config = '', actor = '', path = ''] = process.argv.slice(2);
const { house } = await openHouse(JSON.parse(config), scratchModules);
const who = JSON.parse(actor) as ReturnType<typeof clerkOf>;
process.stdout.write('started\n');
const result = await importFile(house, { ...who, permissions: new Set(who.permissions) }, path, 'scratch.fellow');
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
