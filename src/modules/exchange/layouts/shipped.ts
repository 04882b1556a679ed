import { sql } from 'kysely';
import { type CodeList } from '#base/pure/codes.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { createRow, newId } from '#base/server/records/write.ts';
import { PreferentialCard, PreferentialKind } from '#modules/cards/schema/preferential.ts';
import { Person } from '#modules/registry/schema.ts';
import { DisabilityGrade, DisabilityNature, Education, Health, HouseholdRelation, HukouKind, Marriage, PoliticalStatus, Sex } from '#modules/registry/schema/codes.ts';
import { layoutColumns, layouts } from './stores.ts';

type Column = Values & { header: string };

/** Codes that both systems number alike: 01=一级. */
const alike = (list: CodeList): string => list.codes.map(({ code, label }) => `${code}=${label}`).join('\n');

/** Sources: the collection form and code lists of older national systems, which nobody has compared with today's: 待核实. */
const SOURCE = '按信息采集表和早期国家系统的代码表整理，未与现行系统的模板核对';

const PERSON: Column[] = [
  { header: '乡镇（街道）', target: '乡镇（街道）' },
  { header: '村（社区）', target: '村（社区）' },
  { header: '姓名', target: '姓名', must: true },
  { header: '公民身份号码', target: '身份证号', must: true, asText: true },
  { header: '性别', target: '性别', codes: `1=${Sex.codes[0]!.label}\n2=${Sex.codes[1]!.label}` },
  { header: '出生日期', target: '出生日期', dayForm: 'compact', asText: true },
  { header: '民族', target: '民族' },
  { header: '政治面貌', target: '政治面貌', codes: alike(PoliticalStatus) },
  { header: '文化程度', target: '文化程度', codes: alike(Education) },
  { header: '婚姻状况', target: '婚姻状况', codes: alike(Marriage) },
  { header: '健康状况', target: '健康状况', codes: alike(Health) },
  { header: '户籍类别', target: '户籍类别', codes: `1=${HukouKind.codes[0]!.label}\n2=${HukouKind.codes[1]!.label}` },
  { header: '户籍地详细地址', target: '户籍地址' },
  { header: '常住地详细地址', target: '常住地址' },
  { header: '与户主关系', target: '与户主关系', codes: alike(HouseholdRelation) },
  { header: '手机', target: '手机号码', asText: true },
  { header: '固定电话', target: '固定电话', asText: true },
  { header: '入伍时间', target: '入伍时间', dayForm: 'compact', asText: true },
  { header: '退役时间', target: '退役时间', dayForm: 'compact', asText: true },
  { header: '对象状态', target: '在册状态', codes: ['2=在册', '3=在册', '1=待核实', '5=迁出', '7=去世', '8=注销', '6=注销', '适龄=适龄', '现役=现役'].join('\n') },
  { header: '安置方式', target: '安置方式' },
  { header: '报到时间', target: '报到日期', dayForm: 'compact', asText: true },
  { header: '接收单位', target: '接收单位' },
  { header: '残疾等级', target: '残疾等级', codes: alike(DisabilityGrade) },
  { header: '残疾性质', target: '残疾性质', codes: alike(DisabilityNature) },
  { header: '退役证号', target: '退役证号', asText: true },
  { header: '死亡时间', target: '去世日期', dayForm: 'compact', asText: true },
];

const CARD: Column[] = [
  { header: '姓名', target: '申领人：姓名', must: true },
  { header: '公民身份号码', target: '申领人：身份证号', must: true, asText: true },
  { header: '优待证种类', target: '优待证种类', must: true, codes: PreferentialKind.codes.map(({ label }, at) => `${at + 1}=${label}`).join('\n') },
  { header: '申领类型', target: '申领类型' },
  { header: '申领日期', target: '申领日期', must: true, dayForm: 'dashed', asText: true },
  { header: '申领地', target: '申领地' },
  { header: '县级审核结果', target: '县级审核结果' },
  { header: '县级审核日期', target: '县级审核日期', dayForm: 'dashed', asText: true },
  { header: '市级审核结果', target: '市级审核结果' },
  { header: '市级审核日期', target: '市级审核日期', dayForm: 'dashed', asText: true },
  { header: '省级审核结果', target: '省级审核结果' },
  { header: '省级审核日期', target: '省级审核日期', dayForm: 'dashed', asText: true },
  { header: '合作银行', target: '合作银行' },
  { header: '县签收日期', target: '县签收日期', dayForm: 'dashed', asText: true },
  { header: '发放日期', target: '发放日期', dayForm: 'dashed', asText: true },
  { header: '领取人', target: '领取人' },
  { header: '卡号后四位', target: '卡号后四位', asText: true },
  { header: '有效期至', target: '有效期至', dayForm: 'dashed', asText: true },
  { header: '办理状态', target: '优待证状态' },
];

/** Gives a new county the layouts of a 建档立卡 sheet and of an 优待证 sheet, both 待核实; a county that has any layout keeps its own. Only for ledgers that are mounted. */
export async function shipLayouts(act: Act): Promise<void> {
  const { rows } = await sql`select 1 from exchange.layout where county_code = ${act.scope.county} limit 1`.execute(act.tx);
  if (rows.length > 0) return;
  if (act.house.stores.has(Person.name)) await ship(act, { name: '建档立卡信息表（外部）', ledger: Person.ledger, sheet: '建档立卡', heading: '退役军人和其他优抚对象信息表' }, PERSON);
  if (act.house.stores.has(PreferentialCard.name)) await ship(act, { name: '优待证申领信息表（外部）', ledger: PreferentialCard.ledger, sheet: '优待证', heading: '优待证申领信息表' }, CARD);
}

async function ship(act: Act, layout: Values, columns: Column[]): Promise<void> {
  const id = newId();
  await createRow(act, layouts, id, { ...layout, direction: 'both', withKey: true, verified: 'unverified', note: SOURCE });
  for (const [index, column] of columns.entries()) await createRow(act, layoutColumns, newId(), { ...column, layoutId: id, position: index + 1 });
}
