import { oc } from '@orpc/contract';
import { z } from 'zod';

/** Marks an operation that any signed-in person may perform on their own account. */
export const SELF = 'self';
/** Marks an operation that needs no sign-in. */
export const PUBLIC = 'public';

/** The meta of an operation: who may perform it, and what the audit keeps of it. */
export type OperationMeta = {
  /** `line.act` such as `care.write`; or SELF, or PUBLIC. An operation without one does not start. */
  permission?: string;
  /** `write` (default for anything but GET): one audit row per act; `read`: reads are audited too; `none`: never. */
  audit?: 'write' | 'read' | 'none';
  /** It reads only, and so often that what is noted of it need not wait for the disk: a power cut may lose the notes of its last second, never a link of the chain. docs/decisions/0020-notes-of-reading.md */
  light?: true;
};

/** The start of every operation's contract: `operation.meta({permission}).route({…}).input(…).output(…)`. */
export const operation = oc.$meta<OperationMeta>({});

/** A client-made id (UUID), so that repeating a write is harmless. */
export const Id = z.guid('编号格式不正确');

/** What every write that changes nothing else to tell answers. */
export const Done = z.object({ done: z.literal(true) });

/** The largest file that an operation takes in its body, in bytes; larger ones go through the import desk. */
export const MOST_FILE_BYTES = 15_000_000;
/** The same file's characters in base64. */
export const MOST_FILE_CHARACTERS = Math.ceil(MOST_FILE_BYTES / 3) * 4;
/** The content of a chosen file in base64, at most `MOST_FILE_BYTES` of it. */
export const FileContent = z.string('请选择文件').min(1, '请选择文件').max(MOST_FILE_CHARACTERS, '文件超过 15 MB，请分成几份').regex(/^[A-Za-z0-9+/=]*$/, '文件内容不完整');

/** One page of rows as every list takes it. */
export const Paging = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(500).default(20),
});
