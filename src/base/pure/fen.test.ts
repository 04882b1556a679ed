import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { capitalYuan, parseYuan, plainYuan, printTenThousand, printYuan } from "./fen.ts";

test("金额的写法", () => {
  const read: Record<string, bigint> = {
    "1,234.5": 123450n,
    "￥1,234.50": 123450n,
    "¥1234.50": 123450n,
    "1234元": 123400n,
    "15万元": 15_000_000n,
    "1.5万": 1_500_000n,
    "１２３．４元": 12340n,
    人民币12元整: 1200n,
    " 1 234 ": 123400n,
    "-100": -10000n,
    "0": 0n,
    "1.2亿元": 12_000_000_000n,
  };
  for (const [text, fen] of Object.entries(read)) assert.equal(parseYuan(text), fen, text);
  for (const text of [
    "",
    "1.234",
    "1,23",
    "12,3456",
    "1.",
    ".5",
    "一百元",
    "1e3",
    "--5",
    "-¥-5",
    "1元2",
    "0.0000001万",
  ]) {
    assert.equal(parseYuan(text), undefined, text);
  }
});

test("any amount is read back from each way of printing it", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (fen) => {
      assert.equal(parseYuan(printYuan(fen)), fen);
      assert.equal(parseYuan(plainYuan(fen)), fen);
      assert.equal(parseYuan(`${printTenThousand(fen, 6)}万元`), fen);
    }),
  );
});

test("print forms", () => {
  assert.equal(printYuan(123456789n), "1,234,567.89");
  assert.equal(printYuan(-5n), "-0.05");
  assert.equal(plainYuan(123456789n), "1234567.89");
  assert.equal(printTenThousand(15_000_000n), "15");
  assert.equal(printTenThousand(2_351_234n), "2.4");
  assert.equal(printTenThousand(2_351_234n, 2), "2.35");
  assert.equal(printTenThousand(2_500_000n, 0), "3");
  assert.equal(printTenThousand(-49_999n), "0");
});

test("大写金额：依据《支付结算办法》附一的例子", () => {
  const written: Record<string, string> = {
    "150000": "壹拾伍万元整",
    "1409.50": "壹仟肆佰零玖元伍角",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "107000.53": "壹拾万柒仟元伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "0.05": "伍分",
    "0.50": "伍角",
    "0": "零元整",
    "10.05": "壹拾元零伍分",
    "1050": "壹仟零伍拾元整",
    "100500": "壹拾万零伍佰元整",
    "100000001": "壹亿零壹元整",
    "100001000": "壹亿零壹仟元整",
    "100010000": "壹亿零壹万元整",
    "1000000000000": "壹万亿元整",
    "-5": "负伍元整",
  };
  for (const [yuan, capitals] of Object.entries(written))
    assert.equal(capitalYuan(parseYuan(yuan)!), capitals, yuan);
});

const VALUES: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n };

function readCapitals(text: string): bigint {
  const [whole = "", part = ""] = text.includes("元") ? text.split("元") : ["", text];
  const section = (t: string): bigint => {
    let sum = 0n;
    for (const [, digit = "", unit = ""] of t.matchAll(/([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)/g)) {
      sum += BigInt("零壹贰叁肆伍陆柒捌玖".indexOf(digit)) * (VALUES[unit] ?? 1n);
    }
    return sum;
  };
  const byUnit = (t: string, units: [string, bigint][]): bigint => {
    const [first, ...rest] = units;
    if (!first) return section(t);
    const at = t.lastIndexOf(first[0]);
    return at < 0
      ? byUnit(t, rest)
      : byUnit(t.slice(0, at), rest) * first[1] + byUnit(t.slice(at + 1), rest);
  };
  const digitBefore = (unit: string) =>
    BigInt(
      Math.max(0, "零壹贰叁肆伍陆柒捌玖".indexOf(part.charAt(part.indexOf(unit) - 1) || "零")),
    );
  return (
    byUnit(whole, [
      ["亿", 10n ** 8n],
      ["万", 10n ** 4n],
    ]) *
      100n +
    digitBefore("角") * 10n +
    digitBefore("分")
  );
}

test("capitals say the amount, without doubled zeros", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (fen) => {
      const text = capitalYuan(fen);
      assert.equal(readCapitals(text), fen, text);
      assert.doesNotMatch(text, /零零|零[元万亿](?!整)/);
    }),
  );
});
