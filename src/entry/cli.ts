import { COMMANDS } from './commands.ts';

const [name = 'help', ...rest] = process.argv.slice(2);
const found = Object.entries(COMMANDS).find(([words]) => words === name || words === `${name} ${rest[0] ?? ''}`);

if (!found) {
  process.stdout.write(`用法：ronggui <命令> [选项]\n\n${Object.entries(COMMANDS).map(([words, { usage, summary }]) => `  ${`${words} ${usage}`.padEnd(64)}${summary}`).join('\n')}\n`);
  process.exit(name === 'help' || name === '--help' ? 0 : 2);
}

process.stdout.on('error', () => undefined);
const [words, command] = found;
try {
  await command.perform(words.includes(' ') ? rest.slice(1) : rest);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

/** What a person is told: what is wrong with the options or a file, in Chinese, else the error's own sentence. */
function sentenceOf(error: unknown): string {
  const { code, path, message } = error as { code?: string; path?: string; message?: string };
  if (code?.startsWith('ERR_PARSE_ARGS')) return `选项有误。用法：ronggui ${words} ${command.usage}`;
  if (code === 'ENOENT' && path) return `没有文件或目录 ${path}`;
  if ((code === 'EACCES' || code === 'EPERM') && path) return `没有权限读写 ${path}`;
  if (code === 'EISDIR') return '这是目录，不是文件';
  return message ?? String(error);
}
