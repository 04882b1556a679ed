import { type Day, printDay } from '#base/pure/day.ts';
import { maskName } from '#base/pure/mask.ts';
import { normaliseName } from '#base/pure/personName.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import type { Kind } from '../schema/codes.ts';
import { KINDS } from './kinds.ts';

/** What a notice is made of; nothing else of the person can reach it. */
export type NoticeFacts = { name: string; kind: Kind; township: string; village: string; from: Day; until: Day; unit: string; phone: string; address?: string; remark?: string };

const SENSITIVE = ['带病', '患病', '疾病', '病历', '病情', '残疾', '伤残', '因战', '因公', '因病', '致残', '参试', '核试验', '8023', '铀矿', '身份证号', '银行卡', '低保', '精神'];

/**
 * Why a free text must not be posted; undefined where it may. Numbers of ids, telephones and cards, unit numbers, secret words, and words of
 * illness, disability or 参试 stop it. 依据《个人信息保护法》第二十五条、《政府信息公开条例》第十五条.
 */
export function noticeBlock(text: string): string | undefined {
  const found = scanSecrets(text)[0];
  if (found) return `“${found.match}”是证件号码、电话、账号或涉密内容，不能公示`;
  const run = /\d[\d\s-]{9,}\d/.exec(text.normalize('NFKC'));
  if (run) return `“${run[0]}”像是号码，不能公示`;
  const word = SENSITIVE.find((one) => text.includes(one));
  return word ? `“${word}”涉及病残或敏感身份，不能公示` : undefined;
}

/** The name as a notice shows it: 张*三, never whole. */
export function noticeName(name: string): string {
  return maskName(normaliseName(name));
}

/** A kept text of a 公示 as a poster shows it: one fact a line, and the unit and day that it ends with apart. */
export function noticeLines(text: string): { lines: string[]; unit: string; on: string } {
  const all = text.split('\n');
  const [unit = '', on = ''] = (all.pop() ?? '').split('　　');
  return { lines: all.flatMap((line) => line.split('　　')), unit, on };
}

/** The text of a 公示, in paragraphs: masked name, township and village, coarse category, period, where to object. 张建国, 东乡东山村: 张*国. */
export function noticeText(facts: NoticeFacts): string[] {
  const days = `${printDay(facts.from)}至${printDay(facts.until)}`;
  return [
    `现将申请${KINDS[facts.kind].publicCategory}人员情况公示如下：`,
    `姓名：${noticeName(facts.name)}　　所在地：${facts.township}${facts.village}　　申请事项：${KINDS[facts.kind].publicCategory}`,
    `公示期：${days}。`,
    `公示期内对上述人员有异议的，请向${facts.unit}反映，监督电话：${facts.phone}${facts.address ? `，地址：${facts.address}` : ''}。`,
    ...(facts.remark ? [facts.remark] : []),
    `${facts.unit}　　${printDay(facts.from)}`,
  ];
}
