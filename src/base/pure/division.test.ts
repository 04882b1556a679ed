import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  countyOf,
  isDivisionCode,
  isWithin,
  levelOf,
  parentOf,
  rangeOf,
  shortOf,
} from "./division.ts";

const COUNTY = "410726000000";
const TOWN = "410726001000";
const VILLAGE = "410726001201";

test("级别、上级、简码", () => {
  assert.deepEqual(["410000000000", "410700000000", COUNTY, TOWN, VILLAGE].map(levelOf), [
    "province",
    "city",
    "county",
    "township",
    "village",
  ]);
  assert.deepEqual([VILLAGE, TOWN, COUNTY, "410700000000", "410000000000"].map(parentOf), [
    TOWN,
    COUNTY,
    "410700000000",
    "410000000000",
    undefined,
  ]);
  assert.deepEqual([VILLAGE, TOWN, COUNTY].map(shortOf), [VILLAGE, "410726001", "410726"]);
  assert.equal(countyOf(VILLAGE), "410726");
  assert.equal(parentOf("441900003000"), "441900000000");
  assert.throws(() => levelOf("410726"), RangeError);
  assert.equal(isDivisionCode("000000000000"), false);
});

test("管辖范围", () => {
  assert.deepEqual(rangeOf(COUNTY), { from: COUNTY, to: "410726999999" });
  assert.deepEqual(rangeOf(TOWN), { from: TOWN, to: "410726001999" });
  assert.deepEqual(rangeOf(VILLAGE), { from: VILLAGE, to: VILLAGE });
  assert.deepEqual(rangeOf("410700000000"), { from: "410700000000", to: "410799999999" });
  assert.equal(isWithin(VILLAGE, TOWN), true);
  assert.equal(isWithin(TOWN, VILLAGE), false);
  assert.equal(isWithin("410727001201", COUNTY), false);
});

test("a code lies within a scope exactly when the scope is itself or one of its parents", () => {
  const part = (digits: number) =>
    fc.constantFrom("0", "1", "2").map((digit) => digit.padStart(digits, "0"));
  const code = fc
    .tuple(fc.constantFrom("41", "42"), part(2), part(2), part(3), part(3))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(code, code, (below, scope) => {
      let above: string | undefined = below;
      while (above !== undefined && above !== scope) above = parentOf(above);
      assert.equal(isWithin(below, scope), below.indexOf(shortOf(scope)) === 0);
      if (above === scope) assert.ok(isWithin(below, scope));
    }),
  );
});
