import type { ComponentType } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import type { RecordPermissions } from '#base/web/record/permissions.ts';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';

/** A record that has its standard pages here: its path, and how to fetch its declaration when a page of it is first opened. */
export type MountedRecord = {
  path: string;
  load: () => Promise<RecordType>;
  /** Acts that the module guards by other permissions than `line.read`, `line.write`, `line.reveal`. */
  permissions?: Partial<RecordPermissions>;
  /** False where rows are made by another act than the standard form. */
  canCreate?: boolean;
  /** A page of its own for one row, instead of the standard one. */
  detail?: () => Promise<ComponentType>;
  /** Further tabs of its detail page. */
  tabs?: () => Promise<readonly DetailTab[]>;
  /** Further acts of its module on list, selected rows and detail page. */
  acts?: () => Promise<RecordActs>;
};

const organisation = {
  unit: () => import('#modules/organisation/schema/unit.ts'),
  meeting: () => import('#modules/organisation/schema/meeting.ts'),
};
const registry = () => import('#modules/registry/schema.ts');
const personal = () => import('#modules/registry/schema/personal.ts');
const serving = () => import('#modules/registry/schema/serving.ts');
const cards = { contact: () => import('#modules/cards/schema/contact.ts'), preferential: () => import('#modules/cards/schema/preferential.ts') };
const census = () => import('#modules/census/schema.ts');
const changes = () => import('#modules/changes/schema.ts');
const care = () => import('#modules/care/schema.ts');
const employment = { person: () => import('#modules/employment/schema/person.ts'), market: () => import('#modules/employment/schema/market.ts') };
const training = () => import('#modules/training/schema.ts');
const plans = () => import('#modules/plans/schema.ts');
const quality = () => import('#modules/quality/schema.ts');
const ratings = () => import('#modules/ratings/schema.ts');
const benefits = () => import('#modules/benefits/schema.ts');
const standards = () => import('#modules/benefits/schema/standards.ts');
const benefitRuns = { run: () => import('#modules/benefits/schema/runs.ts'), bank: () => import('#modules/benefits/schema/bank.ts') };
const oneOff = () => import('#modules/benefits/schema/oneOff.ts');
const conscripts = () => import('#modules/benefits/schema/conscripts.ts');
const confirmation = () => import('#modules/benefits/schema/confirmation.ts');
const comparison = () => import('#modules/benefits/schema/comparison.ts');
const relief = { help: () => import('#modules/relief/schema/help.ts'), condolence: () => import('#modules/relief/schema/condolence.ts') };
const memorial = () => import('#modules/memorial/schema.ts');
const exchange = () => import('#modules/exchange/schema/layout.ts');
const publicity = () => import('#modules/publicity/schema.ts');

const UNITS: Partial<RecordPermissions> = { read: 'units.read', create: 'units.administer', remove: 'units.administer' };

