import type { ReactNode } from 'react';
import { printDay, todayIn } from '#base/pure/day.ts';
import type { TimelineEntry } from '../schema/answers.ts';
import { Person } from '../schema.ts';
import { type FileEntry, type Look, ownFields, recordFields, sectionOf, type WholeFile } from '../schema/file.ts';
import { type Line, looksByDay } from '../rules/looks.ts';
import type { Block } from './Pages.tsx';

const KIN_ROWS = 5;
const KIN_COLUMNS = ['relation', 'name', 'citizenId', 'phone', 'occupation'];
const KIN_HEADS = ['与本人关系', '姓名', '公民身份号码', '联系电话', '就学就业'];
/** The fields of the registration form, by section, in the order of the national collection form. */
const FORM: readonly { title: string; from: readonly [section: string, names: readonly string[]][] }[] = [
  { title: '身份', from: [['identity', ['name', 'sex', 'citizenId', 'birthOn', 'ethnicity', 'politicalStatus', 'education', 'marriage', 'hukouKind', 'mobile', 'hukouAddress', 'residenceAddress', 'emergencyContact', 'emergencyPhone', 'roles']], ['party', ['joinedOn', 'branch']]] },
  { title: '服役', from: [['service', ['enlistedOn', 'dischargedOn', 'serviceYears', 'branch', 'rank', 'dischargeCertNo', 'enlistPlace', 'duty', 'skills', 'honours']]] },
  { title: '安置与残疾', from: [['settlement', ['settlement', 'reportedOn', 'receivingUnit', 'place']], ['disability', ['disabilityGrade', 'disabilityNature', 'disabilityCertNo', 'ratedOn']]] },
  { title: '生活与需要', from: [['livelihood', ['housing', 'assistance', 'pension', 'medicalInsurance', 'labour', 'selfCare', 'difficulties', 'demands']]] },
];
const SIGNATURES = ['本人签字（按手印）', '采集人签字', '村（社区）意见（盖章）', '乡镇（街道）审核（盖章）', '县（市、区）审核（盖章）'];

/** 登记表: what is known stands printed, what is not is left blank to be written in; boxes for signature and seal. */
export function formBlocks(file: WholeFile): Block[] {
  const entries = new Map(file.sections.map((section) => [section.key, new Map([...(section.rows[0] ?? []), ...section.own].map((entry) => [entry.name, entry]))]));
  const kin = file.sections.find((section) => section.key === 'family')?.rows ?? [];
  return [
    { key: 'title', content: <><h2>退役军人和其他优抚对象信息登记表</h2><p>登记地：{file.place}</p></> },
    ...FORM.map(({ title, from }) => ({ key: title, content: <><h3>{title}</h3><Pairs entries={from.flatMap(([section, names]) => names.map((name) => entries.get(section)?.get(name) ?? blankEntry(section, name)))} /></> })),
    ...portions(kin, 12).map((rows, at) => ({ key: `kin ${at}`, content: <KinTable rows={rows} blank={Math.max(0, KIN_ROWS - rows.length)} /> })),
    { key: 'sign', content: <><p>以上内容已与本人核对。收集目的为建档立卡和落实优待，依据《退役军人保障法》第八条；本人可以查阅、更正档案内容。</p><Signatures /></> },
  ];
}

/** A line to be written in by hand: a field of which the file holds nothing. */
function blankEntry(section: string, name: string): FileEntry {
  const known = sectionOf(section);
  const field = known && new Map([...ownFields(known), ...recordFields(known)]).get(name);
  return { name, label: field?.label ?? name, value: null, hidden: false };
}

const filledOf = (entries: readonly FileEntry[]) => entries.filter((entry) => entry.value !== null && entry.value !== '');

/** 全档: every section with what it holds; empty ones say so. */
export function fileBlocks(file: WholeFile): Block[] {
  const title = { key: 'title', content: <><h2>{file.name} 档案</h2><p>登记地：{file.place}</p></> };
  return [title, ...file.sections.flatMap((section) => {
    const filled = filledOf(section.own);
    const checked = section.confirmed ? `（${printDay(todayIn('Asia/Shanghai', new Date(section.confirmed.at)))} ${section.confirmed.by}核对）` : '';
    const rows = section.rows.map(filledOf).filter((row) => row.length > 0);
    const head = <h3>{section.label}{checked}</h3>;
    if (filled.length === 0 && rows.length === 0) return [{ key: section.key, content: <>{head}<p>无登记内容。</p></> }];
    const own = filled.length > 0 ? [{ key: section.key, content: <>{head}<Pairs entries={filled} /></> }] : [];
    return [...own, ...rows.map((row, at) => ({ key: `${section.key} ${at}`, content: <>{at === 0 && filled.length === 0 && head}<Pairs entries={row} /></> }))];
  })];
}

