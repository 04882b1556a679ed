import { halfWidth, squeeze } from "./normalise.ts";

/** A bank card number of 16–19 digits; a failed Luhn sum only warns, since cards of some rural banks fail it. */
export type BankCardCheck =
  | { ok: true; card: string; warning?: string }
  | { ok: false; reason: string };

function luhnHolds(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.charAt(digits.length - 1 - at));
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Checks a bank card number; blanks, hyphens and full width are put right. `reason` and `warning` are Chinese sentences. */
export function checkBankCard(text: string): BankCardCheck {
  const card = squeeze(halfWidth(text))
    .replace(/^['‘’`]+/, "")
    .replace(/[\s-]/g, "");
  if (card === "") return { ok: false, reason: "银行卡号为空" };
  if (/^\d(\.\d+)?E\+?\d+$/i.test(card))
    return { ok: false, reason: "银行卡号被 Excel 转成数字，末尾可能已丢失" };
  if (!/^\d+$/.test(card)) return { ok: false, reason: "银行卡号只能含数字" };
  if (card.length < 16 || card.length > 19)
    return { ok: false, reason: `银行卡号应为 16 至 19 位，现为 ${card.length} 位` };
  return luhnHolds(card)
    ? { ok: true, card }
    : { ok: true, card, warning: "银行卡号校验位不符，请与卡面核对" };
}
