import { isDay } from '#base/pure/day.ts';
import type { BulletinDocument, Reading } from '../schema/document.ts';
import type { CheckReport, Finding } from '../schema/views.ts';
import { findUnknownLaws, findUnknownUnits, handWrittenNumbers, placeholdersIn, secretsIn } from './textChecks.ts';
import { isClaim, isFigure, printText, printedBy, textsOf, tokenKey } from './printing.ts';

/** What the checks look at: the document, its figures now, the county's unit names, the law names, who drafted and who reviewed, and the day. */
export type CheckInput = {
  document: BulletinDocument; readings: readonly Reading[]; unitNames: readonly string[]; lawNames: readonly string[];
  drafters: ReadonlySet<string>; reviewers: readonly string[]; today: string;
};

/** A cell of fewer persons than this could point at somebody. */
export const SMALL_CELL = 5;
const PERSONS = new Set(['人', '人次', '户']);

type Hit = Omit<Finding, 'rule' | 'label'>;
type Printed = { where: string; printed: string; words: string };
type Rule = { rule: string; label: string; find(input: CheckInput, texts: Printed[]): Hit[] };
const block = (message: string, where = ''): Hit => ({ level: 'block', message, where });
const warn = (message: string, where = ''): Hit => ({ level: 'warn', message, where });

/** The checks before sign-off, in the order in which the page shows them. */
export const RULES: readonly Rule[] = [
  { rule: 'secrets', label: '保密与个人信息', find: (_input, texts) => texts.flatMap(({ where, printed }) => secretsIn(printed).map(({ level, message }) => ({ level, message, where }))) },
  { rule: 'smallCell', label: '小数目', find: smallCells },
  { rule: 'figures', label: '数字与台账一致', find: figures },
  { rule: 'counted', label: '计量单位', find: units },
  { rule: 'handWritten', label: '手写数字', find: (_input, texts) => texts.flatMap(({ where, words }) => handWrittenNumbers(words).map((text) => warn(`“${text}”是手写的数字，台账改动时不会随之变化；请改用指标，或标为有出处的手写内容`, where))) },
  { rule: 'days', label: '日期', find: days },
  { rule: 'units', label: '单位名称', find: ({ unitNames }, texts) => texts.flatMap(({ where, printed }) => findUnknownUnits(printed, unitNames).map((name) => warn(`“${name}”与机构名册不一致`, where))) },
  { rule: 'laws', label: '法规名称', find: ({ lawNames }, texts) => texts.flatMap(({ where, words }) => findUnknownLaws(words, lawNames).map((name) => warn(`《${name}》不在法规名称表中，请核对写法`, where))) },
  { rule: 'placeholders', label: '空白与占位', find: (input, texts) => [...texts.flatMap(({ where, printed }) => placeholdersIn(printed).map((text) => block(`“${text}”还是占位，请填写`, where))), ...blanks(input.document)] },
  { rule: 'claims', label: '手写内容的出处', find: claims },
  { rule: 'secondReader', label: '第二人审读', find: secondReader },
  { rule: 'distribution', label: '发送范围', find: ({ document: { distribution, printRun } }) => [
    ...(distribution.report.length + distribution.send.length + distribution.issue.length === 0 ? [warn('没有填写报、送、发的对象')] : []),
    ...(printRun === 0 ? [warn('没有填写印数')] : []),
  ] },
];

/** Runs every check; `ready` says that nothing blocks the sign-off. Source: 签发前检查 of the bulletin rules and the secret-safe checks of the privacy rules. */
export function checkBulletin(input: CheckInput): CheckReport {
  const texts = printedTexts(input);
  const rules = RULES.map(({ rule, label, find }) => ({ rule, label, findings: find(input, texts).map((hit) => ({ rule, label, ...hit })) }));
  return { ready: rules.every(({ findings }) => findings.every(({ level }) => level !== 'block')), rules };
}

function printedTexts({ document, readings }: CheckInput): Printed[] {
  const printed = printedBy(readings);
  const heads = [document.masthead, document.editorUnit, document.title, document.subtitle ?? '', document.sourceLine, ...Object.values(document.distribution).flat()].join('\n');
  const keyed = document.sections.map((section, at) => ({ where: `第${at + 1}部分标题`, printed: [section.heading, ...section.items.map((item) => item.lead)].join('\n') }));
  return [
    { where: '报头、标题与版记', printed: heads, words: heads },
    ...keyed.map((one) => ({ ...one, words: one.printed })),
    ...textsOf(document).map(({ where, text }) => ({ where, printed: printText(text, printed), words: text.map((piece) => ('text' in piece ? piece.text : '\n')).join('') })),
  ];
}

