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
import { columnsByHeader, knownHeaders, layoutsFor, layoutTargets, type ReadyLayout, readyLayout, recognise } from '../layouts/layout.ts';
import type { HeaderRead, Mapping, SheetColumn } from '../schema.ts';
import { guesserOf, KEY_HEADER, KEY_TARGET, type KnownTarget, REASON_HEADER, targetsOf } from './targets.ts';

const LOOKED_AT = 60;
const SAMPLES = 4;

/** What was read of a sheet: as it is answered, with the whole headers and targets by column for the check, and the layout it is read in. */
export type ReadSheet = Omit<HeaderRead, 'fileName' | 'remembered'> & { headers: string[]; ready: ReadyLayout | undefined };

/**
 * Reads the top of a sheet: which row is the header, what its columns are taken for, some cells of each. `layout` is another system's layout by id or name,
 * '' for none, undefined to recognise one by its headers. Refuses a sheet without a known header.
 */
export async function readTop(act: Act, type: RecordType, path: string, asked: string | undefined, layout: string | undefined): Promise<ReadSheet> {
  const targets = targetsOf(act.house, type);
  const guesser = guesserOf(targets);
  const chosen = layout ? await readyLayout(act, type, layout, 'import') : undefined;
  const foreign = await knownHeaders(act, type);
  const own = chosen ? new Set(columnsByHeader(chosen).keys()) : new Set([...foreign.values()].flatMap((headers) => [...headers]));
  const { rows, sheets, sheet } = await topRows(path, asked, chosen?.sheet ?? null);
  const found = findHeader(rows, (header) => own.has(header) || (!chosen && guesser.known(header)) || header === cleanHeader(REASON_HEADER) || header === cleanHeader(KEY_HEADER));
  if (!found) refuse('import.header', chosen ? `没有找到“${chosen.name}”的表头，请确认选对了版式和工作表` : `没有找到${type.ledger}的表头，请用模板的列名，或确认选对了台账和工作表`, { path: ['sheet'] });
  const recognised = layout === undefined ? recognise(foreign, found.headers) : null;
  const ready = chosen ?? (recognised ? await readyLayout(act, type, recognised, 'import') : undefined);
  const guessed = ready ? layoutTargets(ready, found.headers) : guesser.guess(found.headers);
  const columns = found.headers.map((header, index): SheetColumn => ({
    index, header, target: isForbiddenHeader(header) ? null : guessed[index]!, forbidden: isForbiddenHeader(header),
    samples: rows.filter((row) => row.number > found.row).map((row) => row.cells[index]?.text.trim() ?? '').filter((text) => text !== '').slice(0, SAMPLES).map((text) => sample(type, guessed[index]!, text)),
  }));
  return {
    sheets, sheet, headerRow: found.row, headers: found.headers, columns: columns.filter(({ header }) => header !== ''),
    targets: targets.map(({ headers: _headers, ...target }) => target), warnings: [...layoutWarnings(ready, found.headers), ...warningsOf(type, columns, ready)],
    layouts: await layoutsFor(act, type, 'import'), layout: ready?.id ?? null, ready,
  };
}

/** The first rows of the sheet asked for, else of the one that the layout names, else of the first. */
async function topRows(path: string, asked: string | undefined, named: string | null): Promise<{ rows: SheetRow[]; sheets: string[]; sheet: string }> {
  const reader = await openSheet(path, asked ? { sheet: asked } : {});
  try {
    if (!asked && named !== null && named !== reader.sheets[0] && reader.sheets.includes(named)) return await topRows(path, named, null);
    const rows: SheetRow[] = [];
    for await (const row of reader.rows()) {
      rows.push(row);
      if (rows.length >= LOOKED_AT) break;
    }
    return { rows, sheets: reader.sheets, sheet: asked ?? reader.sheets[0] ?? '' };
  } finally {
    await reader.close();
  }
}

/** What should be known of a file in a layout: that nobody has verified the layout, and which of its columns are lacking. */
function layoutWarnings(ready: ReadyLayout | undefined, headers: string[]): string[] {
  if (!ready) return [];
  const there = new Set(headers);
  const lacking = ready.columns.filter(({ header, must }) => must && !there.has(cleanHeader(header))).map(({ header }) => `“${header}”`);
  return [
    ...(ready.verified ? [] : [`外部版式“${ready.name}”待核实：请与对方系统的模板逐列核对后再提交`]),
    ...(lacking.length > 0 ? [`表中没有版式要求的列${lacking.join('、')}`] : []),
  ];
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
export function warningsOf(type: RecordType, columns: SheetColumn[], layout?: ReadyLayout): string[] {
  const ignored = new Set(layout?.columns.filter(({ target }) => target === null).map(({ header }) => cleanHeader(header)));
  const derived = new Set(Object.values(type.fields).filter((field) => field.derived).map(({ label }) => cleanHeader(label)));
  const dropped = columns.filter(({ forbidden }) => forbidden).map(({ header }) => `“${header}”`);
  const unknown = columns.filter(({ header, target, forbidden }) => header !== '' && target === null && !forbidden && !IGNORED.has(header) && !ignored.has(header) && !derived.has(header)).map(({ header }) => `“${header}”`);
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