/** 本人查阅: in large plain type what the file holds, what was done for the person, and who looked at it and why. */
export function ownBlocks(file: WholeFile, timeline: readonly TimelineEntry[], looks: readonly Look[]): Block[] {
  const sections = file.sections.flatMap((section) => {
    const groups = [section.own, ...section.rows].map(filledOf).filter((entries) => entries.length > 0);
    return groups.length === 0 ? [] : lineBlocks(section.key, section.label, groups.map((entries) => entries.map((entry) => [entry.label, entry.value!])));
  });
  return [
    { key: 'title', content: <><h2>{file.name}：您的档案里有什么</h2><p>这份材料给您本人看。内容有不对的，请告诉工作人员更正。带星号或写“已登记（隐藏）”的，工作人员核对您的身份后可以给您看。</p></> },
    ...sections,
    ...lineBlocks('timeline', '为您做过的事', [timeline.map((entry) => [entry.on, entry.recordLabel === Person.label ? entry.text : `${entry.recordLabel}：${entry.text}`])]),
    ...lineBlocks('looks', '谁看过您的档案', [looksByDay(looks)], '还没有人看过。'),
  ];
}

/** Lines under a title, in pieces small enough for the foot of a page; a gap only after each group. */
function lineBlocks(key: string, title: string, groups: readonly (readonly Line[])[], none = '没有记录。'): Block[] {
  const head = <h3>{title}</h3>;
  if (groups.every((lines) => lines.length === 0)) return [{ key, content: <>{head}<p>{none}</p></> }];
  return groups.flatMap((lines, group) => portions(lines, 6).map((part, at, all) => ({
    key: `${key} ${group} ${at}`, joined: at < all.length - 1,
    content: <>{group === 0 && at === 0 && head}{part.map(([label, value], line) => <div className="line" key={`${label} ${line}`}><span>{label}</span><span>{value}</span></div>)}</>,
  })));
}

function portions<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts.length === 0 ? [[]] : parts;
}

/** Labels and values two to a line; a long value has the line to itself. */
function Pairs({ entries }: { entries: readonly FileEntry[] }) {
  const lines: FileEntry[][] = [];
  for (const entry of entries) {
    const last = lines[lines.length - 1];
    if (last && last.length === 1 && !isLong(last[0]!) && !isLong(entry)) last.push(entry);
    else lines.push([entry]);
  }
  return (
    <table>
      <tbody>{lines.map((line) => <tr key={line[0]!.name}>{line.map((entry, at) => <Pair key={entry.name} entry={entry} span={line.length === 1 && at === 0 ? 3 : 1} />)}</tr>)}</tbody>
    </table>
  );
}

const isLong = ({ name, value }: FileEntry) => /address|note|roles|honours|skills|reason/i.test(name) || (value ?? '').length > 22;

function Pair({ entry, span }: { entry: FileEntry; span: number }): ReactNode {
  return <><th scope="row">{entry.label}</th><td colSpan={span}>{entry.value ?? ''}</td></>;
}

function KinTable({ rows, blank }: { rows: readonly FileEntry[][]; blank: number }) {
  return (
    <>
      <h3>家庭成员</h3>
      <table>
        <thead><tr>{KIN_HEADS.map((head) => <th scope="col" key={head}>{head}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, at) => <tr key={at}>{KIN_COLUMNS.map((name) => <td key={name}>{(row.find((entry) => entry.name === name)?.value ?? (name === 'name' ? row.find((entry) => entry.name === 'memberId')?.value : '')) || ''}</td>)}</tr>)}
          {Array.from({ length: blank }, (_, at) => <tr key={`blank ${at}`}>{KIN_COLUMNS.map((name) => <td key={name} />)}</tr>)}
        </tbody>
      </table>
    </>
  );
}

function Signatures() {
  return <table className="sign"><tbody>{SIGNATURES.map((label) => <tr key={label}><th scope="row">{label}</th><td>年　　月　　日</td></tr>)}</tbody></table>;
}
