import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { febrl, febrlAbsent, personOf, readFebrl } from '../../../../bench/linkageFebrl.ts';
import { type InventedRow, inventRegister } from '../../../../bench/linkagePersons.ts';
import { invented, scoresOf, truePairs } from '../../../../bench/linkageScores.ts';
import { PERSON_WEIGHTS } from './chinese/startingWeights.generated.ts';
import type { Linked } from './declaration.ts';
import { linkage } from './linkage.ts';

const engine = linkage(invented);
const rows = inventRegister(3_000, 31);
const linked = engine.link(rows);

const bytesOf = ({ pairs, groups, weights }: Linked) => JSON.stringify({ pairs, groups, weights });
const shuffled = <T>(all: readonly T[], seed: number) => all.map((one, at) => [Math.imul(at + 1, seed) >>> 0, one] as const).sort((a, b) => a[0] - b[0]).map(([, one]) => one);

test('同样的行不论先后，组、对、权重逐字节相同；种子另取则随机对另取', () => {
  const bytes = bytesOf(linked);
  assert.ok(linked.groups.length > 100);
  for (const seed of [0x9e3779b1, 0x85ebca77]) assert.equal(bytesOf(engine.link(shuffled(rows, seed))), bytes);
  assert.equal(bytesOf(engine.link([...rows].reverse())), bytes);
  assert.notEqual(JSON.stringify(engine.link(rows, { seed: 2 }).weights), JSON.stringify(linked.weights));
});

test('虚构的登记册：固定门槛下的 F1 不低于 0.98，期望的重复对数与真实相近', () => {
  const truths = new Map(rows.map((row) => [row.id, row.truth]));
  const all = truePairs(rows, (row) => row.truth);
  const scores = scoresOf(linked.pairs.map(({ left, right }) => [truths.get(left), truths.get(right)]), all);
  assert.ok(scores.f1 >= 0.98, JSON.stringify(scores));
  assert.ok(Math.abs(linked.report.expected / all - 1) < 0.1, `expected ${linked.report.expected}, true ${all}`);
});

test('组按首号排列、组内有序，每行至多在一组；对按权重由高到低', () => {
  const seen = new Set<string>();
  linked.groups.forEach((group, at) => {
    assert.deepEqual(group, [...group].sort());
    assert.ok(group.length > 1 && (at === 0 || linked.groups[at - 1]![0]! < group[0]!));
    for (const id of group) {
      assert.ok(!seen.has(id));
      seen.add(id);
    }
  });
  linked.pairs.forEach(({ left, right, probability, levels }, at) => {
    assert.ok(left < right && probability >= 0 && probability <= 1 && levels.length === 6);
    assert.ok(at === 0 || linked.pairs[at - 1]!.weight >= linked.pairs[at]!.weight);
  });
});

const row = (id: string, values: Partial<InventedRow> = {}): InventedRow => ({ id, truth: 0, name: '张建国', citizenId: '999001196805011239', birthOn: '1968-05-01', divisionCode: '999001100201', mobile: '19912345678', enlistedOn: '1986-12', ...values });

test('小县没有重复也能用：完全相同的两行成组，双胞胎不成组', () => {
  const few = [...inventRegister(40, 3).map((one, at) => ({ ...one, id: `x${String(at).padStart(3, '0')}`, truth: at })), row('a'), row('b')];
  const { groups } = engine.link(few, { start: PERSON_WEIGHTS });
  assert.ok(groups.some((group) => group.join() === 'a,b'), JSON.stringify(groups));
  const twins = engine.compareOne(row('a'), [row('b', { name: '张建军', citizenId: '999001196805015678' })], PERSON_WEIGHTS, { population: 20_000 })[0]!;
  assert.ok(twins.probability < 0.5, JSON.stringify(twins));
  assert.equal(twins.resembles?.title, '更像双胞胎');
  const son = engine.compareOne(row('a'), [row('b', { name: '张磊', citizenId: '999001199503022345', birthOn: '1995-03-02', enlistedOn: '2013-09' })], PERSON_WEIGHTS, { population: 20_000 })[0]!;
  assert.ok(son.probability < 0.01, JSON.stringify(son));
  assert.match(son.resembles!.title, /父子/);
});

test('没有一个重复的登记册：权重留在起点附近，几乎不成组', () => {
  const first = new Map(inventRegister(3_000, 13).map((one) => [one.truth, one]));
  const alone = [...first.values()];
  const { pairs, weights } = engine.link(alone, { start: PERSON_WEIGHTS });
  assert.ok(pairs.length <= alone.length / 500, `${pairs.length} of ${alone.length}`);
  for (const [name, { m }] of Object.entries(PERSON_WEIGHTS.fields)) m.forEach((share, level) => assert.ok(Math.abs(weights.fields[name]!.m[level]! - share) < 0.15, `${name} ${level}: ${weights.fields[name]!.m[level]} of ${share}`));
});

