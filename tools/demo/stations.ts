import type { DemoLedger, DemoRow } from './sheet.ts';

const QUARTERS: [string, string][] = [['2023-02-14', '一季度'], ['2023-05-11', '二季度'], ['2023-08-15', '三季度'], ['2023-11-09', '四季度'], ['2022-03-10', '一季度'], ['2022-08-18', '三季度'], ['2022-11-22', '四季度']];

/** The ledgers of 创建: quarterly station-head meetings with attendance, star applications of which two were accepted. `stations`: centre first. */
export function stationLedgers(stations: string[]): DemoLedger[] {
  const meetings = QUARTERS.map(([heldOn, quarter]) => ({ heldOn, title: `${heldOn.slice(0, 4)}年${quarter}站长工作会议`, host: '局分管领导', place: '县服务中心会议室', agenda: '通报重点工作进度，商讨困难，交流经验', difficulties: '部分村级站档案资料不齐；外出务工人员联系不上', experience: '榆林乡介绍一档一卡一策做法' }));
  return [
    { ledger: 'organisation.meeting', rows: meetings },
    { ledger: 'organisation.attendance', rows: meetings.flatMap((meeting) => stations.map((unitId, at): DemoRow => ({ meetingId: meeting.title, unitId, name: `站长${at + 1}`, presence: at % 11 === 7 ? 'leave' : 'present' }))) },
    { ledger: 'organisation.decision', rows: meetings.slice(0, 4).map((meeting, at): DemoRow => ({ meetingId: meeting.title, content: ['补齐村级站档案资料', '核实外出人员联系方式', '完善老兵工作室制度', '准备星级评定迎检材料'][at]!, ownerUnitId: stations[1 + at]!, dueOn: `${meeting.heldOn.slice(0, 8)}28`, state: 'done', doneOn: `${meeting.heldOn.slice(0, 8)}26` })) },
    { ledger: 'ratings.application', rows: applications(stations) },
  ];
}

function applications(stations: string[]): DemoRow[] {
  const yulin = stations.find((name) => name.includes('榆林')) ?? stations[1]!;
  const others = stations.filter((name) => name !== yulin && name !== stations[0]);
  return [
    { unitId: stations[0]!, year: 2023, star: 5, state: 'awarded', score: 96, awardedOn: '2023-11-20', validUntil: '2026-11-19' },
    { unitId: yulin, year: 2023, star: 5, state: 'awarded', score: 94, awardedOn: '2023-11-20', validUntil: '2026-11-19' },
    { unitId: others[0]!, year: 2023, star: 4, state: 'countyChecked', score: 88 },
    { unitId: others[1]!, year: 2023, star: 4, state: 'rectify', score: 79, dueOn: '2024-03-31' },
    { unitId: others[2]!, year: 2022, star: 4, state: 'awarded', score: 90, awardedOn: '2022-10-18', validUntil: '2025-10-17' },
  ];
}