function smallCells({ document, readings }: CheckInput): Hit[] {
  const small = new Map(readings.filter((one) => one.style === 'exact' && PERSONS.has(one.unit) && one.value > 0 && one.value < SMALL_CELL).map((one) => [tokenKey(one), one]));
  return textsOf(document).flatMap(({ where, text }) => text.filter(isFigure).flatMap((token) => {
    const reading = small.get(tokenKey(token));
    return reading ? [warn(`“${reading.title}”只有 ${reading.value}${reading.unit}，可能让人认出是谁，请斟酌是否照印`, where)] : [];
  }));
}

function figures({ document, readings }: CheckInput): Hit[] {
  const read = new Map(readings.map((reading) => [tokenKey(reading), reading]));
  return textsOf(document).flatMap(({ where, text }) => text.filter(isFigure).flatMap((token) => {
    const reading = read.get(tokenKey(token));
    if (!reading?.known) return [block(`指标“${token.figure}”已不存在，请换用其他指标`, where)];
    if (reading.rows === 0) return [block(`“${reading.title}”在所指时段没有台账记录，不能印出`, where)];
    return reading.value === 0 ? [warn(`“${reading.title}”的数值为零`, where)] : [];
  }));
}

/** 人、人次、户、个、次、所 are never mixed: the word after a figure must be its own unit. */
function units({ document, readings }: CheckInput): Hit[] {
  const read = new Map(readings.map((reading) => [tokenKey(reading), reading]));
  return textsOf(document).flatMap(({ where, text }) => text.flatMap((token, at) => {
    const reading = isFigure(token) && token.style !== 'names' ? read.get(tokenKey(token)) : undefined;
    const next = text[at + 1];
    const word = next && 'text' in next ? next.text.replace(/^个(?=季度)/, '') : '';
    const mixed = reading?.known && (!word.startsWith(reading.unit) || (reading.unit === '人' && word.startsWith('人次')));
    return mixed ? [warn(`“${reading.title}”的单位是“${reading.unit}”，文中写作“${word.slice(0, 2) || '（无）'}”`, where)] : [];
  }));
}

function days({ document, readings, today }: CheckInput): Hit[] {
  const hits: Hit[] = [];
  const read = new Map(readings.map((reading) => [tokenKey(reading), reading]));
  if (!isDay(document.issuedOn)) hits.push(block('印发日期不是真实日期', '报头'));
  if (document.issuedOn > today) hits.push(warn('印发日期在今天之后', '报头'));
  for (const { where, text } of textsOf(document)) for (const token of text.filter(isFigure)) {
    const reading = read.get(tokenKey(token));
    if (!reading?.known) continue;
    if (reading.from < `${document.year}-01-01` || reading.to > `${document.year}-12-31`) hits.push(block(`“${reading.title}”的时段 ${token.period} 不在 ${document.year} 年内`, where));
    else if (document.issuedOn < reading.from) hits.push(block(`印发日期早于“${reading.title}”的时段`, where));
    else if (document.issuedOn < reading.to) hits.push(warn(`“${reading.title}”的时段到 ${reading.to} 才结束，印发时尚未到期`, where));
  }
  return hits;
}

function blanks(document: BulletinDocument): Hit[] {
  const hits: Hit[] = [];
  const empty = (text: string) => text.trim() === '';
  if (empty(document.title)) hits.push(block('没有标题', '标题'));
  if (document.lead.length === 0) hits.push(block('没有导语', '导语'));
  if (document.sections.length === 0) hits.push(block('没有正文', '正文'));
  document.sections.forEach((section, at) => {
    if (empty(section.heading)) hits.push(block('没有小标题', `第${at + 1}部分`));
    if (section.items.length === 0) hits.push(block('没有内容', `第${at + 1}部分`));
    section.items.forEach((item, point) => {
      if (empty(item.lead) || item.text.length === 0) hits.push(block('要点没有写完', `第${at + 1}部分第${point + 1}点`));
    });
  });
  return hits;
}

function claims({ document }: CheckInput): Hit[] {
  return textsOf(document).flatMap(({ where, text }) => text.filter(isClaim).flatMap(({ claim, source }) => (source.trim().length < 2 ? [block(`“${claim}”没有写明出处`, where)] : [])));
}

function secondReader({ drafters, reviewers }: CheckInput): Hit[] {
  return reviewers.some((id) => !drafters.has(id)) ? [] : [block('还没有起草人以外的人审读')];
}
