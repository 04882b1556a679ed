import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isForbiddenHeader, scanSecrets } from "./secrets.ts";

test("涉密与个人信息扫描", () => {
  const kinds = (text: string) => scanSecrets(text).map((finding) => [finding.kind, finding.match]);
  assert.deepEqual(kinds("曾在32156部队服役，番号不详"), [
    ["unitNumber", "32156部队"],
    ["forbiddenWord", "番号"],
  ]);
  assert.deepEqual(kinds("３２１５６部队、三二一五六部队"), [
    ["unitNumber", "３２１５６部队"],
    ["unitNumber", "三二一五六部队"],
  ]);
  assert.deepEqual(kinds("张*，身份证11010519491231002X，电话13812345678。"), [
    ["citizenId", "11010519491231002X"],
    ["phone", "13812345678"],
  ]);
  assert.deepEqual(kinds("110105 19491231 002x，138-1234-5678"), [
    ["citizenId", "110105 19491231 002x"],
    ["phone", "138-1234-5678"],
  ]);
  assert.deepEqual(kinds("旧号110105491231002 卡号6222 0202 0001 2341 234"), [
    ["citizenId", "110105491231002"],
    ["bankCard", "6222 0202 0001 2341 234"],
  ]);
  assert.deepEqual(kinds("卡6222020200012341234x"), [["bankCard", "6222020200012341234"]]);
});

test("平常的数字不报", () => {
  for (const text of [
    "2023年走访800余人次，发放15万元",
    "区划代码410726001201",
    "监督电话0373-7691234",
    "2023-05-01 08:30",
    "410726********1234",
    "某部队退役",
  ]) {
    assert.deepEqual(scanSecrets(text), [], text);
  }
});

test("every finding stands where it says", () => {
  const text = fc
    .array(
      fc.constantFrom(
        "番号",
        "12345部队",
        "13812345678",
        "1",
        " ",
        "，",
        "11010519491231002X",
        "零",
        "x",
      ),
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (written) => {
      for (const { match, index } of scanSecrets(written))
        assert.equal(written.slice(index, index + match.length), match);
    }),
  );
});

test("不得保存的列名", () => {
  for (const header of [
    "番号",
    "部队 代号*",
    "部队代码",
    "是否涉密",
    "岗位密级",
    "部队番号（必填）",
  ])
    assert.equal(isForbiddenHeader(header), true, header);
  for (const header of ["姓名", "部队", "代码", "区划代码", "岗位"])
    assert.equal(isForbiddenHeader(header), false, header);
});
