import { codeFor } from '#base/pure/codes.ts';
import { parseDay } from '#base/pure/day.ts';
import { Finding, FINDINGS_OF } from '../schema/comparison.ts';

/** Columns that a list from outside may have, by the words usual in such lists. */
const COLUMNS: Readonly<Record<'name' | 'citizenId' | 'birthOn' | 'township' | 'village' | 'mobile' | 'finding' | 'eventOn', readonly string[]>> = {
  name: ['姓名', '人员姓名', '死者姓名', '逝者姓名', '当事人姓名', '罪犯姓名', '对象姓名'],
  citizenId: ['身份证号', '身份证号码', '公民身份号码', '身份证', '证件号码', '居民身份证号', '公民身份证号码'],
  birthOn: ['出生日期', '出生年月', '出生时间'],
  township: ['乡镇', '街道', '乡镇街道', '所属乡镇'], village: ['村', '村社区', '社区', '行政村', '所属村'], mobile: ['联系电话', '手机号码', '手机', '电话'],
  finding: ['情况', '类型', '类别', '状态', '注销原因', '比对情况'],
  eventOn: ['死亡日期', '死亡时间', '去世日期', '火化日期', '火化时间', '注销日期', '迁出日期', '入监日期', '刑期起始', '刑期起日', '领取起始', '起始日期', '日期', '发生日期'],
};
/** The columns of a list that were found, by what they mean. */
export type ListColumns = Partial<Record<keyof typeof COLUMNS, number>>;

const bare = (header: string) => header.replace(/[\s（）()*]/g, '');

/** Finds the columns of a header row; undefined where it names no person. */
export function columnsOf(cells: readonly string[]): ListColumns | undefined {
  const found: ListColumns = {};
  for (const [key, words] of Object.entries(COLUMNS) as [keyof typeof COLUMNS, readonly string[]][]) {
    const at = cells.findIndex((cell) => words.includes(bare(cell)));
    if (at >= 0) found[key] = at;
  }
  return found.name !== undefined || found.citizenId !== undefined ? found : undefined;
}

/** What a row says: its own words where it has any and the office brings such, else what the list as a whole is about; undefined where its words mean nothing known. */
export function findingOf(source: string, whole: string, words: string): string | undefined {
  if (words === '') return whole;
  const own = codeFor(Finding, words) ?? Finding.codes.find(({ label, synonyms }) => [label, ...(synonyms ?? [])].some((one) => words.includes(one)))?.code;
  return own && FINDINGS_OF[source]?.includes(own) ? own : own === undefined ? whole : undefined;
}

/** The day of an event as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD; null where it cannot be read. */
export function eventDay(words: string): string | null {
  const read = words === '' ? undefined : parseDay(words, { serial: true });
  return read ? read.day.slice(0, { day: 10, month: 7, year: 4 }[read.precision]) : null;
}

/** What should follow a hit that is so: where the office goes on, in words. */
export function followOf(finding: string): { to: 'death' | 'move' | 'suspend' | 'look'; words: string } {
  switch (finding) {
    case 'dead': case 'cremated': return { to: 'death', words: '属实后登记去世，待遇和丧葬补助随之结算' };
    case 'movedOut': return { to: 'move', words: '属实后登记迁出，当年仍由本县发放' };
    case 'imprisoned': return { to: 'suspend', words: '属实后报省级决定，再登记中止' };
    default: return { to: 'look', words: '属实后核对是否仍符合待遇条件' };
  }
}
