import { scanSecrets } from '#base/pure/secrets.ts';

const SECRET: Record<string, { level: 'block' | 'warn'; say: (match: string) => string }> = {
  forbiddenWord: { level: 'warn', say: (match) => `出现“${match}”，请由保密审查人确认不涉密` },
  unitNumber: { level: 'block', say: (match) => `“${match}”像是部队代号，不能印发` },
  citizenId: { level: 'block', say: (match) => `“${match.slice(0, 3)}…”像是公民身份号码，不能印发` },
  phone: { level: 'block', say: (match) => `“${match.slice(0, 3)}…”像是手机号码，不能印发` },
  bankCard: { level: 'block', say: (match) => `“${match.slice(0, 3)}…”像是银行卡号，不能印发` },
};

/** Secrets and personal numbers in a text; numbers of persons are not repeated in full by the finding itself. */
export function secretsIn(text: string): { level: 'block' | 'warn'; message: string }[] {
  return scanSecrets(text).map(({ kind, match }) => ({ level: SECRET[kind]!.level, message: SECRET[kind]!.say(match) }));
}

const PLACEHOLDERS = /〔？〕|[×XＸ]{2,}|[_＿]{2,}|[?？]{2,}|（\s*）|\(\s*\)|某某|待(?:补|定|填|核)(?![一-鿿]{0,2}[准查])|【[^】]*】/g;

/** What still stands for something unwritten: ××, ＿＿, （ ）, 某某, 待定, 【…】, ？？. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDERS)].map(([match]) => match);
}

const COUNTED = /\d+(?:\.\d+)?\s*(?:万|余|多)*\s*(?:人次|人|户|个|所|次|元|名|场|件|家)/g;

/** Counts typed by hand (56户, 2.4万人次), which no ledger keeps up to date. */
export function handWrittenNumbers(words: string): string[] {
  return [...words.matchAll(COUNTED)].map(([match]) => match);
}

const KINDS = /退役军人(?:服务中心|服务站|事务局)/g;
const PLACE = /[一-鿿]{1,8}?(?:街道|[乡镇村区县])$/;
/** Words that name no single unit: 全县退役军人服务站, 各乡镇退役军人服务站. */
const GENERAL = /(?:全|本|我|各|该|[、（）\d个]|县乡|乡村|县级|乡级|村级)[^，。；]{0,2}$/;

/** Names of service units in a text that the county's list does not hold; a unit is looked for at each 退役军人服务站/服务中心/事务局 with a place before it. */
export function findUnknownUnits(text: string, known: readonly string[]): string[] {
  return [...text.matchAll(KINDS)].flatMap((match) => {
    const end = match.index + match[0].length;
    if (known.some((name) => text.endsWith(name, end))) return [];
    const before = /[一-鿿\d]*$/.exec(text.slice(Math.max(0, match.index - 10), match.index))![0];
    const place = PLACE.exec(before);
    return !place || GENERAL.test(before) ? [] : [place[0].slice(-6) + match[0]];
  });
}

/** Names in 《》 that the list of laws does not hold, among those that look like laws (…法, …条例, …办法, …规定). */
export function findUnknownLaws(text: string, known: readonly string[]): string[] {
  return [...text.matchAll(/《([^《》]{2,60})》/g)].map(([, name]) => name!).filter((name) => /(?:法|条例|办法|规定|细则)(?:（[^（）]*）)?$/.test(name) && !known.includes(name));
}
