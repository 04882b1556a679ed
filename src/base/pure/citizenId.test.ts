import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkCitizenId, checkDigit, from15to18, normaliseCitizenId } from "./citizenId.ts";
import { addDays } from "./day.ts";

const holder = fc.record({
  area: fc.integer({ min: 999_000, max: 999_999 }),
  birthOn: fc.integer({ min: 0, max: 36_000 }).map((days) => addDays("1910-01-01", days)),
  order: fc.integer({ min: 0, max: 999 }),
});

function idOf(area: number, birthOn: string, order: number): string {
  const first17 = `${area}${birthOn.replace(/-/g, "")}${String(order).padStart(3, "0")}`;
  return first17 + checkDigit(first17);
}

test("校验位：GB 11643 的例子", () => {
  assert.equal(checkDigit("11010519491231002"), "X");
  assert.equal(checkDigit("44052418800101001"), "4");
  const check = checkCitizenId("11010519491231002x");
  assert.deepEqual(check, {
    ok: true,
    id: "11010519491231002X",
    birthOn: "1949-12-31",
    sex: "female",
    divisionCode: "110105",
    from15: false,
  });
});

test("每个合格的号码都能读出出生日期、性别和区划", () => {
  fc.assert(
    fc.property(holder, ({ area, birthOn, order }) => {
      const id = idOf(area, birthOn, order);
      assert.deepEqual(checkCitizenId(id), {
        ok: true,
        id,
        birthOn,
        sex: order % 2 === 1 ? "male" : "female",
        divisionCode: String(area),
        from15: false,
      });
    }),
  );
});

test("错一位或相邻两位颠倒都查得出来", () => {
  fc.assert(
    fc.property(
      holder,
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 9 }),
      ({ area, birthOn, order }, at, shift) => {
        const id = idOf(area, birthOn, order);
        const wrong =
          id.slice(0, at) + String((Number(id.charAt(at)) + shift) % 10) + id.slice(at + 1);
        assert.equal(checkCitizenId(wrong).ok, false);
        if (at < 16 && id.charAt(at) !== id.charAt(at + 1)) {
          assert.equal(
            checkCitizenId(id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2))
              .ok,
            false,
          );
        }
      },
    ),
  );
});

test("15 位旧号升为 18 位", () => {
  fc.assert(
    fc.property(
      holder.filter((h) => h.birthOn < "2000"),
      ({ area, birthOn, order }) => {
        const id = idOf(area, birthOn, order);
        const old = id.slice(0, 6) + id.slice(8, 17);
        assert.equal(from15to18(old), id);
        const check = checkCitizenId(old);
        assert.ok(check.ok && check.from15 && check.id === id);
      },
    ),
  );
});

test("录入时带的空格、全角、撇号和小写 x 不妨碍", () => {
  for (const text of [
    " '11010519491231002x ",
    "１１０１０５１９４９１２３１００２Ｘ",
    "110105 19491231 002X",
    "\u200B11010519491231002X",
  ]) {
    assert.equal(normaliseCitizenId(text), "11010519491231002X");
  }
});

test("不合格的号码说明理由", () => {
  const reasons: Record<string, RegExp> = {
    "": /为空/,
    "1101051949123100": /现为 16 位/,
    "11010519491331002X": /出生日期 19491331 不存在/,
    "110105194912310021": /校验位不对，请核对/,
    "999000195001012000": /Excel/,
    "4.10726E+17": /被 Excel 转成数字/,
    "1.1E+17": /被 Excel 转成数字/,
    "1101051949123100AX": /只能含数字/,
    "11010549123100X": /15 位身份证号只能含数字/,
  };
  for (const [text, reason] of Object.entries(reasons)) {
    const check = checkCitizenId(text);
    assert.ok(!check.ok);
    assert.match(check.reason, reason, text);
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(typeof checkCitizenId(text).ok, "boolean");
    }),
  );
});
