import { sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { House } from '../house.ts';
import { type Entry, FIRST, linkDigest, macOf } from './entry.ts';
import { readHeads } from './heads.ts';
import { entryColumns, sealAudit } from './seal.ts';

/** One finding: what happened to which row. `id` is the number of the audit entry, or of the link for `chain`. */
export type AuditProblem = { kind: 'altered' | 'removed' | 'inserted' | 'unsealed' | 'chain'; county: string; id: string; message: string };

/** What a check of the audit found: how much was checked, and every problem (the first 1000). */
export type AuditReport = { entries: number; links: number; problems: AuditProblem[] };

type Linked = { position: string; entry_id: string; digest: string } & ({ [K in keyof Entry]: Entry[K] } | { id: null });

const PORTION = 5000;
const MOST = 1000;

/** Checks the audit of one county, or of all, against its chain, in portions; finds every altered, removed or inserted row. */
export async function verifyAudit(house: House, county?: string): Promise<AuditReport> {
  const report: AuditReport = { entries: 0, links: 0, problems: [] };
  const heads = readHeads(house);
  await sealAudit(house);
  await house.database.owner.transaction().setIsolationLevel('repeatable read').execute(async (tx) => {
    const { rows } = await sql<{ county_code: string }>`select county_code from audit.entry union select county_code from audit.link order by 1`.execute(tx);
    const counties = new Set([...rows.map((row) => row.county_code), ...Object.keys(heads)].filter((code) => !county || code === county));
    for (const code of counties) {
      await checkChain(tx, house, code, heads[code], report);
      await checkUnlinked(tx, house, code, report);
      await checkCopies(tx, code, report);
    }
  });
  return report;
}

function found(report: AuditReport, kind: AuditProblem['kind'], county: string, id: string, message: string): void {
  if (report.problems.length < MOST) report.problems.push({ kind, county, id, message });
}

async function checkChain(tx: Tx, house: House, county: string, head: { position: number; digest: string } | undefined, report: AuditReport): Promise<void> {
  let position = 0;
  let previous: string | undefined = FIRST;
  let atHead: string | undefined;
  for (let rows: Linked[] = []; ; ) {
    ({ rows } = await sql<Linked>`select l.position::text as position, l.entry_id::text as entry_id, l.digest, ${entryColumns}
      from audit.link l left join audit.entry e on e.county_code = l.county_code and e.id = l.entry_id
      where l.county_code = ${county} and l.position > ${position} order by l.position limit ${PORTION}`.execute(tx));
    for (const link of rows) {
      report.links += 1;
      if (Number(link.position) !== position + 1) {
        found(report, 'chain', county, String(position + 1), `审计链第 ${position + 1}${Number(link.position) > position + 2 ? `—${Number(link.position) - 1}` : ''} 环被删除`);
        previous = undefined;
      }
      checkLink(house, county, link, previous, report);
      position = Number(link.position);
      previous = link.digest;
      if (position === head?.position) atHead = link.digest;
    }
    if (rows.length < PORTION) break;
  }
  if (head && head.position > position) found(report, 'removed', county, String(position + 1), `审计链尾部被截去 ${head.position - position} 环，最新的审计记录被删除`);
  else if (head && atHead !== head.digest) found(report, 'chain', county, String(head.position), `审计链第 ${head.position} 环与数据目录中的留底不符`);
}

function checkLink(house: House, county: string, link: Linked, previous: string | undefined, report: AuditReport): void {
  if (link.id === null) {
    found(report, 'removed', county, link.entry_id, `审计记录 ${link.entry_id} 被删除`);
    return;
  }
  report.entries += 1;
  const entry = { ...link, county_code: county };
  if (entry.mac !== macOf(house.keys, entry)) {
    found(report, 'altered', county, link.id, `审计记录 ${link.id}（${entry.at} ${entry.actor_name} ${entry.operation}）的内容被改动`);
  } else if (previous !== undefined && link.digest !== linkDigest(house.keys, previous, entry)) {
    found(report, 'altered', county, link.id, `审计记录 ${link.id}（${entry.actor_name} ${entry.operation}）的时间、编号或其链值被改动`);
  }
}

/** Entries outside the chain: those not written by the product, and those that sealing should have reached by now. */
async function checkUnlinked(tx: Tx, house: House, county: string, report: AuditReport): Promise<void> {
  const { rows } = await sql<Entry & { late: boolean }>`select ${entryColumns}, e.at < now() - interval '10 seconds' as late from audit.entry e
    where e.county_code = ${county} and not exists (select 1 from audit.link l where l.county_code = e.county_code and l.entry_id = e.id) order by e.id limit ${MOST}`.execute(tx);
  for (const entry of rows) {
    report.entries += 1;
    if (entry.mac !== macOf(house.keys, entry)) found(report, 'inserted', county, entry.id, `审计记录 ${entry.id}（${entry.actor_name} ${entry.operation}）不是由本程序写入的`);
    else if (entry.late) found(report, 'unsealed', county, entry.id, `审计记录 ${entry.id} 尚未接入审计链`);
  }
}

/** Copies of genuine entries: the later number of two with the same nonce is the inserted one. */
async function checkCopies(tx: Tx, county: string, report: AuditReport): Promise<void> {
  const { rows } = await sql<{ id: string; of: string }>`select id::text as id, first::text as of from (select id, min(id) over (partition by nonce) as first from audit.entry where county_code = ${county}) e where id <> first order by id limit ${MOST}`.execute(tx);
  for (const { id, of } of rows) found(report, 'inserted', county, id, `审计记录 ${id} 是第 ${of} 条的复制件，不是由本程序写入的`);
}
