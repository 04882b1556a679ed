import { z } from 'zod';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Alias, Organisation, Site, Visit } from './schema.ts';

const write = operation.meta({ permission: 'memorial.write' });
const tags = [Organisation.ledger];

/** The contract of the module. */
export const memorialOperations = {
  sites: recordOperations(Site),
  organisations: recordOperations(Organisation),
  aliases: recordOperations(Alias),
  visits: recordOperations(Visit),
  /** Makes two rows of the dictionary one: visits go over to `keep`, the dropped name stays as its alias. `id` names the merge for its undoing. */
  mergeOrganisations: write.route({ method: 'POST', path: '/memorial/organisation-merges', summary: '合并来访单位', tags })
    .input(z.object({ id: Id, keep: Id, drop: Id }))
    .output(z.object({ id: z.string(), visits: z.number(), alias: z.string() })),
  /** Takes a merge back: the dropped row, its aliases and its visits are as before, except visits given to another organisation since. */
  undoMerge: write.route({ method: 'POST', path: '/memorial/organisation-merges/{id}/undo', summary: '撤销合并', tags }).input(z.object({ id: Id })).output(Done),
};
