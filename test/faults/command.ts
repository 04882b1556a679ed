import { createInterface } from 'node:readline';
import { COMMANDS } from '../../src/entry/commands.ts';

/** A process that performs commands of the product as it is told, to be killed on the way: it says `ready`, reads `{ command, args }` from each line of its input, and says `done` after each. A command that fails ends it. */
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { command, args } = JSON.parse(line) as { command: string; args: string[] };
  await COMMANDS[command]!.perform(args);
  process.stdout.write('\ndone\n');
}
process.exit(0);
