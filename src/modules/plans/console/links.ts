import type { RecordType } from '#base/pure/record.ts';
import { recordClient } from '#base/web/client.ts';
import { titleOf } from '#base/web/record/values.ts';
import type { AnyRow } from '#base/web/record/values.ts';
import { textOf } from '#base/web/record/values.ts';

/** How each linked ledger's declaration is fetched when it is first needed. */
const LEDGERS: Readonly<Record<string, () => Promise<RecordType>>> = {
  'care.visit': async () => (await import('#modules/care/schema.ts')).Visit,
  'employment.intent': async () => (await import('#modules/employment/schema/person.ts')).Intent,
  'employment.service': async () => (await import('#modules/employment/schema/person.ts')).Service,
  'employment.profile': async () => (await import('#modules/employment/schema/person.ts')).Profile,
  'employment.start_up': async () => (await import('#modules/employment/schema/person.ts')).StartUp,
  'training.attendance': async () => (await import('#modules/training/schema.ts')).Attendance,
  'relief.payment': async () => (await import('#modules/relief/schema/help.ts')).Payment,
  'recognition.case': async () => (await import('#modules/recognition/schema/case.ts')).RecognitionCase,
  'cards.contact_card': async () => (await import('#modules/cards/schema/contact.ts')).ContactCard,
  'cards.preferential_card': async () => (await import('#modules/cards/schema/preferential.ts')).PreferentialCard,
  'registry.livelihood': async () => (await import('#modules/registry/schema/personal.ts')).Livelihood,
};

/** Where each linked ledger's pages live. */
export const LINK_PATHS: Readonly<Record<string, string>> = {
  'care.visit': '/care/visits', 'employment.intent': '/employment/intents', 'employment.service': '/employment/services', 'employment.profile': '/employment/profiles', 'employment.start_up': '/employment/start-ups',
  'training.attendance': '/training/attendances', 'relief.payment': '/relief/payments', 'recognition.case': '/recognition/cases', 'cards.contact_card': '/cards/contact-cards', 'cards.preferential_card': '/cards/preferential-cards', 'registry.livelihood': '/registry/livelihoods',
};

/** The person's latest rows of a ledger as choices: the day and the first facts of each. */
export async function linkedRow(record: string, personId: string): Promise<{ value: string; label: string }[]> {
  const type = await LEDGERS[record]!();
  const { rows } = await recordClient(type).list({ page: 1, size: 50, filters: { personId: [personId] } });
  return (rows as unknown as AnyRow[]).map((row) => {
    const facts = type.list.filter((name) => name !== 'personId').map((name) => textOf(type, row, name)).filter(Boolean).slice(0, 3);
    return { value: row.id, label: facts.length > 0 ? facts.join('　') : titleOf(type, row) };
  });
}
