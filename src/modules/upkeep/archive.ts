import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { digesting } from './digest.ts';
import { Manifest, tablePath } from './manifest.ts';

/** An opened backup: its manifest and the parts it names. */
export type OpenedBackup = {
  manifest: Manifest;
  read(path: string): Promise<Readable>;
  text(path: string): Promise<string | undefined>;
  close(): void;
};

/** Opens a backup and reads its manifest. Throws one Chinese sentence where the file is not one, or is not whole. */
export async function openBackup(file: string): Promise<OpenedBackup> {
  let zip: ZipFile;
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw new Error(`无法打开备份文件 ${file}：文件不存在、不完整，或不是备份`, { cause: error });
  }
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    const read = (path: string) => {
      const entry = entries.get(path);
      if (!entry) throw new Error(`备份文件不完整：缺少 ${path}`);
      return zip.openReadStreamPromise(entry);
    };
    const text = async (path: string) => (entries.has(path) ? Buffer.concat(await (await read(path)).toArray()).toString('utf8') : undefined);
    const manifest = Manifest.safeParse(JSON.parse((await text('manifest.json')) ?? '{}'));
    if (!manifest.success) throw new Error('这不是本程序的备份，或由更新版本的程序制作');
    return { manifest: manifest.data, read, text, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** Reads every table and attachment to its end and compares its digest with the manifest's. Throws, naming the first part that differs. */
export async function verifyParts({ manifest, read }: OpenedBackup): Promise<void> {
  const parts = [...manifest.tables.map((table) => ({ path: tablePath(table.name), sha256: table.sha256 })), ...manifest.files.map((one) => ({ path: `files/${one.path}`, sha256: one.sha256 }))];
  for (const { path, sha256 } of parts) {
    let seen = '';
    try {
      const stream = digesting(await read(path), (digest) => { seen = digest; });
      for await (const _chunk of stream);
    } catch (error) {
      throw new Error(`备份文件已损坏：${path} 无法读出`, { cause: error });
    }
    if (seen !== sha256) throw new Error(`备份文件已损坏：${path} 与目录所记不符`);
  }
}
