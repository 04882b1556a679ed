import { halfWidth, squeeze } from "./normalise.ts";

/** A mobile number (11 digits) or a landline (area code, hyphen, number), or why the text is neither. */
export type PhoneCheck =
  | { ok: true; phone: string; kind: "mobile" | "landline" }
  | { ok: false; reason: string };

/** Checks one telephone number; blanks, full width, brackets and +86 are put right. `reason` is one Chinese sentence. */
export function checkPhone(text: string): PhoneCheck {
  const plain = squeeze(halfWidth(text))
    .replace(/[‐-―−]/g, "-")
    .replace(/^['‘’`]+/, "")
    .replace(/\s/g, "")
    .replace(/^\((0\d{2,3})\)/, "$1-");
  if (plain === "") return { ok: false, reason: "电话号码为空" };
  const digits = plain.replace(/-/g, "").replace(/^(?:\+|00)?86(?=1\d{10}$|0\d{9,11}$)/, "");
  if (/^1\d{10}$/.test(digits)) return { ok: true, phone: digits, kind: "mobile" };
  const landline = /^(010|02\d|0[3-9]\d{2})(\d{7,8})$/.exec(digits);
  if (landline) return { ok: true, phone: `${landline[1]}-${landline[2]}`, kind: "landline" };
  if (!/^\+?\d+$/.test(digits))
    return { ok: false, reason: "电话号码只能含数字，一格只填一个号码" };
  if (/^[2-9]\d{6,7}$/.test(digits))
    return { ok: false, reason: "座机号码应带区号，如 0373-7691234" };
  if (digits.charAt(0) === "1")
    return { ok: false, reason: `手机号应为 11 位，现为 ${digits.length} 位` };
  return { ok: false, reason: "电话号码应为 11 位手机号，或带区号的座机号" };
}
