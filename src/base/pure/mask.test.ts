import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { maskAddress, maskBankCard, maskCitizenId, maskName, maskOf, maskPhone } from "./mask.ts";

test("公示姓名", () => {
  const forms: Record<string, string> = {
    张三: "张*",
    张建三: "张*三",
    欧阳建华: "欧阳*华",
    欧阳华: "欧阳*",
    欧阳: "欧*",
    诸葛建国华: "诸葛**华",
    王李建国: "王**国",
    阿依古丽·买买提: "阿***·**提",
    张: "*",
    "": "",
    𠮷田华: "𠮷*华",
  };
  for (const [name, masked] of Object.entries(forms)) assert.equal(maskName(name), masked);
});

test("号码、卡号", () => {
  assert.equal(maskCitizenId("410726195001011234"), "410726********1234");
  assert.equal(maskCitizenId("410726500101123"), "410726*****1123");
  assert.equal(maskPhone("13812345678"), "138****5678");
  assert.equal(maskPhone("0373-7691234"), "0373-***1234");
  assert.equal(maskBankCard("6222020200012341234"), "**** **** **** 1234");
  assert.equal(maskBankCard("12"), "**** **** **** ****");
});

test("地址只到村（社区）、乡镇", () => {
  const forms: Record<string, string> = {
    河南省新乡市延津县榆林乡大庄村3组12号: "河南省新乡市延津县榆林乡大庄村",
    新乡市延津县文岩街道和谐社区5号楼2单元: "新乡市延津县文岩街道和谐社区",
    延津县城关镇幸福路１２号: "延津县城关镇",
    榆林乡大庄村东头第三家: "榆林乡大庄村",
    城关镇镇南村8号: "城关镇镇南村",
    镇江市润州区某街道办事处88号: "镇江市润州区某街道办事处",
    新乡市牧野区建设路1号: "新乡市牧野区",
    建设路1号: "***",
    "": "",
  };
  for (const [address, masked] of Object.entries(forms)) assert.equal(maskAddress(address), masked);
});

test("a mask shows no more than it promises, and keeps nothing of malformed text", () => {
  const text = fc.string({ maxLength: 25 });
  const shown = (masked: string) => Array.from(masked.replace(/[*\s-]/g, "")).length;
  fc.assert(
    fc.property(text, fc.stringMatching(/^\d{0,22}$/), (any, digits) => {
      for (const value of [any, digits]) {
        assert.ok(shown(maskOf("citizenId", value)) <= 10);
        assert.ok(shown(maskOf("phone", value)) <= 8);
        assert.ok(shown(maskOf("bankCard", value)) <= 4);
        assert.ok(!/\d/.test(maskOf("address", value)));
      }
      if (digits.length < 11)
        assert.equal(shown(maskOf("citizenId", digits)) + shown(maskOf("bankCard", digits)), 0);
    }),
  );
  const han = fc
    .array(fc.constantFrom(..."张王欧阳司马建国华·"), { minLength: 1, maxLength: 8 })
    .map((chars) => chars.join(""));
  fc.assert(
    fc.property(han, (name) => {
      const masked = maskName(name);
      assert.equal(Array.from(masked).length, Array.from(name).length);
      if (name.indexOf("·") < 0) assert.ok(masked.indexOf("*") >= 0);
      assert.ok(shown(masked.replace(/·/g, "")) <= 3);
    }),
  );
});