test('录入时查重：理由用文字说明，最像的在前，自己不在其中', () => {
  const candidates = [row('self'), row('near', { name: '章建国', citizenId: '999001196805011329' }), row('far', { name: '李丽', citizenId: '999001198001011239', birthOn: '1980-01-01', mobile: '10000000000', enlistedOn: '1999-12', divisionCode: '999001101201' })];
  const scored = engine.compareOne(row('self'), candidates, PERSON_WEIGHTS, { population: 20_000 });
  assert.deepEqual(scored.map(({ id }) => id), ['near', 'far']);
  assert.ok(scored[0]!.probability > 0.99 && scored[1]!.probability < 0.001);
  const reasons = engine.reasons(scored[0]!.evidence.map(({ level }) => level), PERSON_WEIGHTS);
  assert.ok(reasons.some(({ text }) => text === '姓名同音') && reasons.some(({ text }) => text === '身份证号一位之差或相邻两位颠倒'), JSON.stringify(reasons));
});

test('逐一比较与批量所给的概率相同', () => {
  const byId = new Map(rows.map((one) => [one.id, one]));
  const plain = linkage({ ...invented, fields: invented.fields.map((field) => ({ ...field, termFrequency: false })) });
  const { pairs } = plain.link(rows, { start: PERSON_WEIGHTS, learn: false, report: 0.001 });
  const check = plain.comparer(PERSON_WEIGHTS, { population: rows.length });
  for (const pair of pairs.slice(0, 300)) {
    const one = check(byId.get(pair.left)!, [byId.get(pair.right)!])[0]!;
    assert.deepEqual(one.evidence.map(({ level }) => level), pair.levels);
    assert.ok(Math.abs(one.weight - pair.weight) < 1e-9);
    assert.deepEqual(one.resembles?.name, pair.resembles?.name);
  }
  assert.ok(pairs.length >= 300);
});

test('完全相同的两行，只要有一条分块规则够得着，总能连上；概率总在 0 与 1 之间且对称', () => {
  const sample = inventRegister(200, 9);
  const check = engine.comparer(PERSON_WEIGHTS, { population: 20_000 });
  fc.assert(fc.property(fc.constantFrom(...sample), fc.constantFrom(...sample), (a, b) => {
    const there = check({ ...a, id: 'a' }, [{ ...b, id: 'b' }])[0]!;
    const back = check({ ...b, id: 'a' }, [{ ...a, id: 'b' }])[0]!;
    assert.ok(there.probability >= 0 && there.probability <= 1);
    assert.ok(Math.abs(there.weight - back.weight) < 1e-9);
    if (!a.citizenId && !a.mobile) return;
    const twice = engine.link([...sample, { ...a, id: 'copy' }], { start: PERSON_WEIGHTS, learn: false });
    assert.ok(engine.keys(a).length > 0 && twice.groups.some((group) => group.includes('copy') && group.includes(a.id)));
  }), { numRuns: 40 });
});

test('真值没有读取口：改掉它一切照旧；号码重复或声明有误则拒绝', () => {
  assert.equal(bytesOf(engine.link(rows.map((one) => ({ ...one, truth: 0 })))), bytesOf(linked));
  assert.throws(() => engine.link([row('a'), row('a')]), /stands twice/);
  assert.throws(() => linkage({ ...invented, blocking: [{ name: 'x', parts: [{ from: 'nothing' }] }] }).link(rows), /neither a field nor derived/);
  assert.throws(() => engine.comparer({ ...PERSON_WEIGHTS, fields: {} }), /do not fit/);
});

test('过大的块略过并记数，不悄悄丢', () => {
  const crowded = Array.from({ length: 300 }, (_, at) => row(`r${String(at).padStart(3, '0')}`, { citizenId: undefined, birthOn: undefined, enlistedOn: undefined }));
  const { report } = engine.link(crowded, { start: PERSON_WEIGHTS });
  assert.deepEqual(report.passedOver.map(({ rule, rows: left }) => `${rule} ${left}`), ['mobile 300', 'sound+village 300']);
  assert.equal(report.pairs, 0);
});

const label = { skip: febrlAbsent ?? false };

test('公开集 FEBRL 3：固定门槛下 F1 ≥ 0.998', label, () => {
  const all = readFebrl('febrl3');
  const truths = new Map(all.map((one) => [one.id, personOf(one)]));
  const { pairs } = linkage(febrl).link(all);
  const scores = scoresOf(pairs.map(({ left, right }) => [truths.get(left), truths.get(right)]), truePairs(all, personOf));
  assert.ok(scores.f1 >= 0.998, JSON.stringify(scores));
});

test('公开集 FEBRL 4：两份一对一，固定门槛下 F1 ≥ 0.9995；rec_id 不参与比较', label, () => {
  const all = [...readFebrl('febrl4a'), ...readFebrl('febrl4b')];
  const source = (one: { id: string }) => one.id.split(':')[0]!;
  const truths = new Map(all.map((one) => [one.id, personOf(one)]));
  const result = linkage(febrl).link(all, { source, oneToOne: true });
  const scores = scoresOf(result.pairs.map(({ left, right }) => [truths.get(left), truths.get(right)]), 5000);
  assert.ok(scores.f1 >= 0.9995, JSON.stringify(scores));
  assert.ok(result.groups.every((group) => group.length === 2));
  assert.ok(all.every((one) => !Object.hasOwn(one.values, 'rec_id') && !Object.values(one.values).some((value) => value.startsWith('rec-'))));
  assert.equal(bytesOf(linkage(febrl).link(all.map((one) => ({ ...one, label: 'rec-0-org' })), { source, oneToOne: true })), bytesOf(result));
});
