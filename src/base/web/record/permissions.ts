import type { RecordType } from '#base/pure/record.ts';
import { KEPT_BY_COUNTY, type Me, useMe } from '../session.tsx';
import type { AnyRow } from './values.ts';

/** The acts on a record, each with its permission; a module that guards an act otherwise says so. */
export type RecordPermissions = { read: string; create: string; update: string; remove: string; reveal: string; export: string };

/** The permissions of a record's standard operations for whoever looks: `line.read`, `line.write`, `line.reveal`; what the county keeps nobody below it writes. */
export function useRecordPermissions(type: RecordType, other: Partial<RecordPermissions> = {}): RecordPermissions {
  const { division } = useMe();
  const line = type.name.split('.')[0]!;
  const permissions = { read: `${line}.read`, create: `${line}.write`, update: `${line}.write`, remove: `${line}.write`, reveal: `${line}.reveal`, export: 'exchange.read', ...other };
  return type.keptBy === 'county' && division.level !== 'county' ? { ...permissions, create: KEPT_BY_COUNTY, update: KEPT_BY_COUNTY, remove: KEPT_BY_COUNTY } : permissions;
}

/** Why somebody may not change a row that they see: what is seen county-wide is written within its own division. */
export function whyNotHere({ scope }: Me, row: AnyRow): string | undefined {
  const place = row.divisionCode;
  return place >= scope.from && place <= scope.to ? undefined : `由${row.labels.divisionCode ?? '所在地'}登记和修改`;
}
