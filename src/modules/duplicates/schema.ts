import { field, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { Likelihood, PairOrigin, PairState } from './schema/codes.ts';

/** 疑似重复: two files that may be one person. It speaks of files, never of people; likelihood is in words. Its place is the common division of both persons. */
export const Pair = record({
  name: 'duplicates.pair', path: '/duplicates/pairs', label: '疑似重复', ledger: '疑似重复',
  title: 'leftId', list: ['leftId', 'rightId', 'likelihood', 'reasons', 'state', 'foundOn', 'decidedOn'], filters: ['state', 'likelihood', 'origin', 'foundOn', 'decidedOn'], search: ['leftId', 'rightId'],
  sort: 'waiting', identity: ['leftId', 'rightId'], reach: 'division', personal: true,
  fields: {
    leftId: field.reference('第一份档案', () => Person, { required: true, section: '两份档案' }),
    rightId: field.reference('第二份档案', () => Person, { required: true, section: '两份档案' }),
    note: field.note('备注', { max: 500, help: '请勿填写涉密内容', section: '两份档案' }),
    likelihood: field.code('可能性', Likelihood, { derived: true, section: '依据' }),
    reasons: field.text('依据', { derived: true, max: 300, section: '依据' }),
    origin: field.code('来源', PairOrigin, { derived: true, section: '依据' }),
    foundOn: field.day('发现日期', { derived: true, section: '依据' }),
    state: field.code('处理状态', PairState, { derived: true, section: '处理' }),
    decidedBy: field.text('处理人', { derived: true, max: 60, section: '处理' }),
    decidedOn: field.day('处理日期', { derived: true, section: '处理' }),
    decidedReason: field.text('处理说明', { derived: true, max: 200, section: '处理' }),
  },
  derive: (row) => {
    const [one, two] = [row.leftId as string | null, row.rightId as string | null];
    const [leftId, rightId] = one && two && one > two ? [two, one] : [one, two];
    return { leftId, rightId, likelihood: row.likelihood ?? 'possible', state: row.state ?? 'open', origin: row.origin ?? 'clerk', reasons: row.reasons ?? '人工提出' };
  },
  check: (row) => (row.leftId === row.rightId ? [{ field: 'rightId', message: '两份档案应是不同的两份' }] : []),
});
