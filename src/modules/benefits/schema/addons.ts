import { field, type Problem, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';

/** 逐人增发: money on top of a benefit that is paid only to whom it was approved (孤老增发), from its first to its last month. The amount is a standard of the kind 逐人增发 with the same name. */
export const PersonalAddon = record({
  name: 'benefits.addon', path: '/benefits/addons', label: '逐人增发', ledger: '逐人增发台账', title: 'personId',
  list: ['personId', 'item', 'fromMonth', 'untilMonth', 'document'], filters: ['item', 'fromMonth', 'untilMonth', 'personId'], search: ['personId', 'item', 'document'],
  sort: '-fromMonth', identity: ['personId', 'item', 'fromMonth'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'fromMonth', show: ['item', 'untilMonth'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象'] }),
    item: field.text('增发项目', { required: true, max: 40, synonyms: ['项目', '增发名称'], help: '与标准表中“逐人增发”的增发项目同名，如孤老增发；金额按标准，不在这里填' }),
    fromMonth: field.partialDay('起始月份', { required: true, synonyms: ['起始时间', '享受起始时间', '批准月份'], help: '从这个月起享受，如 2025-10；已发过的月份由下一批次补发' }),
    untilMonth: field.partialDay('终止月份', { synonyms: ['终止时间', '享受终止时间'], help: '最后享受的月份，当月照发；不填为一直享受' }),
    document: field.text('批准文号', { max: 100, synonyms: ['文号', '依据', '依据文号'] }),
    note: field.text('说明', { max: 200, synonyms: ['备注'], help: '请勿填写涉密内容和个人号码' }),
  },
  check: (row): Problem[] => [
    ...(!MONTH.test(String(row.fromMonth)) ? [{ field: 'fromMonth', message: '起始月份应为年月，如 2025-10' }] : []),
    ...(row.untilMonth && !MONTH.test(String(row.untilMonth)) ? [{ field: 'untilMonth', message: '终止月份应为年月，如 2026-03' }] : []),
    ...(row.untilMonth && String(row.untilMonth) < String(row.fromMonth) ? [{ field: 'untilMonth', message: '终止月份不能早于起始月份' }] : []),
  ],
});

const MONTH = /^\d{4}-\d{2}$/;
