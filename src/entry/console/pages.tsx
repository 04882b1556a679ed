import { type ComponentType, lazy } from 'react';
import type { MountedRecord } from './records.ts';

/** A page that is not one of a record's standard pages: fetched when first opened. `outside` stands without the shell (sign-in). */
export type SpecialPage = { path: string; load: () => Promise<ComponentType>; outside?: boolean };

/** Pages with work of their own. A new one is one line here and one in the menu. */
export const PAGES: readonly SpecialPage[] = [
  { path: '/sign-in', outside: true, load: async () => (await import('#modules/organisation/console/SignIn.tsx')).SignIn },
  { path: '/set-up', outside: true, load: async () => (await import('#modules/organisation/console/SetUp.tsx')).SetUp },
  { path: '/account', load: async () => (await import('#modules/organisation/console/Account.tsx')).Account },
  { path: '/accounts', load: async () => (await import('#modules/organisation/console/Accounts.tsx')).Accounts },
  { path: '/accounts/requests', load: async () => (await import('#modules/organisation/console/RoleRequests.tsx')).RoleRequests },
  { path: '/organisation/divisions', load: async () => (await import('#modules/organisation/console/Divisions.tsx')).Divisions },
  { path: '/organisation/returns', load: async () => (await import('#modules/organisation/console/Returns.tsx')).Returns },
  { path: '/organisation/returns/new', load: async () => (await import('#modules/organisation/console/AskReturn.tsx')).AskReturn },
  { path: '/organisation/returns/$id', load: async () => (await import('#modules/organisation/console/ReturnSheet.tsx')).ReturnSheet },
  { path: '/registry/persons/$id/paper/$kind', load: async () => (await import('#modules/registry/console/FilePaper.tsx')).FilePaper },
  { path: '/changes/new', load: async () => (await import('#modules/changes/console/RegisterChange.tsx')).RegisterChange },
  { path: '/changes/requests', load: async () => (await import('#modules/changes/console/Requests.tsx')).Requests },
  { path: '/changes/take-in', load: async () => (await import('#modules/changes/console/TakeIn.tsx')).TakeIn },
  { path: '/registry/persons/new', load: async () => (await import('#modules/duplicates/console/RegisterPerson.tsx')).RegisterPerson },
  { path: '/duplicates/pairs', load: async () => (await import('#modules/duplicates/console/PairList.tsx')).PairList },
  { path: '/duplicates/pairs/$id', load: async () => (await import('#modules/duplicates/console/Review.tsx')).Review },
  { path: '/duplicates/merges', load: async () => (await import('#modules/duplicates/console/Merges.tsx')).Merges },
  { path: '/care/due', load: async () => (await import('#modules/care/console/DueVisits.tsx')).DueVisits },
  { path: '/cards/issue', load: async () => (await import('#modules/cards/console/IssueCards.tsx')).IssueCards },
  { path: '/cards/print', load: async () => (await import('#modules/cards/console/PrintCards.tsx')).PrintCards },
  { path: '/benefits/standards-by-year', load: async () => (await import('#modules/benefits/console/StandardYears.tsx')).StandardYears },
  { path: '/benefits/notices/new', load: async () => (await import('#modules/benefits/console/DraftNotice.tsx')).DraftNotice },
  { path: '/benefits/runs', load: async () => (await import('#modules/benefits/console/RunList.tsx')).RunList },
  { path: '/benefits/runs/new', load: async () => (await import('#modules/benefits/console/RunStart.tsx')).RunStart },
  { path: '/recognition/waiting', load: async () => (await import('#modules/recognition/console/WaitingCases.tsx')).WaitingCases },
  { path: '/plans/work', load: async () => (await import('#modules/plans/console/PlanWork.tsx')).PlanWork },
  { path: '/plans/work/$id', load: async () => (await import('#modules/plans/console/PlanPaper.tsx')).PlanPaper },
  { path: '/benefits/conscripts', load: async () => (await import('#modules/benefits/console/ConscriptDesk.tsx')).ConscriptDesk },
  { path: '/benefits/confirm', load: async () => (await import('#modules/benefits/console/ConfirmDesk.tsx')).ConfirmDesk },
  { path: '/benefits/confirm/paper', load: async () => (await import('#modules/benefits/console/ConfirmPaper.tsx')).ConfirmPaper },
  { path: '/benefits/confirm/workbook', load: async () => (await import('#modules/benefits/console/ConfirmWorkbook.tsx')).ConfirmWorkbook },
  { path: '/benefits/confirm/reminders', load: async () => (await import('#modules/benefits/console/ConfirmReminders.tsx')).ConfirmReminders },
  { path: '/benefits/confirm/progress', load: async () => (await import('#modules/benefits/console/ConfirmStanding.tsx')).ConfirmStanding },
  { path: '/benefits/confirm/stops', load: async () => (await import('#modules/benefits/console/ConfirmStops.tsx')).ConfirmStops },
  { path: '/benefits/compare', load: async () => (await import('#modules/benefits/console/CompareDesk.tsx')).CompareDesk },
  { path: '/census/ask', load: async () => (await import('#modules/census/console/AskDesk.tsx')).AskDesk },
  { path: '/census/paper', load: async () => (await import('#modules/census/console/PaperList.tsx')).PaperList },
  { path: '/census/workbook', load: async () => (await import('#modules/census/console/SheetPage.tsx')).SheetPage },
  { path: '/census/report', load: async () => (await import('#modules/census/console/ReportPage.tsx')).ReportPage },
  { path: '/benefits/policy', load: async () => (await import('#modules/benefits/console/PolicyOverview.tsx')).PolicyOverview },
  { path: '/benefits/policy/work', load: async () => (await import('#modules/benefits/console/PolicyWork.tsx')).PolicyWork },
  { path: '/benefits/policy/forecast', load: async () => (await import('#modules/benefits/console/PolicyForecast.tsx')).PolicyForecast },
  { path: '/benefits/policy/persons/$id', load: async () => (await import('#modules/benefits/console/PolicyPerson.tsx')).PolicyPerson },
  { path: '/quality', load: async () => (await import('#modules/quality/console/QualityOverview.tsx')).QualityOverview },
  { path: '/quality/work', load: async () => (await import('#modules/quality/console/FindingWork.tsx')).FindingWork },
  { path: '/figures', load: async () => (await import('#modules/figures/console/FiguresOverview.tsx')).FiguresOverview },
  { path: '/figures/$key', load: async () => (await import('#modules/figures/console/FigurePage.tsx')).FigurePage },
  { path: '/bulletin/bulletins', load: async () => (await import('#modules/bulletin/console/BulletinList.tsx')).BulletinList },
  { path: '/bulletin/bulletins/$id', load: async () => (await import('#modules/bulletin/console/BulletinPage.tsx')).BulletinPage },
  { path: '/exchange/imports', load: async () => (await import('#modules/exchange/console/Batches.tsx')).Batches },
  { path: '/exchange/imports/new', load: async () => (await import('#modules/exchange/console/ImportStart.tsx')).ImportStart },
  { path: '/exchange/imports/$id', load: async () => (await import('#modules/exchange/console/BatchPage.tsx')).BatchPage },
  { path: '/exchange/exports', load: async () => (await import('#modules/exchange/console/Exports.tsx')).Exports },
  { path: '/exchange/exports/new', load: async () => (await import('#modules/exchange/console/ExportStart.tsx')).ExportStart },
  { path: '/upkeep/audit', load: async () => (await import('#modules/upkeep/console/AuditLog.tsx')).AuditLog },
  { path: '/upkeep/settings', load: async () => (await import('#modules/upkeep/console/Settings.tsx')).Settings },

  { path: '/upkeep/backups', load: async () => (await import('#modules/upkeep/console/Backups.tsx')).Backups },
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
  const { path, load, permissions, canCreate, tabs, acts } = mounted;
  const list = async () => {
    const [{ RecordPage }, record, own] = await Promise.all([LIST(), load(), acts?.()]);
    return () => <RecordPage key={path} record={record} permissions={permissions} canCreate={canCreate} acts={own?.toolbar} bulk={own?.bulk} />;
  };
  const detail = async () => {
    const [{ RecordDetail }, record, more, own] = await Promise.all([DETAIL(), load(), tabs?.(), acts?.()]);
    return () => <RecordDetail record={record} permissions={permissions} tabs={more} acts={own?.row} stays={own?.stays} fixed={own?.fixed} />;
  };
  const form = async () => {
    const [{ RecordForm }, record] = await Promise.all([FORM(), load()]);
    return () => <RecordForm record={record} permissions={permissions} />;
  };
  return [{ path, load: list }, { path: `${path}/new`, load: form }, { path: `${path}/$id`, load: mounted.detail ?? detail }, { path: `${path}/$id/edit`, load: form }];
}