/** Every record with standard pages. A new ledger is one line here and one in the menu. */
export const RECORDS: readonly MountedRecord[] = [
  { path: '/organisation/units', load: async () => (await organisation.unit()).Unit, permissions: UNITS },
  { path: '/organisation/meetings', load: async () => (await organisation.meeting()).Meeting, tabs: async () => (await import('#modules/organisation/console/MeetingTabs.tsx')).MEETING_TABS },
  { path: '/organisation/attendance', load: async () => (await organisation.meeting()).Attendance },
  { path: '/organisation/decisions', load: async () => (await organisation.meeting()).Decision },
  { path: '/registry/persons', load: async () => (await registry()).Person, tabs: async () => (await import('./tabs.tsx')).personTabs, acts: async () => (await import('#modules/changes/console/PersonChanges.tsx')).PERSON_CHANGE_ACTS },
  { path: '/registry/households', load: async () => (await registry()).Household, acts: async () => (await import('#modules/changes/console/PersonChanges.tsx')).HOUSEHOLD_CHANGE_ACTS },
  { path: '/registry/nicknames', load: async () => (await import('#modules/registry/schema/nickname.ts')).Nickname },
  { path: '/registry/roles', load: async () => (await registry()).PersonRole },
  { path: '/recognition/cases', load: async () => (await import('#modules/recognition/schema/case.ts')).RecognitionCase, detail: async () => (await import('#modules/recognition/console/CasePage.tsx')).CasePage },
  { path: '/recognition/rules', load: async () => (await import('#modules/recognition/schema/rule.ts')).KindRule },
  { path: '/registry/identity-papers', load: async () => (await personal()).IdentityPaper },
  { path: '/registry/party-standings', load: async () => (await personal()).PartyStanding },
  { path: '/registry/schoolings', load: async () => (await personal()).Schooling },
  { path: '/registry/kin', load: async () => (await personal()).Kin },
  { path: '/registry/livelihoods', load: async () => (await personal()).Livelihood },
  { path: '/registry/health-states', load: async () => (await personal()).HealthState },
  { path: '/registry/service-details', load: async () => (await serving()).ServiceDetail },
  { path: '/registry/awards', load: async () => (await serving()).Award },
  { path: '/registry/penalties', load: async () => (await serving()).Penalty, permissions: { read: 'registry.reveal' } },
  { path: '/registry/settlement-details', load: async () => (await serving()).SettlementDetail },
  { path: '/registry/disability-details', load: async () => (await serving()).DisabilityDetail },
  { path: '/registry/bereavements', load: async () => (await serving()).Bereavement },
  { path: '/registry/collections', load: async () => (await personal()).Collection },
  { path: '/plans/needs', load: async () => (await plans()).Need },
  { path: '/plans/measures', load: async () => (await plans()).Measure },
  { path: '/plans/plans', load: async () => (await plans()).Plan, permissions: { create: 'plans.derived', remove: 'plans.derived' }, canCreate: false },
  { path: '/plans/proposals', load: async () => (await plans()).Proposal, permissions: { create: 'plans.derived', update: 'plans.derived', remove: 'plans.derived' }, canCreate: false },
  { path: '/plans/declined', load: async () => (await plans()).Declined, permissions: { create: 'plans.derived', update: 'plans.derived' }, canCreate: false },
  { path: '/cards/contact-cards', load: async () => (await cards.contact()).ContactCard, acts: async () => (await import('#modules/cards/console/ContactActs.tsx')).CONTACT_ACTS },
  { path: '/cards/contact-points', load: async () => (await cards.contact()).ContactPoint },
  { path: '/cards/preferential-cards', load: async () => (await cards.preferential()).PreferentialCard, tabs: async () => (await import('#modules/cards/console/Course.tsx')).COURSE_TABS, acts: async () => (await import('#modules/cards/console/PreferentialActs.tsx')).PREFERENTIAL_ACTS },
  { path: '/cards/batches', load: async () => (await cards.preferential()).CardBatch, tabs: async () => (await import('#modules/cards/console/BatchPlaces.tsx')).BATCH_TABS },
  { path: '/cards/handovers', load: async () => (await cards.preferential()).Handover, canCreate: false, tabs: async () => (await import('#modules/cards/console/Receipt.tsx')).HANDOVER_TABS },
  { path: '/quality/findings', load: async () => (await quality()).Finding, permissions: { create: 'quality.derived', update: 'quality.derived', remove: 'quality.derived' }, canCreate: false },
  { path: '/quality/waivers', load: async () => (await quality()).Waiver, permissions: { create: 'quality.derived', update: 'quality.derived' }, canCreate: false },
  { path: '/changes/register', canCreate: false, load: async () => (await changes()).Change, tabs: async () => (await import('#modules/changes/console/ChangeCourse.tsx')).CHANGE_TABS, acts: async () => (await import('#modules/changes/console/PersonChanges.tsx')).CHANGE_ACTS },
  { path: '/changes/follow-ups', load: async () => (await changes()).FollowUp },
  { path: '/changes/departures', load: async () => (await changes()).Departure },
  { path: '/census/campaigns', load: async () => (await census()).Campaign, tabs: async () => (await import('#modules/census/console/CampaignCourse.tsx')).CAMPAIGN_TABS, acts: async () => (await import('#modules/census/console/CampaignCourse.tsx')).CAMPAIGN_ACTS },
  { path: '/census/questions', load: async () => (await census()).Question },
  { path: '/census/entries', load: async () => (await census()).Entry, canCreate: false, permissions: { create: 'census.derived', update: 'census.derived', remove: 'census.derived' } },
  { path: '/census/answers', load: async () => (await census()).Answer, canCreate: false, permissions: { create: 'census.derived', update: 'census.derived', remove: 'census.derived' } },
  { path: '/duplicates/pairs', load: async () => (await import('#modules/duplicates/schema.ts')).Pair, permissions: { create: 'duplicates.derived', update: 'duplicates.derived' }, canCreate: false },
  { path: '/ratings/applications', load: async () => (await ratings()).Application },
  { path: '/ratings/sheets', load: async () => (await ratings()).Sheet },
  { path: '/ratings/criteria', load: async () => (await ratings()).Criterion },
  { path: '/care/visits', load: async () => (await care()).Visit },
  { path: '/care/plaques', load: async () => (await care()).Plaque },
  { path: '/care/merit-deliveries', load: async () => (await care()).MeritDelivery },
  { path: '/care/methods', load: async () => (await care()).Method },
  { path: '/employment/profiles', load: async () => (await employment.person()).Profile },
  { path: '/employment/spells', load: async () => (await employment.person()).Spell },
  { path: '/employment/intents', load: async () => (await employment.person()).Intent },
  { path: '/employment/start-ups', load: async () => (await employment.person()).StartUp },
  { path: '/employment/services', load: async () => (await employment.person()).Service },
  { path: '/employment/employers', load: async () => (await employment.market()).Employer },
  { path: '/employment/job-fairs', load: async () => (await employment.market()).JobFair },
  { path: '/employment/vacancies', load: async () => (await employment.market()).Vacancy },
  { path: '/employment/public-posts', load: async () => (await employment.market()).PublicPost },
  { path: '/training/providers', load: async () => (await training()).Provider },
  { path: '/training/sessions', load: async () => (await training()).Session },
  { path: '/training/attendances', load: async () => (await training()).Attendance },
  { path: '/benefits/recipients', load: async () => (await benefits()).Recipient },
  { path: '/benefits/addons', load: async () => (await import('#modules/benefits/schema/addons.ts')).PersonalAddon },
  { path: '/benefits/movements', load: async () => (await import('#modules/benefits/schema/movements.ts')).Movement, acts: async () => (await import('#modules/benefits/console/MovementActs.tsx')).MOVEMENT_ACTS },
  { path: '/benefits/confirmations', load: async () => (await confirmation()).Confirmation, acts: async () => (await import('#modules/benefits/console/ConfirmationActs.tsx')).CONFIRMATION_ACTS },
  { path: '/benefits/confirmation-entries', canCreate: false, load: async () => (await confirmation()).ConfirmEntry, permissions: { create: 'benefits.derived', update: 'benefits.derived', remove: 'benefits.derived' } },
  { path: '/benefits/comparisons', canCreate: false, load: async () => (await comparison()).Comparison, permissions: { create: 'benefits.derived', update: 'benefits.derived', remove: 'benefits.derived' } },
  { path: '/benefits/comparison-hits', canCreate: false, load: async () => (await comparison()).Hit, permissions: { create: 'benefits.derived', update: 'benefits.derived', remove: 'benefits.derived' } },
  { path: '/benefits/prospects', canCreate: false, load: async () => (await import('#modules/benefits/schema/policy.ts')).Prospect, permissions: { create: 'benefits.derived', update: 'benefits.derived', remove: 'benefits.derived' } },
  { path: '/benefits/payments', load: async () => (await benefits()).Payment },
  { path: '/benefits/notices', load: async () => (await standards()).Notice, detail: async () => (await import('#modules/benefits/console/NoticePage.tsx')).NoticePage },
  { path: '/benefits/standards', canCreate: false, load: async () => (await standards()).Standard },
  { path: '/benefits/runs', load: async () => (await benefitRuns.run()).Run, canCreate: false, detail: async () => (await import('#modules/benefits/console/RunPage.tsx')).RunPage },
  { path: '/benefits/messages', canCreate: false, load: async () => (await import('#modules/benefits/schema/messages.ts')).Message, permissions: { create: 'benefits.derived', update: 'benefits.derived', remove: 'benefits.derived' } },
  { path: '/benefits/lines', load: async () => (await benefitRuns.run()).Line, canCreate: false, permissions: { create: 'benefits.derived', update: 'benefits.derived', remove: 'benefits.derived' }, tabs: async () => (await import('#modules/benefits/console/RunLine.tsx')).RUN_LINE_TABS, acts: async () => (await import('#modules/benefits/console/RunLine.tsx')).RUN_LINE_ACTS },
  { path: '/benefits/one-offs', load: async () => (await oneOff()).OneOff, detail: async () => (await import('#modules/benefits/console/OneOffPage.tsx')).OneOffPage },
  { path: '/benefits/grant-terms', load: async () => (await oneOff()).GrantTermsRecord, acts: async () => (await import('#modules/benefits/console/TermsActs.tsx')).GRANT_TERMS_ACTS },
  { path: '/benefits/conscript-terms', load: async () => (await conscripts()).ConscriptTermsRecord, tabs: async () => (await import('#modules/benefits/console/ConscriptAdditions.tsx')).CONSCRIPT_TERMS_TABS, acts: async () => (await import('#modules/benefits/console/TermsActs.tsx')).CONSCRIPT_TERMS_ACTS },
  { path: '/benefits/conscript-homes', load: async () => (await conscripts()).ConscriptHome },
  { path: '/benefits/conscript-years', load: async () => (await conscripts()).ConscriptYear, tabs: async () => (await import('#modules/benefits/console/ConscriptYearTabs.tsx')).CONSCRIPT_YEAR_TABS, acts: async () => (await import('#modules/benefits/console/ConscriptYearTabs.tsx')).CONSCRIPT_YEAR_ACTS },
  { path: '/benefits/repayments', load: async () => (await benefitRuns.run()).Repayment },
  { path: '/benefits/bank-layouts', load: async () => (await benefitRuns.bank()).BankLayout, tabs: async () => (await import('#modules/benefits/console/BankColumns.tsx')).BANK_LAYOUT_TABS },
  { path: '/relief/payments', load: async () => (await relief.help()).Payment },
  { path: '/relief/campaigns', load: async () => (await relief.condolence()).Campaign },
  { path: '/relief/campaign-entries', load: async () => (await relief.condolence()).CampaignEntry },
  { path: '/relief/sanatorium-stays', load: async () => (await relief.help()).SanatoriumStay },
  { path: '/relief/health-checks', load: async () => (await relief.help()).HealthCheck },
  { path: '/memorial/sites', load: async () => (await memorial()).Site },
  { path: '/memorial/visits', load: async () => (await memorial()).Visit },
  { path: '/memorial/organisations', load: async () => (await memorial()).Organisation },
  { path: '/memorial/aliases', load: async () => (await memorial()).Alias },
  { path: '/publicity/studios', load: async () => (await publicity()).Studio },
  { path: '/publicity/lectures', load: async () => (await publicity()).Lecture },
  { path: '/publicity/activities', load: async () => (await publicity()).Activity },
  { path: '/exchange/layouts', load: async () => (await exchange()).Layout, tabs: async () => (await import('#modules/exchange/console/LayoutColumns.tsx')).LAYOUT_TABS, acts: async () => (await import('#modules/exchange/console/LayoutActs.tsx')).LAYOUT_ACTS },
  { path: '/exchange/layout-columns', load: async () => (await exchange()).LayoutColumn },
  { path: '/exchange/differences', load: async () => (await exchange()).Difference, permissions: { create: 'exchange.derived', update: 'exchange.derived', remove: 'exchange.derived', export: 'exchange.derived' }, canCreate: false, tabs: async () => (await import('#modules/exchange/console/DifferenceActs.tsx')).DIFFERENCE_TABS, acts: async () => (await import('#modules/exchange/console/DifferenceActs.tsx')).DIFFERENCE_ACTS },
];
