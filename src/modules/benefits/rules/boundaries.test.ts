import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainYuan } from '#base/pure/fen.ts';
import { type Answer, assessAll } from './assess.ts';
import { MISSING } from './facts.ts';
import { ARREARS, MONTHS, YEARS } from './fixtures/disability.fixture.ts';
import { MONEY_TABLES } from './fixtures/moneyTables.fixture.ts';
import { MONTH_TABLES } from './fixtures/monthTables.fixture.ts';
import { at, cellsOf, person, rowsOf } from './fixtures/notation.fixture.ts';
import { dueOf, LATE_2025, NATIONAL } from './fixtures/standards.fixture.ts';
import type { BoundaryTable } from './fixtures/tables.fixture.ts';
import { december, january } from './months.ts';
import type { Assessment, Because, Terms } from './programme.ts';
import { PROGRAMMES } from './programmes/all.ts';
import { compileRates } from './rates.ts';
import { settle, withYearEnd } from './settle.ts';

const WORDS: Readonly<Record<Because, string>> = {
  due: '', missing: '', notApproved: '未核定', notYet: '未到', ended: '终止', died: '去世', moved: '迁出', stopped: '停发', suspended: '中止', cancelled: '取消', higher: '就高', noGrade: '级别外', hospital: '供养机构', notGraded: '死因外',
  alive: '健在', otherMonth: '非当月', withdrawn: '已撤销', payeeDied: '领取人去世',
};

/** The answer as the tables write it. */
function said({ answer, because, rate, missing, detail }: Assessment): string {
  if (answer === 'yes') return `${plainYuan(rate!.monthly)}${rate!.payable ? '' : ' 待核实'}`;
  if (answer === 'unknown') return `缺 ${missing.map((name) => MISSING[name]).join('、')}`;
  return `不发 ${WORDS[because]}${because === 'higher' ? `（${detail}）` : ''}`;
}

const termsOf = ({ known, rows, only, part, stack }: Omit<BoundaryTable, 'title' | 'lines'>): Terms => {
  const knownOn = known ?? '2026-12-31';
  return { rates: compileRates([...(only ? [] : NATIONAL), ...rowsOf(rows ?? '')], knownOn), part: part ?? 'full', today: knownOn, stack: stack ?? [] };
};
const national = termsOf({});

let cases = 0;
for (const table of [...MONTH_TABLES, ...MONEY_TABLES]) {
  test(table.title, () => {
    const terms = termsOf(table);
    for (const [who, label, ...months] of cellsOf(table.lines)) {
      const programme = PROGRAMMES.find((one) => one.label.startsWith(label!));
      assert.ok(programme, label);
      for (const cell of months) {
        const month = cell.slice(0, 7);
        const answers: Answer[] = assessAll(PROGRAMMES, person(who!, table.part), at(month), terms);
        assert.equal(said(answers.find((one) => one.programme === programme)!.assessment), cell.slice(8), `${who} ${label} ${month}`);
        cases += 1;
      }
    }
  });
}

test('残疾抚恤金 26 格，2021 至 2025 年每次调整前后：七级因战 2025-07 为 3257.00 元，2025-08 为 3355.00 元', () => {
  const months = ['2021-08', '2022-07', '2022-08', '2023-07', '2023-08', '2024-07', '2024-08', '2025-07', '2025-08'];
  const lines = cellsOf(MONTHS);
  assert.equal(lines.length, 26);
  for (const [cell, ...amounts] of lines) {
    assert.equal(amounts.length, months.length);
    amounts.forEach((amount, index) => {
      const { assessment } = assessAll(PROGRAMMES, person(`残疾军人 ${cell}`), at(months[index]!), national)[0]!;
      assert.equal(plainYuan(assessment.rate!.monthly), amount, `${cell} ${months[index]}`);
      cases += 1;
    });
  }
});

test('残疾抚恤金 26 格，2022 至 2025 年全年合计等于按年标准算出的数：十级因公 2024 年 11629.17 元', () => {
  for (const [cell, ...sums] of cellsOf(YEARS)) {
    sums.forEach((sum, index) => {
      const year = 2022 + index;
      const due = withYearEnd(dueOf(person(`残疾军人 ${cell}`), 'disability', january(year), december(year), national));
      assert.equal(plainYuan([...due.values()].reduce((total, one) => total + one.fen, 0n)), sum, `${cell} ${year}`);
      cases += 1;
    });
  }
});

test('残疾抚恤金 26 格，2025 年标准到 2026 年 3 月才首次执行：七级因战每月差 98.00 元，补 686.00 元，3 月共发 4041.00 元', () => {
  const before = termsOf({ only: true, rows: LATE_2025, known: '2026-02-28' });
  const after = termsOf({ only: true, rows: LATE_2025, known: '2026-03-12' });
  for (const [cell, monthly, arrears, together] of cellsOf(ARREARS)) {
    const facts = person(`残疾军人 ${cell}`);
    const settled = withYearEnd(dueOf(facts, 'disability', at('2025-01'), at('2026-02'), before));
    const due = withYearEnd(dueOf(facts, 'disability', at('2025-01'), at('2026-03'), after));
    const items = settle(due, settled, at('2026-03'), at('2026-03'));
    const late = items.filter((one) => one.cause === 'standard');
    assert.deepEqual([...new Set(late.map((one) => plainYuan(one.fen)))], [monthly], cell);
    assert.deepEqual([late.length, late[0]!.month, late.at(-1)!.month], [7, at('2025-08'), at('2026-02')]);
    assert.equal(plainYuan(late.reduce((sum, one) => sum + one.fen, 0n)), arrears, cell);
    assert.equal(plainYuan(items.reduce((sum, one) => sum + one.fen, 0n)), together, cell);
    cases += 3;
  }
});

test('表中的例子不少于 700 个', () => assert.ok(cases >= 700, String(cases)));
