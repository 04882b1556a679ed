import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { Id } from '#base/pure/operation.ts';
import { field, type Problem, record } from '#base/pure/record.ts';
import { Unit } from '#modules/organisation/schema/unit.ts';
import { Person } from '#modules/registry/schema.ts';

const CARD = '《退役军人保障法》第八条（建档立卡）';

/** 联系范围: whom a contact card serves. */
export const Cover = codeList('联系范围', { person: '本人', household: '全户|一户一卡' });

/** 联系卡状态. */
export const ContactState = codeList('联系卡状态', { valid: '有效|在用', void: '作废|已作废|停用' });

/** 作废原因. */
export const VoidReason = codeList('作废原因', { lost: '挂失|遗失|丢失', replaced: '换发', died: '对象去世|去世', moved: '对象迁出|迁出', cancelled: '对象注销|注销', withdrawn: '整批撤销|撤销发卡', other: '其他' });

/** 服务站对应: whether a card's station still serves the place where its holder lives. */
export const StationFit = codeList('服务站对应', { fits: '相符', elsewhere: '已不对应' });

/** 联系点: what a centre's or station's contact cards and public page say. The centre's stands in where a station has none of its own. */
export const ContactPoint = record({
  name: 'cards.contact_point', path: '/cards/contact-points', label: '联系点', ledger: '联系点（服务站公开信息）', title: 'unitId',
  list: ['unitId', 'staffName', 'phone', 'hours', 'services'], filters: ['unitId'], search: ['unitId', 'staffName'], sort: 'divisionCode', identity: ['unitId'], reach: 'county', personal: false, placedBy: 'unitId',
  fields: {
    unitId: field.reference('服务站', () => Unit, { required: true, synonyms: ['服务中心（站）', '机构', '单位', '站名'], section: '联系' }),
    staffName: field.text('联系人', { max: 30, synonyms: ['工作人员', '联络员'], help: '印在联系卡上；公开页不显示', section: '联系' }),
    phone: field.text('联系电话', { max: 30, synonyms: ['电话', '办公电话'], help: '不填用机构台账的电话', section: '联系' }),
    hours: field.text('办公时间', { max: 60, synonyms: ['工作时间', '服务时间'], section: '公开' }),
    services: field.note('服务内容', { max: 200, synonyms: ['服务事项'], help: '印在联系卡上，也是扫码后的公开内容；不填用县中心的', section: '公开' }),
  },
});

