import { sql } from 'kysely';
import { field, record } from '#base/pure/record.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import type { Figure } from '#base/server/figure.ts';
import type { House, Module } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { figures } from '#modules/figures/module.ts';
import { bulletin } from './module.ts';
import { wantedFigures } from './rules/compose.ts';

/** One ledger for the tests of this module: a row counts towards the figure that it names. */
export const Entry = record({
  name: 'scratch.entry', path: '/scratch/entries', label: '台账行', ledger: '试用台账', title: 'name', list: ['name'], filters: [], search: ['name'], sort: 'name', identity: ['name'], reach: 'division', personal: false,
  fields: { name: field.text('名称', { required: true }), counts: field.text('指标', { required: true }), amount: field.integer('数量', { required: true }), notedOn: field.day('日期', { required: true }), remark: field.text('备注') },
});
const entries = store(Entry);

/** Units of the figures that the draft speaks of, as the modules declare them; a test holds the two together. */
export const UNITS: Record<string, Figure['unit']> = {
  'organisation.stations': '个', 'organisation.meetingQuarters': '季度', 'ratings.accepted': '个', 'employment.jobFairs': '次', 'employment.publicPosts': '个', 'employment.vacancies': '个', 'employment.intents': '个',
  'employment.stableWork': '人', 'employment.startUps': '人', 'training.adaptiveSessions': '次', 'training.adaptiveTrainees': '人', 'care.visits': '人次', 'relief.sanatoriumStays': '人次', 'relief.healthChecksSelfChosen': '人',
  'relief.healthChecksEnterprise': '人', 'relief.households': '户', 'relief.paidFen': '元', 'publicity.studios': '个', 'memorial.visitors': '人次', 'memorial.organisations': '个', 'memorial.schools': '所',
  'publicity.lectures': '次', 'publicity.lectureAudience': '人次',
};

/** Every figure that the draft speaks of, each measured on the scratch ledger. */
export const SCRATCH_FIGURES: Figure[] = wantedFigures().map((key) => ({
  key, chapter: 1, title: `指标${key}`, unit: UNITS[key]!, definition: '试', record: Entry, on: sql`r.noted_on`, where: () => sql`r.counts = ${key}`,
  measure: key === 'ratings.accepted' ? 'count' : { sum: sql`r.amount` },
}));

const scratch: Module = { name: 'scratch', label: '试', operations: { entries: recordOperations(Entry) }, handlers: { entries: recordHandlers(entries) }, stores: [entries], figures: SCRATCH_FIGURES };
const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };

/** The modules of a world of this module's tests. */
export const SCRATCH_MODULES: Module[] = [organisation, scratch, figures, bulletin];

/** Makes the scratch ledger's table. */
export async function makeScratchTable(house: House): Promise<void> {
  const { owner } = house.database;
  await sql`create schema scratch`.execute(owner);
  await sql`grant usage on schema scratch to ronggui_app`.execute(owner);
  await sql`create table scratch.entry (county_code text, id uuid, version int default 1, division_code text collate "C", created_at timestamptz default now(), updated_at timestamptz default now(), batch_id uuid,
    name text, counts text, amount int, noted_on date, remark text, primary key (county_code, id))`.execute(owner);
  await sql`select house.protect('scratch.entry', 'division')`.execute(owner);
}

/** Values of the year of the tests, as the ledgers of a county of that size hold them. */
export const YEAR_VALUES: Record<string, number> = {
  'organisation.stations': 14, 'organisation.meetingQuarters': 4, 'employment.jobFairs': 7, 'employment.publicPosts': 130, 'employment.vacancies': 1000, 'employment.intents': 513,
  'employment.stableWork': 195, 'employment.startUps': 61, 'training.adaptiveSessions': 3, 'training.adaptiveTrainees': 256, 'care.visits': 837, 'relief.sanatoriumStays': 25, 'relief.healthChecksSelfChosen': 4,
  'relief.healthChecksEnterprise': 29, 'relief.households': 56, 'relief.paidFen': 15_000_000, 'publicity.studios': 14, 'memorial.visitors': 24_012, 'memorial.organisations': 57, 'memorial.schools': 68,
  'publicity.lectures': 6, 'publicity.lectureAudience': 934,
};
