import { halfWidth, squeeze } from "./normalise.ts";

/** A 统一社会信用代码 in its written form, or why the text cannot be one. */
export type CreditCodeCheck = { ok: true; code: string } | { ok: false; reason: string };

/** The 31 characters of the code; I, O, S, V and Z are not used. */
const CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** The 18th character for the first 17: modulus 31 with weights 3^i, 依据 GB 32100-2015. */
export function creditCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (let at = 0; at < 17; at++) {
    sum += CHARACTERS.indexOf(first17.charAt(at)) * weight;
    weight = (weight * 3) % 31;
  }
  return CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

/** Checks a unified social credit code; blanks, full width and small letters are put right. `reason` is one Chinese sentence. */
export function checkCreditCode(text: string): CreditCodeCheck {
  const code = squeeze(halfWidth(text))
    .replace(/[\s-]/g, "")
    .replace(/^['‘’`]+/, "")
    .toUpperCase();
  if (code === "") return { ok: false, reason: "统一社会信用代码为空" };
  if (code.length !== 18)
    return { ok: false, reason: `统一社会信用代码应为 18 位，现为 ${code.length} 位` };
  if (/[IOSVZ]/.test(code))
    return {
      ok: false,
      reason: "统一社会信用代码不含字母 I、O、S、V、Z，请核对是否为数字 1、0、5、2",
    };
  if (!/^[1-9A-Y][0-9A-Y]\d{6}[0-9A-Y]{10}$/.test(code)) {
    return { ok: false, reason: "统一社会信用代码格式不对，第 3 至 8 位应为数字" };
  }
  if (code.charAt(17) !== creditCheckCharacter(code))
    return { ok: false, reason: "统一社会信用代码校验位不对，请核对" };
  return { ok: true, code };
}
