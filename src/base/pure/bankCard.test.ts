import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkBankCard } from "./bankCard.ts";

test("银行卡号 16 至 19 位，校验位不符只提醒", () => {
  assert.deepEqual(checkBankCard("4111 1111 1111 1111"), { ok: true, card: "4111111111111111" });
  assert.deepEqual(checkBankCard("4111111111111112"), {
    ok: true,
    card: "4111111111111112",
    warning: "银行卡号校验位不符，请与卡面核对",
  });
  const reasons: Record<string, RegExp> = {
    "": /为空/,
    "411111": /现为 6 位/,
    "6.22E+18": /Excel/,
    "41111111111111l1": /只能含数字/,
  };
  for (const [text, reason] of Object.entries(reasons)) {
    const check = checkBankCard(text);
    assert.ok(!check.ok);
    assert.match(check.reason, reason);
  }
});

test("of the ten last digits exactly one is without a warning", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{15,18}$/), (first) => {
      const quiet = Array.from("0123456789").filter((digit) => {
        const check = checkBankCard(first + digit);
        return check.ok && check.warning === undefined;
      });
      assert.equal(quiet.length, 1);
    }),
  );
});
