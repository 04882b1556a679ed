import { z } from 'zod';
import { Id } from '#base/pure/operation.ts';
import type { Field, RecordType } from '#base/pure/record.ts';
import { Person } from '../schema.ts';
import { BASES } from './bases.ts';
import { Collection, HealthState, IdentityPaper, Kin, Livelihood, PartyStanding, Schooling } from './personal.ts';
import { Award, Bereavement, DisabilityDetail, Penalty, ServiceDetail, SettlementDetail } from './serving.ts';

/**
 * One section of the file (一档的一栏): what of the person it shows, the record that holds the rest, its class by the privacy rules
 * (S2 sensitive, S3 internal), and the law or document that needs it. A field without a basis is not in the file.
 */
export type FileSection = {
  key: string;
  label: string;
  sensitivity: 'S2' | 'S3';
  basis: string;
  /** Headings of the person's own fields that stand here. */
  own?: readonly string[];
  record?: RecordType;
  /** Several rows a person; otherwise one. */
  many?: true;
  /** Only for those who may see sealed values. */
  restricted?: true;
};

/** The sections of a person's file in the order of the national collection form; employment, training, plaques, benefits and cards stand in their own modules. */
export const FILE_SECTIONS: readonly FileSection[] = [
  { key: 'identity', label: '身份与联系', sensitivity: 'S2', basis: BASES.identity, own: ['身份', '联系', '住址'], record: IdentityPaper },
  { key: 'party', label: '政治', sensitivity: 'S3', basis: BASES.party, record: PartyStanding },
  { key: 'schooling', label: '教育', sensitivity: 'S3', basis: BASES.schooling, record: Schooling, many: true },
  { key: 'family', label: '家庭', sensitivity: 'S2', basis: BASES.family, record: Kin, many: true },
  { key: 'livelihood', label: '生活', sensitivity: 'S2', basis: BASES.livelihood, record: Livelihood },
  { key: 'health', label: '健康', sensitivity: 'S2', basis: BASES.health, record: HealthState },
  { key: 'service', label: '服役', sensitivity: 'S3', basis: BASES.service, own: ['服役'], record: ServiceDetail },
  { key: 'award', label: '奖励', sensitivity: 'S3', basis: BASES.award, record: Award, many: true },
  { key: 'penalty', label: '处分', sensitivity: 'S2', basis: BASES.penalty, record: Penalty, many: true, restricted: true },
  { key: 'settlement', label: '安置', sensitivity: 'S3', basis: BASES.settlement, own: ['安置'], record: SettlementDetail },
  { key: 'disability', label: '残疾', sensitivity: 'S2', basis: BASES.disability, own: ['残疾'], record: DisabilityDetail },
  { key: 'bereaved', label: '遗属', sensitivity: 'S3', basis: BASES.bereaved, record: Bereavement },
  { key: 'payment', label: '发放账户', sensitivity: 'S2', basis: BASES.payment, own: ['发放'] },
  { key: 'collection', label: '采集', sensitivity: 'S3', basis: BASES.collection, own: ['采集'], record: Collection },
];

/** The section of a key. */
export function sectionOf(key: string): FileSection | undefined {
  return FILE_SECTIONS.find((one) => one.key === key);
}

/** The person's own fields that stand in a section, in their order. */
export function ownFields(section: FileSection): [string, Field][] {
  return Object.entries(Person.fields).filter(([, field]) => section.own?.includes(field.section ?? ''));
}

/** The fields of a section's record besides the reference to the person. */
export function recordFields(section: FileSection): [string, Field][] {
  return Object.entries(section.record?.fields ?? {}).filter(([name]) => name !== 'personId');
}

/** The key of a section, as operations take it. */
export const SectionKey = z.enum(FILE_SECTIONS.map((one) => one.key) as [string, ...string[]], '没有这一栏');

/** 核对: one person said of one section that it holds, on one day; `withdrawn` where it was taken back. */
export const Confirmation = z.object({ id: Id, section: z.string(), at: z.string(), by: z.string(), unit: z.string(), withdrawn: z.boolean(), mine: z.boolean() });
export type Confirmation = z.infer<typeof Confirmation>;

/** What the head of the file tells: age and service as the county counts them, and of every section how much it holds and who confirmed it last. */
export const FileOverview = z.object({
  age: z.number().nullable(),
  service: z.object({ months: z.number().nullable(), served: z.string().nullable(), years: z.number().nullable(), part: z.enum(['full', 'half']) }),
  sections: z.array(z.object({ key: z.string(), label: z.string(), rows: z.number(), confirmed: Confirmation.nullable(), changedAt: z.string().nullable() })),
});
export type FileOverview = z.infer<typeof FileOverview>;

/** Rows of one opened section, each as its record answers it, and for the family who else counts this person as kin or lives in the household. */
export const OpenedSection = z.object({
  rows: z.array(z.looseObject({ id: z.string(), version: z.number(), labels: z.record(z.string(), z.string()) })),
  kinOf: z.array(z.object({ personId: z.string(), name: z.string(), relation: z.string() })),
  household: z.array(z.object({ personId: z.string(), name: z.string(), relation: z.string().nullable(), age: z.number().nullable() })),
});
export type OpenedSection = z.infer<typeof OpenedSection>;

/** One printed value; `hidden` where a sealed value stands masked. */
export const FileEntry = z.object({ name: z.string(), label: z.string(), value: z.string().nullable(), hidden: z.boolean() });
export type FileEntry = z.infer<typeof FileEntry>;

/** The whole file in words, as papers print it: section by section, the person's own fields first, then each row of its record. */
export const WholeFile = z.object({
  id: z.string(), name: z.string(), place: z.string(), full: z.boolean(),
  sections: z.array(z.object({ key: z.string(), label: z.string(), own: z.array(FileEntry), rows: z.array(z.array(FileEntry)), confirmed: Confirmation.nullable() })),
});
export type WholeFile = z.infer<typeof WholeFile>;

/** 谁看过: one reader on one day, what they looked at, and the reason they gave. */
export const Look = z.object({ on: z.string(), name: z.string(), unit: z.string(), what: z.string(), reason: z.string().nullable(), times: z.number() });
export type Look = z.infer<typeof Look>;

/** 服役年限不足一年部分的计法: a setting of the county; the product's default is `full`. */
export const PartYearSetting = z.enum(['full', 'half']).default('full').meta({ title: '不足一年的部分', words: { full: '按一年计', half: '满六个月按一年计，不满不计' } });
