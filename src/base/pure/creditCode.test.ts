import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkCreditCode, creditCheckCharacter } from "./creditCode.ts";

const CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

test("统一社会信用代码：GB 32100-2015 的例子", () => {
  assert.deepEqual(checkCreditCode("91350100M000100Y43"), { ok: true, code: "91350100M000100Y43" });
  assert.deepEqual(checkCreditCode(" ９1350100m000100y43 "), {
    ok: true,
    code: "91350100M000100Y43",
  });
});

test("错一位查得出来", () => {
  const code = fc
    .tuple(
      fc.constantFrom("1", "5", "9", "N"),
      fc.constantFrom("1", "2", "9"),
      fc.integer({ min: 100_000, max: 999_999 }),
      fc.array(fc.constantFrom(...CHARACTERS), { minLength: 9, maxLength: 9 }),
    )
    .map(([kind, type, area, body]) => {
      const first = `${kind}${type}${area}${body.join("")}`;
      return first + creditCheckCharacter(first);
    });
  fc.assert(
    fc.property(
      code,
      fc.integer({ min: 0, max: 17 }),
      fc.constantFrom(...CHARACTERS),
      (right, at, char) => {
        assert.equal(checkCreditCode(right).ok, true);
        assert.equal(
          checkCreditCode(right.slice(0, at) + char + right.slice(at + 1)).ok,
          char === right.charAt(at),
        );
      },
    ),
  );
});

test("不合格的说明理由", () => {
  const reasons: Record<string, RegExp> = {
    "": /为空/,
    "9135010": /现为 7 位/,
    "91350100M000100O43": /不含字母/,
    "9135010AM000100Y43": /第 3 至 8 位/,
    "91350100M000100Y44": /校验位/,
  };
  for (const [text, reason] of Object.entries(reasons)) {
    const check = checkCreditCode(text);
    assert.ok(!check.ok);
    assert.match(check.reason, reason);
  }
});
