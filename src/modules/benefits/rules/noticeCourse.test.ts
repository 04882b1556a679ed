import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideNotice, NOTICE_ACTS, type NoticeActName, noticeFindings, type NoticeStateCode } from './noticeCourse.ts';
import { judgeSheet } from './noticeSheet.ts';
import { provinceOf } from './provinces.ts';

const STATES: NoticeStateCode[] = ['draft', 'submitted', 'inForce', 'voided'];
const who = (id: string, ...held: string[]) => ({ id, may: (needs: string) => held.includes(needs) });

test('双人复核：经手人兼有审批权也不能复核；没有审批权的人不能复核；已生效的不能再办任何一项', () => {
  const notice = { state: 'submitted' as const, hands: ['甲', '乙'] };
  assert.match(JSON.stringify(decideNotice('approve', notice, who('甲', 'write', 'approve'))), /须由另一人复核/);
  assert.match(JSON.stringify(decideNotice('approve', notice, who('乙', 'approve'))), /须由另一人复核/);
  assert.match(JSON.stringify(decideNotice('approve', notice, who('丙', 'write'))), /有审批权限的人复核/);
  assert.deepEqual(decideNotice('approve', notice, who('丙', 'approve')), { to: 'inForce' });
  for (const act of Object.keys(NOTICE_ACTS) as NoticeActName[]) {
    for (const state of STATES) {
      const decision = decideNotice(act, { state, hands: [] }, who('丙', 'write', 'approve'));
      assert.equal('to' in decision, NOTICE_ACTS[act].from.includes(state), `${act} ${state}`);
      if (state === 'inForce' || state === 'voided') assert.ok('refusal' in decision);
    }
  }
});

test('提交前检查：没有标准、文号、发布日期不能提交；国家标准只在全国的通知里；待核实只作提示', () => {
  const line = { kind: 'full' as const, category: 'combat', variant: null, grade: null, nature: null, area: null, amount: 1_090_800n, period: 'year' as const };
  const around = { today: '2026-03-12', clashes: [], later: false, unverified: 0 };
  const notice = { reach: 'province' as const, document: '川退役军人规〔2026〕1号', publishedOn: '2026-03-12', effectiveOn: '2025-08-01' };
  assert.deepEqual(noticeFindings(notice, [line], around), []);
  assert.deepEqual(noticeFindings({ ...notice, document: null, publishedOn: null }, [], around).map(({ message }) => message), ['还没有填写标准', '请填写文号', '请填写发布日期']);
  assert.match(noticeFindings({ ...notice, reach: 'nation' }, [line], around)[0]!.message, /只有国家标准/);
  assert.match(noticeFindings({ ...notice, publishedOn: '2026-03-13' }, [line], around)[0]!.message, /不能晚于今天/);
  assert.match(noticeFindings(notice, [line], { ...around, clashes: [line] })[0]!.message, /参战退役军人：同一执行日期/);
  assert.deepEqual(noticeFindings(notice, [line], { ...around, unverified: 1, later: true }).map(({ warning }) => warning), [true, true]);
});

test('表格：随附标准表的写法逐行读入；认不出来的、重复的、缺的逐行说明', () => {
  const row = (number: number, category: string, step: string, nature: string, amount: string, rest: Record<string, string> = {}) => ({ number, cells: { category, step, nature, area: 'any', amount, period: 'year', verified: 'yes', source: '', ...rest } });
  const [war, martyr, rural, again, ghost, bare] = judgeSheet([
    row(2, '残疾军人', '7级', '因战', '40260'), row(3, '三属', '烈士遗属', '', '43,116.00'), row(4, '农村籍退役士兵老年生活补助(每服义务兵役1年)', '', '', '60', { period: 'month', verified: 'memory' }),
    row(5, '残疾军人', '七级', '因战', '1'), row(6, '神秘人员', '', '', '0'), row(7, '残疾军人', '', '', ''),
  ], 'nation');
  assert.deepEqual(war!.line, { kind: 'floor', category: 'disabled', variant: null, grade: 7, nature: 'war', area: null, addon: null, amount: 4_026_000n, period: 'year', verification: 'published', source: null });
  assert.deepEqual([martyr!.line!.variant, martyr!.line!.amount, rural!.line!.verification, rural!.line!.period], ['烈士遗属', 4_311_600n, 'unverified', 'month']);
  assert.deepEqual(again!.problems, ['与第 2 行重复：残疾军人 7级 因战']);
  assert.deepEqual(ghost!.problems, ['标准类别“神秘人员”认不出来', '标准金额“0”不是大于 0 的金额']);
  assert.deepEqual(bare!.problems, ['残疾军人须有等级（1至10级）和性质', '没有标准金额']);
  assert.deepEqual([judgeSheet([row(2, '参战退役军人', '', '', '1')], 'province')[0]!.line!.kind, judgeSheet([row(2, '参战退役军人', '', '', '1')], 'county')[0]!.line!.kind], ['full', 'topUp']);
});

test('省份按区划代码前两位：410221 是河南，999001 不属任何省', () => {
  assert.deepEqual([provinceOf('410221'), provinceOf('350101'), provinceOf('999001')], ['41', '35', null]);
});
