import assert from "node:assert/strict";
import { test } from "node:test";
import { halfWidth, squeeze } from "./normalise.ts";

test("全角转半角", () => {
  assert.equal(halfWidth("１２３ＡＢｃ（，）　￥"), "123ABc(,) ¥");
  assert.equal(halfWidth("张三。、·《》"), "张三。、·《》");
});

test("去首尾空白、合并空白、去不可见字符", () => {
  assert.equal(squeeze("\uFEFF  张\u200B三 \t\n 李四\u00A0"), "张三 李四");
});
