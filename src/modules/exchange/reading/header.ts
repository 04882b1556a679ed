import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { maskOf, type MaskKind } from '#base/pure/mask.ts';
import type { RecordType } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import { isForbiddenHeader, scanSecrets } from '#base/pure/secrets.ts';
import type { Act } from '#base/server/house.ts';
import { masked } from '#base/server/records/columns.ts';
import { findHeader, cleanHeader } from '#base/server/sheets/header.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import type { SheetRow } from '#base/server/sheets/shapes.ts';
import type { HeaderRead, Mapping, SheetColumn } from '../schema.ts';
import { guesserOf, KEY_HEADER, KEY_TARGET, type KnownTarget, REASON_HEADER, targetsOf } from './targets.ts';

const LOOKED_AT = 60;
const SAMPLES = 4;

/** What was read of a sheet: as it is answered, with the whole headers and targets by column for the check. */
export type ReadSheet = Omit<HeaderRead, 'fileName' | 'remembered'> & { headers: string[] };

/** Reads the top of a sheet: which row is the header, what its columns are taken for, some cells of each. Refuses a sheet without a known header. */
export async function readTop(act: Act, type: RecordType, path: string, sheet: string | undefined): Promise<ReadSheet> {
  const targets = targetsOf(act.house, type);
  const guesser = guesserOf(targets);
  const reader = await openSheet(path, sheet ? { sheet } : {});
  try {
    const rows: SheetRow[] = [];
    for await (const row of reader.rows()) {
      rows.push(row);
      if (rows.length >= LOOKED_AT) break;
    }
    const found = findHeader(rows, (header) => guesser.known(header) || header === cleanHeader(REASON_HEADER));
    if (!found) refuse('import.header', `没有找到${type.ledger}的表头，请用模板的列名，或确认选对了台账和工作表`, { path: ['sheet'] });
    const guessed = guesser.guess(found.headers);
    const columns = found.headers.map((header, index): SheetColumn => ({
      index, header, target: guessed[index]!, forbidden: isForbiddenHeader(header),
      samples: rows.filter((row) => row.number > found.row).map((row) => row.cells[index]?.text.trim() ?? '').filter((text) => text !== '').slice(0, SAMPLES).map((text) => sample(type, guessed[index]!, text)),
    }));
    return {
      sheets: reader.sheets, sheet: sheet ?? reader.sheets[0] ?? '', headerRow: found.row, headers: found.headers, columns: columns.filter(({ header }) => header !== ''),
      targets: targets.map(({ headers: _headers, ...target }) => target), warnings: warningsOf(type, columns),
    };
  } finally {
    await reader.close();
  }
}

function sample(type: RecordType, target: string | null, text: string): string {
  const field = target === null ? undefined : type.fields[target];
  const shown = field?.sealed ? (masked(field, text) ?? '') : target?.endsWith('.citizenId') ? maskOf('citizenId', text) : target?.endsWith('.mobile') ? maskOf('phone', text) : text;
  return hide(shown).slice(0, 40);
}

/** A text with the numbers of persons in it masked. */
function hide(text: string): string {
  let shown = text;
  for (const { kind, match } of scanSecrets(text)) if (kind !== 'forbiddenWord' && kind !== 'unitNumber') shown = shown.replace(match, maskOf(kind as MaskKind, match));
  return shown;
}

/** Findings on the header itself: columns that must not be kept, columns that nothing was found for. */
export function warningsOf(type: RecordType, columns: SheetColumn[]): string[] {
  const derived = new Set(Object.values(type.fields).filter((field) => field.derived).map(({ label }) => cleanHeader(label)));
  const dropped = columns.filter(({ forbidden }) => forbidden).map(({ header }) => `“${header}”`);
  const unknown = columns.filter(({ header, target, forbidden }) => header !== '' && target === null && !forbidden && !IGNORED.has(header) && !derived.has(header)).map(({ header }) => `“${header}”`);
  return [
    ...(dropped.length > 0 ? [`${dropped.join('、')}属涉密内容，本系统不得保存，该列已丢弃`] : []),
    ...(unknown.length > 0 ? [`${unknown.join('、')}没有对应的项目，不会导入`] : []),
  ];
}
const IGNORED = new Set([REASON_HEADER, KEY_HEADER, '序号', '编号', '行号', '原行号'].map(cleanHeader));

/** What tells one layout of headers from another. */
export const layoutOf = (headers: string[]) => createHash('sha256').update(headers.join('\u0001')).digest('base64url').slice(0, 32);

/** The targets that somebody in this county chose before for the same headers. */
export async function rememberedTargets(act: Act, type: RecordType, headers: string[]): Promise<(string | null)[] | undefined> {
  const { rows } = await sql<{ targets: (string | null)[] }>`select targets from exchange.mapping where county_code = ${act.scope.county} and ledger = ${type.name} and layout = ${layoutOf(headers)}`.execute(act.tx);
  const known = new Set(targetsOf(act.house, type).map(({ target }) => target));
  return rows[0]?.targets.map((target) => (target !== null && known.has(target) ? target : null));
}

/** Keeps a mapping for the next sheet with the same headers. */
export async function rememberTargets(act: Act, type: RecordType, headers: string[], targets: (string | null)[]): Promise<void> {
  await sql`insert into exchange.mapping (county_code, ledger, layout, targets) values (${act.scope.county}, ${type.name}, ${layoutOf(headers)}, ${JSON.stringify(targets)}::jsonb)
    on conflict (county_code, ledger, layout) do update set targets = excluded.targets, updated_at = ${act.now}`.execute(act.tx);
}

/** The targets by column of a mapping as it came from the page; a column that must not be kept stays out whatever was asked. */
export function targetsByColumn(headers: string[], guessed: (string | null)[], mapping: Mapping | undefined): (string | null)[] {
  return headers.map((header, index) => (isForbiddenHeader(header) ? null : mapping && String(index) in mapping ? mapping[String(index)]! : (guessed[index] ?? null)));
}

/** Refuses a mapping that fills nothing; says which required columns are lacking, since rows that are new will then not pass. */
export function mappingWarnings(targets: (string | null)[], known: KnownTarget[]): string[] {
  if (targets.every((target) => target === null)) refuse('mapping.empty', '没有一列对应到台账的项目', { path: ['mapping'] });
  if (targets.includes(KEY_TARGET)) return [];
  const lacking = known.filter(({ target, required }) => required && !targets.includes(target)).map(({ label }) => `“${label}”`);
  return lacking.length > 0 ? [`表中没有必填的列${lacking.join('、')}，新增的行会被退回`] : [];
}
