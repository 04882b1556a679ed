import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nameKeys, normaliseName, searchPrefixes, sortKey } from "./personName.ts";

function finds(name: string, typed: string): boolean {
  const prefixes = searchPrefixes(typed);
  return nameKeys(name).some((key) => prefixes.some((prefix) => key.indexOf(prefix) === 0));
}

test("姓名的统一写法", () => {
  const forms: Record<string, string> = {
    " 张　三 ": "张三",
    "张 建 国": "张建国",
    "阿依古丽•买买提": "阿依古丽·买买提",
    "阿依古丽 ． 买买提": "阿依古丽·买买提",
    "阿依古丽。买买提": "阿依古丽·买买提",
    "阿.不.都": "阿·不·都",
    "Ｊｏｈｎ  Ｓｍｉｔｈ": "John Smith",
    "J. Smith": "J. Smith",
    张三·: "张三·",
  };
  for (const [text, name] of Object.entries(forms)) assert.equal(normaliseName(text), name);
});

test("检索词：姓名、全拼、首字母的每个后缀", () => {
  assert.deepEqual(nameKeys("张建国"), [
    "n:张建国",
    "n:建国",
    "n:国",
    "p:guo",
    "i:g",
    "p:jianguo",
    "i:jg",
    "p:zhangjianguo",
    "i:zjg",
  ]);
});

test("按姓名任一段、全拼、首字母都能找到", () => {
  for (const typed of [
    "单",
    "雄信",
    "shanx",
    "danx",
    "Shan Xiongxin",
    "sxx",
    "dxx",
    "xx",
    "xiong'xin",
  ])
    assert.ok(finds("单雄信", typed), typed);
  for (const typed of ["zengguo", "cengguo", "zgq"]) assert.ok(finds("曾国强", typed), typed);
  for (const typed of ["yuchi", "yc", "尉迟恭"]) assert.ok(finds("尉迟恭", typed), typed);
  for (const typed of ["买买提", "阿依古丽买", "阿依古丽·买", "maimai"])
    assert.ok(finds("阿依古丽·买买提", typed), typed);
  for (const typed of ["lvbu", "lübu", "lb"]) assert.ok(finds("吕布", typed), typed);
  for (const typed of ["wangle", "wangyue"]) assert.ok(finds("王乐", typed), typed);
  assert.equal(finds("张建国", "ianguo"), false);
  assert.ok(finds("𠮷建国", "𠮷建") && finds("𠮷建国", "jianguo"));
  assert.deepEqual(searchPrefixes("  "), []);
});

test("拼音排序", () => {
  assert.equal(sortKey("单雄信"), "shan xiong xin");
  assert.equal(sortKey("欧阳华"), "ou yang hua");
  const names = ["张三", "安平", "曾强", "欧阳华"];
  assert.deepEqual(
    names.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    ["安平", "欧阳华", "曾强", "张三"],
  );
});

test("any run of characters from a name finds it; keys stay few", () => {
  const name = fc
    .array(fc.constantFrom(..."张王单曾解任万俟欧阳建国华乐长朝𠮷·aB"), {
      minLength: 1,
      maxLength: 8,
    })
    .map((chars) => chars.join(""));
  fc.assert(
    fc.property(name, fc.nat(), (text, from) => {
      const chars = Array.from(normaliseName(text).replace(/[·\s]/g, ""));
      const keys = nameKeys(text);
      assert.ok(keys.length <= chars.length * 7);
      assert.equal(new Set(keys).size, keys.length);
      const run = chars
        .slice(from % (chars.length || 1))
        .join("")
        .toLowerCase();
      if (run !== "") assert.ok(keys.indexOf(`n:${run}`) >= 0);
    }),
  );
});
