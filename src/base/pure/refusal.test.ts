import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, isRefusal, notFound, refuse } from "./refusal.ts";

function caught(act: () => never): unknown {
  try {
    act();
  } catch (e) {
    return e;
  }
}

test("a refusal carries code, sentence, status, path and detail", () => {
  const e = caught(() =>
    refuse("visit_too_early", "走访日期早于建站日期", {
      status: 409,
      path: ["visit", "visitedOn"],
      detail: { days: 3 },
    }),
  );
  assert.ok(e instanceof Refusal && e instanceof Error);
  assert.deepEqual(
    { ...e, message: e.message },
    {
      name: "Refusal",
      code: "visit_too_early",
      status: 409,
      path: ["visit", "visitedOn"],
      detail: { days: 3 },
      message: "走访日期早于建站日期",
    },
  );
});

test("the status is 422 unless given, and a fault is not a refusal", () => {
  const e = caught(() => refuse("bad", "填写有误"));
  assert.ok(isRefusal(e));
  assert.equal(e.status, 422);
  assert.equal(isRefusal(new Error("x")), false);
  assert.equal(isRefusal(undefined), false);
});

test("out of scope reads the same as not found", () => {
  const e = caught(() => notFound("人员档案"));
  assert.ok(isRefusal(e));
  assert.deepEqual(
    [e.code, e.status, e.message],
    ["not_found", 404, "人员档案不存在或不在您的管辖范围内"],
  );
  assert.throws(() => notFound(), { message: "记录不存在或不在您的管辖范围内" });
});
