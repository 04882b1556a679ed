import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Kind, KindCode } from '../schema/codes.ts';
import { noticeBlock, noticeLines, noticeName, noticeText } from './notice.ts';

const facts = { name: '张建国', township: '东乡', village: '东山村', from: '2024-03-01', until: '2024-03-07', unit: '测试县退役军人事务局', phone: '0373-1234567' };

test('公示的姓名隐去中间：张*国、张*、欧阳*华', () => {
  assert.deepEqual(['张建国', '张 三', '欧阳明华'].map(noticeName), ['张*国', '张*', '欧阳*华']);
});

test('任何种类的公示都没有全名、病残、参试字样，期限和电话都有', () => {
  for (const { code } of KindCode.codes) {
    const text = noticeText({ ...facts, kind: code as Kind }).join('\n');
    assert.ok(!text.includes('张建国') && text.includes('张*国') && text.includes('东乡东山村'));
    assert.ok(!/病|残|参试|核试验|因战|因公/.test(text), code);
    assert.ok(text.includes('2024年3月1日至2024年3月7日') && text.includes('0373-1234567'));
  }
});

test('自由文字里有身份证号、手机号、卡号、番号、病残字样的不能公示', () => {
  for (const text of ['联系13800138000', '999123196805010014', '卡号6228480000000000015', '原12345部队', '该同志患病在家', '参试人员', '全角１３８００１３８０００', '138 0013 8000', '代号某某']) assert.ok(noticeBlock(text), text);
  assert.equal(noticeBlock('欢迎监督'), undefined);
  assert.equal(noticeBlock('2024年3月8日撤下'), undefined);
});

test('十一位以上的连续数字都拦得住', () => {
  fc.assert(fc.property(fc.stringMatching(/^\d{11,19}$/), (digits) => assert.ok(noticeBlock(`备注${digits}`))));
});

test('张贴的公示一行一项，落款的单位和日期另起', () => {
  const { lines, unit, on } = noticeLines(noticeText({ ...facts, kind: 'rural60' }).join('\n'));
  assert.deepEqual([unit, on], ['测试县退役军人事务局', '2024年3月1日']);
  assert.deepEqual(lines.slice(1, 4), ['姓名：张*国', '所在地：东乡东山村', '申请事项：生活补助']);
});
