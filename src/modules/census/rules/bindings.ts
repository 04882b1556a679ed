import type { CodeList } from '#base/pure/codes.ts';
import { type Field, type RecordType, typedFields } from '#base/pure/record.ts';
import { Profile } from '#modules/employment/schema/person.ts';
import { Person } from '#modules/registry/schema.ts';
import { HealthState, IdentityPaper, Livelihood, PartyStanding } from '#modules/registry/schema/personal.ts';

/** A field of a record about the person that a census may ask for. */
export type Bound = { key: string; type: RecordType; name: string; field: Field };

/** Facts that a household can tell and that change; identity, service and money are not asked again. */
const OF_PERSON = ['mobile', 'phone', 'emergencyContact', 'emergencyPhone', 'hukouKind', 'hukouAddress', 'residenceAddress', 'politicalStatus', 'education', 'marriage', 'health'];
const OF_PROFILE = ['status', 'employerKind', 'employerName', 'post', 'platformWork', 'noJobReason', 'zeroEmployedHousehold', 'skills', 'wishPlace', 'wishIndustry', 'wishPost', 'wishPay', 'availableOn', 'trainingWishes', 'needs'];
const every = (type: RecordType) => typedFields(type).map(([name]) => name).filter((name) => name !== 'personId');

const ASKED: readonly (readonly [RecordType, readonly string[]])[] = [
  [Person, OF_PERSON], [Profile, OF_PROFILE], [Livelihood, every(Livelihood)], [HealthState, every(HealthState)], [PartyStanding, every(PartyStanding)], [IdentityPaper, every(IdentityPaper)],
];

/** Every field that a question may be bound to, by `module.record.field`; each lies in a record that a person has once. */
export const BINDINGS: ReadonlyMap<string, Bound> = new Map(ASKED.flatMap(([type, names]) => names.map((name) => {
  const key = `${type.name}.${name}`;
  return [key, { key, type, name, field: type.fields[name]! }] as const;
})));

/** 对应的档案项目, as a code list. */
export const BindingName: CodeList = { label: '对应的档案项目', codes: [...BINDINGS.values()].map(({ key, type, field }) => ({ code: key, label: `${field.label}（${type.label}）`, synonyms: type === Person ? [field.label] : [] })) };
