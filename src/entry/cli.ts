import { COMMANDS, UsageError } from './commands.ts';

const [name = 'help', ...rest] = process.argv.slice(2);
const found = Object.entries(COMMANDS).find(([words]) => words === name || words === `${name} ${rest[0] ?? ''}`);
const HELP = new Set(['help', '--help', '-h']);

/** Pads a text to a width on a terminal, where a Chinese character takes two places. */
const padded = (text: string, width: number) => text + ' '.repeat(Math.max(width - [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0), 0));

if (!found) {
  const lines = Object.entries(COMMANDS).map(([words, { usage, summary }]) => `  ${padded(words, 14)}${padded(summary, 38)}${usage}`);
  const help = `用法：ronggui <命令> [选项]\n\n${lines.join('\n')}\n\n每个命令的选项：ronggui <命令> --help\n`;
  if (HELP.has(name)) process.stdout.write(help);
  else process.stderr.write(`没有命令 ${name}。\n${help}`);
  process.exit(HELP.has(name) ? 0 : 2);
}

process.stdout.on('error', () => undefined);
const [words, command] = found;
const args = words.includes(' ') ? rest.slice(1) : rest;
if (args.some((arg) => arg === '--help' || arg === '-h')) {
  process.stdout.write([command.summary, `用法：ronggui ${words} ${command.usage}`, ...(command.help ?? []).map((line) => `  ${line}`), ''].join('\n'));
  process.exit(0);
}
try {
  process.exit((await command.perform(args)) ?? 0);
} catch (error) {
  const wrong = isUsage(error);
  process.stderr.write(`${sentenceOf(error)}\n${wrong ? `用法：ronggui ${words} ${command.usage}\n` : ''}`);
  process.exit(wrong ? 2 : 1);
}

function isUsage(error: unknown): boolean {
  return error instanceof UsageError || Boolean((error as { code?: string } | null)?.code?.startsWith('ERR_PARSE_ARGS'));
}

/** What a person is told: what is wrong with the options or a file, in Chinese, else the error's own sentence. */
function sentenceOf(error: unknown): string {
  const { code, path, message } = error as { code?: string; path?: string; message?: string };
  if (code?.startsWith('ERR_PARSE_ARGS')) return `选项有误：${/'([^']+)'/.exec(message ?? '')?.[1] ?? ''}`;
  if (code === 'ENOENT' && path) return `没有文件或目录 ${path}`;
  if ((code === 'EACCES' || code === 'EPERM') && path) return `没有权限读写 ${path}`;
  if (code === 'EISDIR') return '这是目录，不是文件';
  return message ?? String(error);
}
