import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addDays,
  addMonths,
  ageOn,
  dayOf,
  daysBetween,
  isDay,
  monthOf,
  parseDay,
  printDay,
  printMonth,
  quarterOf,
  todayIn,
  yearOf,
} from "./day.ts";

const anyDay = fc.integer({ min: -60_000, max: 60_000 }).map((days) => addDays("2000-01-01", days));

test("台账里的日期写法", () => {
  const sameDay = [
    "2023-05-01",
    "2023.5.1",
    "2023/5/1",
    "20230501",
    "２０２３．５．１",
    "2023年5月1日",
    "2023 年 5 月 1 日",
    "2023-05-01 00:00:00",
    "2023/5/1 8:30",
    "2023-05-01T08:30:00+08:00",
    "2023-04-30T16:00:00.000Z",
    "'2023-05-01",
    "二〇二三年五月一日",
    "二○二三年五月一号",
    45047,
    45047.75,
    20230501,
  ];
  for (const text of sameDay)
    assert.deepEqual(parseDay(text), { day: "2023-05-01", precision: "day" }, String(text));
  const sameMonth = [
    "1968.5",
    "1968-05",
    "196805",
    "1968年5月",
    "1968/05",
    "一九六八年五月",
    "1968年5月份",
    1968.5,
    196805,
  ];
  for (const text of sameMonth)
    assert.deepEqual(parseDay(text), { day: "1968-05-01", precision: "month" }, String(text));
  for (const text of ["1968", "1968年", "一九六八年", 1968]) {
    assert.deepEqual(parseDay(text), { day: "1968-01-01", precision: "year" }, String(text));
  }
  assert.equal(parseDay("一九六八年十二月廿一日")?.day, "1968-12-21");
  assert.equal(parseDay("一九七〇年十月三十日")?.day, "1970-10-30");
});

test("不存在或说不准的日期不猜", () => {
  const refused = [
    "",
    "2023-02-30",
    "2023.13",
    "196813",
    "19680500",
    "68.5",
    "2023-5/1",
    "五月三日",
    "一九六八年正月初三",
    "不详",
    "45047",
    "2023-02-30T00:00:00Z",
    "2023-05-01T25:00:00Z",
    "99991231",
    1968.1,
    60,
    0,
    -1,
    1e9,
    Number.NaN,
  ];
  for (const text of refused) assert.equal(parseDay(text), undefined, String(text));
});

test("Excel 序列值按 1900 日期系统", () => {
  assert.equal(parseDay(1)?.day, "1900-01-01");
  assert.equal(parseDay(59)?.day, "1900-02-28");
  assert.equal(parseDay(61)?.day, "1900-03-01");
  assert.equal(parseDay("45047", { serial: true })?.day, "2023-05-01");
  assert.equal(parseDay("1968.5", { serial: true })?.day, "1968-05-01");
});

test("any day is read back from each way of writing it", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const [year, month, date] = [yearOf(day), monthOf(day), Number(day.slice(8))];
      for (const text of [
        day,
        printDay(day),
        `${year}.${month}.${date}`,
        `${year}/${month}/${date} 1:02`,
        day.replace(/-/g, ""),
      ]) {
        assert.deepEqual(parseDay(text), { day, precision: "day" });
      }
      assert.equal(parseDay(printMonth(day))?.day, `${day.slice(0, 7)}-01`);
      assert.equal(dayOf(year, month, date), day);
      assert.ok(isDay(day));
    }),
  );
});

test("reading never throws and gives only real days", () => {
  const mess = fc.oneof(fc.string(), fc.stringMatching(/^[0-9年月日./ -]{0,12}$/), fc.double());
  fc.assert(
    fc.property(mess, (text) => {
      const read = parseDay(text);
      assert.ok(read === undefined || isDay(read.day));
    }),
  );
});

test("adding days and months", () => {
  assert.equal(addDays("2024-02-28", 1), "2024-02-29");
  assert.equal(addMonths("2023-01-31", 1), "2023-02-28");
  assert.equal(addMonths("2024-03-31", -1), "2024-02-29");
  assert.equal(addMonths("2023-01-15", -1), "2022-12-15");
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -2000, max: 2000 }), (day, count) => {
      assert.equal(daysBetween(day, addDays(day, count)), count);
      const later = addMonths(day, count);
      assert.ok(isDay(later));
      assert.equal((yearOf(later) - yearOf(day)) * 12 + monthOf(later) - monthOf(day), count);
      assert.ok(Number(later.slice(8)) <= Number(day.slice(8)));
      assert.equal(day < addDays(day, count), count > 0);
    }),
  );
});

test("周岁：生日当天满", () => {
  assert.equal(ageOn("1963-05-01", "2023-04-30"), 59);
  assert.equal(ageOn("1963-05-01", "2023-05-01"), 60);
  assert.equal(ageOn("1964-02-29", "2023-02-28"), 58);
  assert.equal(ageOn("1964-02-29", "2023-03-01"), 59);
});

test("quarter, month and print forms", () => {
  assert.deepEqual(["2023-03-31", "2023-04-01", "2023-12-31"].map(quarterOf), [1, 2, 4]);
  assert.equal(printDay("2023-05-01"), "2023年5月1日");
  assert.equal(printMonth("2023-05-01"), "2023年5月");
  for (const text of ["2023-02-29", "2023-5-1", "2023-05-01 ", 20230501, undefined])
    assert.equal(isDay(text), false);
  assert.equal(dayOf(2023, 2, 29), undefined);
  assert.equal(dayOf(2000, 2, 29), "2000-02-29");
  assert.equal(dayOf(1900, 2, 29), undefined);
});

test("today is the day in Shanghai, whatever the machine says", () => {
  assert.equal(todayIn("Asia/Shanghai", new Date("2023-04-30T15:59:59Z")), "2023-04-30");
  assert.equal(todayIn("Asia/Shanghai", new Date("2023-04-30T16:00:00Z")), "2023-05-01");
});
