import { labelOf } from '#base/pure/codes.ts';
import type { Act } from '#base/server/house.ts';
import { nameOfPlace } from '../queries/confirmation.ts';
import { monthOf, sayMonth } from '../rules/months.ts';
import { Confirmation, ConfirmEntryState } from '../schema/confirmation.ts';
import { MovementState } from '../schema/movements.ts';
import { Prospect } from '../schema/policy.ts';
import { proposal } from './closing.ts';
import { confirmationOf } from './confirmations.ts';
import { forecast } from './policy.ts';
import { workbookOf } from './sheetFiles.ts';

/** 预算测算 as an .xlsx: a row a programme and month. */
export async function forecastSheet(act: Act, asked: { division?: string; growth: number }): Promise<{ name: string; content: string }> {
  const made = await forecast(act, asked);
  const place = await nameOfPlace(act, made.division);
  act.note({ record: Prospect.name, detail: { forecast: made.division }, always: true });
  return workbookOf(act, `预算测算_${place}_${made.on}`, {
    name: '预算测算', title: `${place}今后24个月预算测算（标准每年增长${made.growth}%）`,
    columns: [{ header: '项目', kind: 'text' }, { header: '月份', kind: 'text', width: 12 }, { header: '人数', kind: 'whole', width: 10 }, { header: '金额（元）', kind: 'yuan', width: 16 }, { header: '其中标准待核实（人）', kind: 'whole', width: 14 }, { header: '缺事实、没有计入（人）', kind: 'whole', width: 14 }, { header: '应享未享如办下来另需（元）', kind: 'yuan', width: 18 }],
    rows: made.programmes.flatMap(({ label, months }) => months.map((one) => [label, one.month, one.count, BigInt(one.fen), one.uncertain, one.untold, BigInt(one.owedFen)])),
  });
}

/** 未确认的人和停发的影响 as an .xlsx: a row a person. */
export async function stopsSheet(act: Act, asked: { id: string; month?: string }): Promise<{ name: string; content: string }> {
  const one = await confirmationOf(act, asked.id);
  const { month, lines } = await proposal(act, asked);
  act.note({ record: Confirmation.name, rowId: asked.id, detail: { exported: lines.length }, always: true });
  return workbookOf(act, `${one.title}_未确认的人_${month}`, {
    name: '未确认的人', title: `${one.title}　未确认的人和从${sayMonth(monthOf(month))}起停发的影响`,
    columns: [{ header: '姓名', kind: 'text', width: 12 }, { header: '所属区划', kind: 'text' }, { header: '名单状态', kind: 'text', width: 12 }, { header: '情况', kind: 'text' }, { header: '现在每月（元）', kind: 'yuan', width: 14 }, { header: '停发以后（元）', kind: 'yuan', width: 14 }, { header: '追回已发（元）', kind: 'yuan', width: 14 }, { header: '不能确定', kind: 'text', width: 10 }, { header: '停发', kind: 'text', width: 18 }],
    rows: lines.map((line) => [line.name, line.place, labelOf(ConfirmEntryState, line.state), line.act === 'stop' || line.act === 'none' ? line.words.replace('失联，未能确认', '未按期确认') : '有情况待核，办法见页面', BigInt(line.before), BigInt(line.after), BigInt(line.back), line.untold ? '是' : '', line.movement ? `${line.movement.month} ${labelOf(MovementState, line.movement.state)}` : '']),
  });
}
