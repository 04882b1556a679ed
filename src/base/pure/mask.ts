import { halfWidth } from "./normalise.ts";

/** What is masked; each kind has one form for lists and notices. */
export type MaskKind = "name" | "citizenId" | "phone" | "bankCard" | "address";

const COMPOUND_SURNAMES = new Set(
  (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 " +
    "钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 " +
    "呼延 东郭 南门 羊舌 微生 左丘 东门 西门 南荣 第五 梁丘 完颜 耶律 贺兰 纳兰 贺若 哥舒 豆卢 达奚 叶赫 爱新 欧陽"
  ).split(" "),
);

/** True for a two-character surname such as 欧阳. */
export function isCompoundSurname(text: string): boolean {
  return COMPOUND_SURNAMES.has(text);
}

const COMPOUND_HEADS = new Set(Array.from(COMPOUND_SURNAMES, (surname) => surname.charAt(0)));

/** True for a character that a two-character surname begins with, such as 欧. */
export function beginsCompoundSurname(char: string): boolean {
  return COMPOUND_HEADS.has(char);
}

function stars(count: number): string {
  return "*".repeat(Math.max(0, count));
}

/**
 * 公示 form of a name: 张*, 张*三, 欧阳*华, 阿***·**提. A compound surname stays whole, the last character stays from
 * three characters on, and at least one character is always hidden.
 */
export function maskName(name: string): string {
  const chars = Array.from(name.trim());
  if (chars.length <= 1) return stars(chars.length);
  const compound = chars.length > 2 && isCompoundSurname(chars.slice(0, 2).join(""));
  const shown = compound ? 2 : 1;
  const last = chars.length > shown + 1 ? 1 : 0;
  return chars
    .map((char, at) => (at < shown || at >= chars.length - last || char === "·" ? char : "*"))
    .join("");
}

/** 410726********1234; text too short to be a number is hidden whole. */
export function maskCitizenId(id: string): string {
  const plain = halfWidth(id).trim();
  return plain.length < 15
    ? stars(plain.length)
    : plain.slice(0, 6) + stars(plain.length - 10) + plain.slice(-4);
}

/** 138****1234; a landline keeps area code and last four digits, text that is neither is hidden whole. */
export function maskPhone(phone: string): string {
  const plain = halfWidth(phone).trim();
  if (/^1\d{10}$/.test(plain)) return `${plain.slice(0, 3)}****${plain.slice(7)}`;
  const landline = /^(0\d{2,3})-?(\d{3,4})(\d{4})$/.exec(plain);
  return landline
    ? `${landline[1]}-${stars(landline[2]!.length)}${landline[3]}`
    : stars(plain.length);
}

/** '**** **** **** 1234' whatever the length; text too short to be a card shows no digit. */
export function maskBankCard(card: string): string {
  const plain = halfWidth(card).replace(/[\s-]/g, "");
  if (plain === "") return "";
  return `**** **** **** ${plain.length < 12 ? "****" : plain.slice(-4)}`;
}

const TOWN = /^.*(?:镇(?!市|县|政府)|乡(?!市|县|政府)|街道(?:办事处)?|苏木)/;
const VILLAGE = /^.*?(?:村(?:民委员会|委会)?|社区(?:居委会|居民委员会)?|居委会|居民委员会|嘎查)/;
const COUNTY = /^.*(?:县|区|市|旗)/;

/** The address down to village or community, else township, else county; '***' where no such word is found. */
export function maskAddress(address: string): string {
  const plain = halfWidth(address).trim();
  if (plain === "") return "";
  const beforeNumber = (/^\D*/.exec(plain) ?? [""])[0];
  const town = (TOWN.exec(beforeNumber) ?? [""])[0];
  const village = (VILLAGE.exec(beforeNumber.slice(town.length)) ?? [""])[0];
  return town + village || (COUNTY.exec(beforeNumber) ?? ["***"])[0];
}

const MASKS: Record<MaskKind, (text: string) => string> = {
  name: maskName,
  citizenId: maskCitizenId,
  phone: maskPhone,
  bankCard: maskBankCard,
  address: maskAddress,
};

/** The masked form of a value by its kind. */
export function maskOf(kind: MaskKind, text: string): string {
  return MASKS[kind](text);
}
