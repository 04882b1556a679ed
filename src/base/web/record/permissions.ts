import type { RecordType } from '#base/pure/record.ts';

/** The acts on a record, each with its permission; a module that guards an act otherwise says so. */
export type RecordPermissions = { read: string; create: string; update: string; remove: string; reveal: string; export: string };

/** The permissions of a record's standard operations: `line.read`, `line.write`, `line.reveal`. */
export function permissionsFor(type: RecordType, other: Partial<RecordPermissions> = {}): RecordPermissions {
  const line = type.name.split('.')[0]!;
  return { read: `${line}.read`, create: `${line}.write`, update: `${line}.write`, remove: `${line}.write`, reveal: `${line}.reveal`, export: 'exchange.read', ...other };
}
