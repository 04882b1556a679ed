import { COMMANDS } from './commands.ts';

const [name = 'help', ...rest] = process.argv.slice(2);
const found = Object.entries(COMMANDS).find(([words]) => words === name || words === `${name} ${rest[0] ?? ''}`);

if (!found) {
  process.stdout.write(`用法：ronggui <命令> [选项]\n\n${Object.entries(COMMANDS).map(([words, { usage, summary }]) => `  ${`${words} ${usage}`.padEnd(64)}${summary}`).join('\n')}\n`);
  process.exit(name === 'help' || name === '--help' ? 0 : 2);
}

const [words, command] = found;
try {
  await command.perform(words.includes(' ') ? rest.slice(1) : rest);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
