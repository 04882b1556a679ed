import { type Day, dayOf } from "./day.ts";
import { halfWidth, squeeze } from "./normalise.ts";

/** What a citizen id (公民身份号码) says of its holder, or why it cannot be one. */
export type CitizenIdCheck =
  | {
      ok: true;
      id: string;
      birthOn: Day;
      sex: "male" | "female";
      divisionCode: string;
      from15: boolean;
    }
  | { ok: false; reason: string };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Strips what typing and workbooks add (blanks, full width, a leading apostrophe) and writes a final x as X. */
export function normaliseCitizenId(text: string): string {
  return squeeze(halfWidth(text))
    .replace(/\s/g, "")
    .replace(/^['‘’`]+/, "")
    .toUpperCase();
}

/** The 18th character for the first 17 digits: ISO 7064 MOD 11-2, 依据 GB 11643. */
export function checkDigit(first17: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += Number(first17.charAt(at)) * WEIGHTS[at]!;
  return "10X98765432".charAt(sum % 11);
}

/** The 18 characters of a 15-digit number; all of those were given to people born in 19xx. */
export function from15to18(id15: string): string {
  const first17 = `${id15.slice(0, 6)}19${id15.slice(6)}`;
  return first17 + checkDigit(first17);
}

function refused(reason: string): CitizenIdCheck {
  return { ok: false, reason };
}

/**
 * Checks a citizen id of 18 characters or an old one of 15 digits, and reads birth day, sex and division from it.
 * The division is never a ground to refuse: areas are abolished and renamed. `reason` is one Chinese sentence.
 */
export function checkCitizenId(text: string): CitizenIdCheck {
  const plain = normaliseCitizenId(text);
  if (plain === "") return refused("身份证号为空");
  if (/^\d(\.\d+)?E\+?\d+$/.test(plain))
    return refused("身份证号被 Excel 转成数字，末尾可能已丢失");
  if (!/^\d*X?$/.test(plain)) return refused("身份证号只能含数字，末位可为 X");
  const from15 = plain.length === 15;
  if (!from15 && plain.length !== 18)
    return refused(`身份证号应为 18 位（旧号 15 位），现为 ${plain.length} 位`);
  if (from15 && plain.charAt(14) === "X") return refused("15 位身份证号只能含数字");
  const id = from15 ? from15to18(plain) : plain;
  const birthOn = dayOf(
    Number(id.slice(6, 10)),
    Number(id.slice(10, 12)),
    Number(id.slice(12, 14)),
  );
  if (birthOn === undefined || birthOn < "1850" || birthOn >= "2100") {
    return refused(`身份证号中的出生日期 ${id.slice(6, 14)} 不存在`);
  }
  if (id.charAt(17) !== checkDigit(id)) {
    return refused(
      /000$/.test(id)
        ? "身份证号校验位不对，可能被 Excel 转成数字，末尾已丢失"
        : "身份证号校验位不对，请核对号码",
    );
  }
  const sex = Number(id.charAt(16)) % 2 === 1 ? "male" : "female";
  return { ok: true, id, birthOn, sex, divisionCode: id.slice(0, 6), from15 };
}
