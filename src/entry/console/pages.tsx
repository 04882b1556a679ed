import { type ComponentType, lazy } from 'react';
import type { MountedRecord } from './records.ts';

/** A page that is not one of a record's standard pages: fetched when first opened. `outside` stands without the shell (sign-in). */
export type SpecialPage = { path: string; load: () => Promise<ComponentType>; outside?: boolean };

/** Pages with work of their own. A new one is one line here and one in the menu. */
export const PAGES: readonly SpecialPage[] = [
  { path: '/care/due', load: async () => (await import('#modules/care/console/DueVisits.tsx')).DueVisits },
];

/** A component that is fetched when first shown. */
export function lazily(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }));
}

const LIST = () => import('#base/web/record/RecordPage.tsx');
const DETAIL = () => import('#base/web/record/RecordDetail.tsx');
const FORM = () => import('#base/web/record/RecordForm.tsx');

/** The standard pages of a record: list, new, detail, edit. */
export function recordPages(mounted: MountedRecord): SpecialPage[] {
  const { path, load, permissions, canCreate, tabs } = mounted;
  const list = async () => {
    const [{ RecordPage }, record] = await Promise.all([LIST(), load()]);
    return () => <RecordPage key={path} record={record} permissions={permissions} canCreate={canCreate} />;
  };
  const detail = async () => {
    const [{ RecordDetail }, record, more] = await Promise.all([DETAIL(), load(), tabs?.()]);
    return () => <RecordDetail record={record} permissions={permissions} tabs={more} />;
  };
  const form = async () => {
    const [{ RecordForm }, record] = await Promise.all([FORM(), load()]);
    return () => <RecordForm record={record} permissions={permissions} />;
  };
  return [{ path, load: list }, { path: `${path}/new`, load: form }, { path: `${path}/$id`, load: detail }, { path: `${path}/$id/edit`, load: form }];
}
