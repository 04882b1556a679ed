import { once } from 'node:events';
import { COMMANDS } from '../../src/entry/commands.ts';

/** A process that performs one command of the product when it is told which, to be killed on the way: it says `ready`, reads `{ command, args }` from its input, says `done`. */
process.stdout.write('ready\n');
const [line] = (await once(process.stdin, 'data')) as [Buffer];
const { command, args } = JSON.parse(line.toString()) as { command: string; args: string[] };
await COMMANDS[command]!.perform(args);
process.stdout.write('\ndone\n');
process.exit(0);
