import { codeList } from '#base/pure/codes.ts';
import { quarterOf, yearOf } from '#base/pure/day.ts';
import { field, record } from '#base/pure/record.ts';
import { Unit } from './unit.ts';

/** 站长工作会议: once a quarter; agenda, difficulties, experience exchanged. */
export const Meeting = record({
  name: 'organisation.meeting',
  path: '/organisation/meetings',
  label: '站长会议',
  ledger: '站长会议台账',
  title: 'title',
  list: ['heldOn', 'quarter', 'title', 'host', 'place'],
  filters: ['heldOn', 'title'],
  search: ['title', 'agenda'],
  sort: '-heldOn',
  identity: ['heldOn', 'title'],
  reach: 'county',
  personal: false,
  fields: {
    heldOn: field.day('召开日期', { required: true, section: '会议', synonyms: ['日期', '会议日期', '时间', '会议时间'] }),
    quarter: field.text('季度', { derived: true, section: '会议' }),
    title: field.text('会议名称', { required: true, max: 100, section: '会议', synonyms: ['会议', '名称'] }),
    host: field.text('主持人', { max: 30, section: '会议', synonyms: ['主持'] }),
    place: field.text('地点', { max: 60, section: '会议', synonyms: ['会议地点'] }),
    agenda: field.note('议题', { section: '内容', synonyms: ['会议议题', '会议内容'] }),
    difficulties: field.note('困难与问题', { section: '内容', synonyms: ['困难', '存在问题'] }),
    experience: field.note('经验交流', { section: '内容', synonyms: ['交流经验', '经验'] }),
  },
  derive: (row) => ({ quarter: row.heldOn ? `${yearOf(String(row.heldOn))}Q${quarterOf(String(row.heldOn))}` : null }),
  check: (row, today) => (row.heldOn && String(row.heldOn) > today ? [{ field: 'heldOn', message: '召开日期在今天之后', warning: true }] : []),
});

/** 参会情况. */
export const Presence = codeList('参会情况', { present: '参会|出席|到会', leave: '请假', absent: '缺席' });

/** One person's attendance of a meeting. */
export const Attendance = record({
  name: 'organisation.attendance',
  path: '/organisation/attendance',
  label: '参会记录',
  ledger: '站长会议签到台账',
  title: 'name',
  list: ['meetingId', 'unitId', 'name', 'presence'],
  filters: ['meetingId', 'unitId', 'presence'],
  search: ['name', 'unitId'],
  sort: 'meetingId',
  identity: ['meetingId', 'unitId', 'name'],
  reach: 'county',
  personal: false,
  placedBy: 'meetingId',
  fields: {
    meetingId: field.reference('会议', () => Meeting, { required: true, synonyms: ['会议名称'] }),
    unitId: field.reference('单位', () => Unit, { required: true, synonyms: ['参会单位', '参会站'] }),
    name: field.text('姓名', { required: true, max: 30, synonyms: ['参会人', '参会人员'] }),
    presence: field.code('参会情况', Presence, { required: true, synonyms: ['出席情况'] }),
  },
});

/** 交办事项的状态. */
export const DecisionState = codeList('状态', { open: '未办结|在办', done: '已办结|办结' });

/** 交办事项: what a meeting decided, who owns it and until when; it belongs to the owner's division, so that the owner may report it done. */
export const Decision = record({
  name: 'organisation.decision',
  path: '/organisation/decisions',
  label: '交办事项',
  ledger: '交办事项台账',
  title: 'content',
  list: ['meetingId', 'content', 'ownerUnitId', 'dueOn', 'state', 'doneOn'],
  filters: ['state', 'dueOn', 'ownerUnitId', 'meetingId'],
  search: ['content'],
  sort: 'dueOn',
  identity: ['meetingId', 'ownerUnitId', 'content'],
  reach: 'county',
  personal: false,
  placedBy: 'ownerUnitId',
  fields: {
    meetingId: field.reference('会议', () => Meeting, { required: true, synonyms: ['会议名称'] }),
    content: field.text('事项', { required: true, max: 300, synonyms: ['交办事项', '内容'] }),
    ownerUnitId: field.reference('承办单位', () => Unit, { required: true, synonyms: ['责任单位'] }),
    dueOn: field.day('完成时限', { synonyms: ['时限', '完成日期'] }),
    state: field.code('状态', DecisionState, { required: true }),
    doneOn: field.day('办结日期'),
    doneNote: field.note('办理结果', { synonyms: ['结果'] }),
  },
  check: (row) => (row.state === 'done' && !row.doneOn ? [{ field: 'doneOn', message: '已办结的事项请填办结日期' }] : []),
});
