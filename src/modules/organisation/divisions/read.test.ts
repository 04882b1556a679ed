import assert from "node:assert/strict";
import { test } from "node:test";
import { shortVillageName } from "./naming.ts";
import { type CountyDivision, listCounties, readCounty } from "./read.ts";

function countVillages(tree: CountyDivision, withOther: boolean): number {
  return tree.townships
    .filter((township) => withOther || township.kind !== "other")
    .reduce((sum, township) => sum + township.villages.length, 0);
}

function countKinds(units: { kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of units) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

test("延津县：13 个乡镇街道辖 339 个村居，另有 4 个农林场和园区各 1 个，共 343 个", async () => {
  const tree = await readCounty("410726");
  assert.deepEqual(tree.county, { code12: "410726000000", name: "延津县" });
  assert.deepEqual(tree.city, { code: "410700", name: "新乡市" });
  assert.deepEqual(tree.province, { code: "410000", name: "河南省" });
  assert.deepEqual(countKinds(tree.townships), { street: 3, town: 4, township: 6, other: 4 });
  assert.equal(countVillages(tree, false), 339);
  assert.equal(countVillages(tree, true), 343);
  assert.equal(tree.townships[0]?.name, "文岩街道");
  assert.equal(tree.townships.at(-1)?.name, "新乡市纺织工业聚集区");
});

test("十二位县级代码与六位代码读出同一棵树", async () => {
  assert.deepEqual(await readCounty("410726000000"), await readCounty("410726"));
});

test("直辖市首县与全表最末一县都能读全", async () => {
  const first = await readCounty("110101");
  assert.equal(first.province.name, "北京市");
  assert.equal(first.townships.length, 17);
  assert.equal(first.townships[0]?.villages[0]?.code12, "110101001001");
  assert.equal(first.townships[0]?.villages[0]?.shortName, "多福巷社区");
  const last = await readCounty("659012");
  assert.equal(last.county.name, "白杨市");
  assert.ok(last.townships.length > 0);
});

test("浦东新区 1526 个村居：每个单位十二位代码唯一并归属上级", async () => {
  const tree = await readCounty("310115");
  const villages = tree.townships.flatMap((township) => township.villages);
  assert.equal(villages.length, 1526);
  assert.equal(new Set(villages.map(({ code12 }) => code12)).size, 1526);
  for (const township of tree.townships) {
    for (const { code12 } of township.villages) {
      assert.match(code12, /^\d{12}$/);
      assert.equal(code12.slice(0, 9), township.code12.slice(0, 9));
    }
  }
});

test("东莞不设区县：以市为县读出镇街，四个园区不计为镇街", async () => {
  const tree = await readCounty("441900");
  assert.deepEqual(tree.county, { code12: "441900000000", name: "东莞市" });
  assert.deepEqual(tree.city, { code: "441900", name: "东莞市" });
  assert.deepEqual(countKinds(tree.townships), { street: 4, town: 28, other: 4 });
});

test("没有的代码和残缺的代码被拒绝", async () => {
  for (const code of ["410799", "41072", "4107", "", "410726001000"]) {
    await assert.rejects(readCounty(code), { code: "division.unknown" });
  }
});

test("按名称、上级或代码查县", async () => {
  assert.deepEqual(await listCounties("延津"), [
    { code: "410726", name: "延津县", city: "新乡市", province: "河南省" },
  ]);
  assert.equal(
    (await listCounties("4107")).every(({ city }) => city === "新乡市"),
    true,
  );
  assert.equal((await listCounties("新乡市延津")).length, 1);
  assert.equal((await listCounties()).length, 2978);
});

test("站名用的简称", () => {
  assert.equal(shortVillageName("官亭村委会"), "官亭村");
  assert.equal(shortVillageName("官亭村村民委员会"), "官亭村");
  assert.equal(shortVillageName("官亭村居委会"), "官亭村");
  assert.equal(shortVillageName("文岩社区居民委员会"), "文岩社区");
  assert.equal(shortVillageName("南关居委会"), "南关社区");
  assert.equal(shortVillageName("白菜沟嘎查委员会"), "白菜沟嘎查");
  assert.equal(shortVillageName("国营林场生活区"), "国营林场生活区");
});

test("同一乡镇内简称不重复，重复的保留全称", async () => {
  const tree = await readCounty("410726");
  for (const { villages } of tree.townships) {
    assert.equal(new Set(villages.map(({ shortName }) => shortName)).size, villages.length);
  }
});
