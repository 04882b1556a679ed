import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkPhone } from "./phone.ts";

test("手机号和座机号的写法", () => {
  for (const text of [
    "13800001234",
    "138 0000 1234",
    "138-0000-1234",
    "+86 13800001234",
    "8613800001234",
    "１３８００００１２３４",
    "'13800001234",
  ]) {
    assert.deepEqual(checkPhone(text), { ok: true, phone: "13800001234", kind: "mobile" }, text);
  }
  for (const text of [
    "0373-7691234",
    "03737691234",
    "(0373)7691234",
    "（0373）7691234",
    "0373—7691234",
    "+8603737691234",
  ]) {
    assert.deepEqual(checkPhone(text), { ok: true, phone: "0373-7691234", kind: "landline" }, text);
  }
  assert.deepEqual(checkPhone("02112345678"), {
    ok: true,
    phone: "021-12345678",
    kind: "landline",
  });
  assert.deepEqual(checkPhone("01012345678"), {
    ok: true,
    phone: "010-12345678",
    kind: "landline",
  });
});

test("不合格的说明理由", () => {
  const reasons: Record<string, RegExp> = {
    "": /为空/,
    "7691234": /应带区号/,
    "1380000123": /现为 10 位/,
    "13800001234、13900001234": /一格只填一个/,
    无: /只能含数字/,
    "000": /应为 11 位/,
  };
  for (const [text, reason] of Object.entries(reasons)) {
    const check = checkPhone(text);
    assert.ok(!check.ok, text);
    assert.match(check.reason, reason);
  }
});

test("what passes passes again unchanged", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[01]\d{9,11}$/), (text) => {
      const check = checkPhone(text);
      if (check.ok) assert.deepEqual(checkPhone(check.phone), check);
    }),
  );
});