/** 联系卡（一卡）: a card with a named contact of the person's station. Its QR code holds a random token alone; a person may have several. */
export const ContactCard = record({
  name: 'cards.contact_card', path: '/cards/contact-cards', label: '联系卡', ledger: '联系卡台账', title: 'personId',
  list: ['personId', 'cover', 'unitId', 'staffName', 'phone', 'state', 'issuedOn', 'printedOn', 'voidReason'], filters: ['state', 'unitId', 'issuedOn', 'printedOn', 'voidReason', 'cover', 'stationFit', 'personId'], search: ['personId', 'staffName'],
  sort: '-issuedOn', identity: ['personId', 'issuedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'issuedOn', show: ['cover', 'staffName', 'state', 'voidReason'] },
  fields: {
    personId: field.reference('持卡人', () => Person, { required: true, synonyms: ['姓名', '对象姓名', '服务对象'], section: '联系卡' }),
    cover: field.code('联系范围', Cover, { synonyms: ['范围'], help: '全户卡交户主保管，发卡时全户不再另发', section: '联系卡' }),
    unitId: field.reference('服务站', () => Unit, { synonyms: ['服务中心（站）', '服务站名称', '联系站'], help: '新增时不填，取对象所在村（社区）的站', section: '联系卡' }),
    stationFit: field.code('服务站对应', StationFit, { derived: true, help: '持卡人迁居或站点撤并后，卡上的站不再服务所在区划的，请换发', section: '联系卡' }),
    staffName: field.text('联系人', { max: 30, synonyms: ['工作人员', '联络员', '包联人'], help: '新增时不填，取联系点登记的', section: '联系卡' }),
    phone: field.text('联系电话', { max: 30, synonyms: ['电话', '联系人电话'], help: '站或工作人员的办公电话；新增时不填，取联系点登记的', section: '联系卡' }),
    services: field.note('服务内容', { max: 200, help: '新增时不填，取联系点登记的', section: '联系卡' }),
    issuedOn: field.day('发卡日期', { synonyms: ['发放日期', '发卡时间'], help: '新增时不填为今天', section: '发卡' }),
    issuedBy: field.text('发卡人', { max: 40, section: '发卡' }),
    printedOn: field.day('最近打印', { derived: true, section: '发卡' }),
    state: field.code('联系卡状态', ContactState, { derived: true, section: '作废' }),
    voidedOn: field.day('作废日期', { section: '作废' }),
    voidReason: field.code('作废原因', VoidReason, { section: '作废' }),
    voidNote: field.text('作废说明', { max: 200, section: '作废' }),
    token: field.text('卡内编码', { sealed: true, derived: true, basis: CARD, help: '随机编码，二维码只含它；留存以便补印', section: '发卡' }),
  },
  derive: (row) => ({ state: row.voidedOn ? 'void' : 'valid', cover: row.cover ?? 'person', issuedBy: row.issuedBy ?? null }),
  check: (row, today) => {
    const problems: Problem[] = [];
    const missing = (name: string, label: string) => { if (!row[name]) problems.push({ field: name, message: `请填写${label}` }); };
    missing('unitId', '服务站');
    missing('staffName', '联系人');
    missing('phone', '联系电话');
    missing('issuedOn', '发卡日期');
    if (String(row.issuedOn ?? '') > today) problems.push({ field: 'issuedOn', message: '发卡日期不能晚于今天' });
    if (row.voidedOn && !row.voidReason) problems.push({ field: 'voidReason', message: '作废的须选作废原因' });
    if (row.voidReason && !row.voidedOn) problems.push({ field: 'voidedOn', message: '填了作废原因的须填作废日期' });
    if (row.voidedOn && row.issuedOn && String(row.voidedOn) < String(row.issuedOn)) problems.push({ field: 'voidedOn', message: '作废日期不能早于发卡日期' });
    return problems;
  },
});

/** A void reason that a clerk chooses; the others are set by what happened. */
export const VoidChoice = z.enum(['lost', 'other'], '请选择作废原因');

/** 整村发卡 as it stands: how many persons of a division have no valid card, by serving station, and the runs made there lately. */
export const IssueLook = z.object({
  waiting: z.number(), holding: z.number(),
  stations: z.array(z.object({ unitName: z.string(), staffName: z.string().nullable(), phone: z.string().nullable(), persons: z.number(), ready: z.boolean() })),
  runs: z.array(z.object({ id: z.string(), place: z.string(), at: z.string(), actorName: z.string(), issued: z.number(), withdrawn: z.number().nullable() })),
});
export type IssueLook = z.infer<typeof IssueLook>;

/** One card as it is printed: what stands on it, and its QR code as an SVG document. */
export const PrintedCard = z.object({ id: z.string(), personName: z.string(), cover: z.string(), unitName: z.string(), staffName: z.string(), phone: z.string(), services: z.string(), issuedOn: z.string(), svg: z.string() });
export type PrintedCard = z.infer<typeof PrintedCard>;

/** What a print of cards asks for: chosen cards, or the valid ones of a division (all, or those never printed). `origin` is used where the product has no public address of its own. */
export const PrintAsk = z.object({
  ids: z.array(Id).max(500).optional(),
  division: z.string().regex(/^\d{12}$/).optional(),
  unprinted: z.boolean().default(false),
  origin: z.url('网址不正确').max(200),
});
