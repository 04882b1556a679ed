import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OpenedBackup } from './archive.ts';

/** Every finished file below a folder, as relative paths in order. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile() && !/\.(part|next)$/.test(path)).toSorted();
}

/** Adds the attachments that the data folder lacks, before the restore commits: files nobody refers to yet do no harm. */
export async function addFiles(data: string, opened: OpenedBackup): Promise<void> {
  for (const { path } of opened.manifest.files) if (!existsSync(placeOf(data, path))) await put(data, path, opened);
}

/** Makes the attachments exactly those of the backup, after the restore committed. */
export async function replaceFiles(data: string, opened: OpenedBackup): Promise<void> {
  const wanted = new Map(opened.manifest.files.map((one) => [one.path, one.sha256]));
  for (const path of filesBelow(join(data, 'files'))) {
    const sha256 = wanted.get(path);
    if (!sha256) rmSync(placeOf(data, path));
    else if (sha256 !== (await digestOfFile(placeOf(data, path)))) await put(data, path, opened);
  }
}

/** The place of an attachment; a path that leaves the folder is refused. */
function placeOf(data: string, path: string): string {
  if (path.startsWith('/') || normalize(path).startsWith('..')) throw new Error(`备份中的附件路径不合规：${path}`);
  return join(data, 'files', path);
}

async function put(data: string, path: string, opened: OpenedBackup): Promise<void> {
  const place = placeOf(data, path);
  mkdirSync(dirname(place), { recursive: true });
  await pipeline(await opened.read(`files/${path}`), createWriteStream(`${place}.part`, { mode: 0o600 }));
  renameSync(`${place}.part`, place);
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
