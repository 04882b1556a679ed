import { randomUUID } from 'node:crypto';
import { checkDigit } from '#base/pure/citizenId.ts';
import { creditCheckCharacter } from '#base/pure/creditCode.ts';
import { type Field, type RecordType, typedFields, type Values } from '#base/pure/record.ts';
import { isRefusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { createRow } from '#base/server/records/write.ts';
import { PLACES, type Place, type World } from './world.ts';

let serial = 0;

/** A valid value for a field, different at every call where the kind allows. */
function valueFor(field: Field): unknown {
  serial += 1;
  switch (field.kind) {
    case 'text': return `样例${serial}`.slice(0, field.max ?? 200);
    case 'note': return `说明${serial}`;
    case 'day': return '2023-05-01';
    case 'partialDay': return '2001-12';
    case 'integer': return Math.max(field.min ?? 1, 1);
    case 'fen': return '10000';
    case 'boolean': return true;
    case 'code': return field.codes!.codes[0]!.code;
    case 'codes': return [field.codes!.codes[0]!.code];
    case 'citizenId': { const first = `99910019800101${String(100 + (serial % 900)).padStart(3, '0')}`; return first + checkDigit(first); }
    case 'phone': return `100${String(serial).padStart(8, '0')}`;
    case 'bankCard': return '6228480000000000015';
    case 'creditCode': { const first = `91999001${String(serial).padStart(9, '0')}`; return first + creditCheckCharacter(first); }
    default: return undefined;
  }
}

/** Makes one row of any record at a place with every required field filled, its references made first, and what the record's own checks ask for; `overrides` wins. */
export async function makeRow(world: World, type: RecordType, place: Place, overrides: Values = {}): Promise<Values> {
  const actor = everything(world);
  const draft: Values = { ...overrides };
  for (const [name, field] of typedFields(type)) {
    if (name in draft) continue;
    if (field.kind === 'reference') {
      if (field.required || name === type.placedBy) draft[name] = (await makeRow(world, field.of!(), place)).id;
    } else if (field.required || field.kind === 'citizenId') draft[name] = valueFor(field);
  }
  if (!type.placedBy && !draft.divisionCode) draft.divisionCode = PLACES[place];
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await world.act(actor, (act) => createRow(act, world.house.stores.get(type.name)!, randomUUID(), draft));
    } catch (error) {
      const [name = ''] = (isRefusal(error) && error.path) || [];
      const field = type.fields[name];
      if (!field || name in overrides || attempt > 5) throw error;
      if (draft[name] === undefined) draft[name] = field.kind === 'reference' ? (await makeRow(world, field.of!(), place)).id : valueFor(field);
      else delete draft[name];
    }
  }
}

/** Somebody at the county who may do anything: builders only. */
export function everything(world: World): Actor {
  return { ...world.person('countyClerk', 'county'), permissions: new Set([...world.operations.values()].map((operation) => operation.meta.permission ?? '')) };
}
