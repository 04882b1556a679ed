import { sql } from 'kysely';
import { checkCitizenId } from '#base/pure/citizenId.ts';
import { parseDay } from '#base/pure/day.ts';
import { normaliseName } from '#base/pure/personName.ts';
import { checkPhone } from '#base/pure/phone.ts';
import type { Act } from '#base/server/house.ts';
import type { Found, Match } from '#base/server/records/store.ts';
import { numberIndex } from './search.ts';

type Candidate = { id: string; division_code: string; name: string; birth_on: string | null; citizen_id_index: string | null; mobile_index: string | null; phone_index: string | null; path: string | null };

/** How sheets of other ledgers name a person: by id, else by name with place and birth day, or with the telephone number. */
export const personMatch: Match = {
  columns: [
    { key: 'name', label: '姓名', synonyms: ['对象姓名', '服务对象姓名', '退役军人姓名', '人员姓名', '本人姓名'] },
    { key: 'citizenId', label: '身份证号', synonyms: ['身份证号码', '公民身份号码', '身份证', '证件号码', '身份号码', '居民身份证号'] },
    { key: 'township', label: '乡镇', synonyms: ['乡镇（街道）', '乡镇街道', '街道', '乡镇名称', '所属乡镇'] },
    { key: 'village', label: '村（社区）', synonyms: ['村', '社区', '村社区', '行政村', '所属村', '村居'] },
    { key: 'divisionCode', label: '区划代码', synonyms: ['行政区划代码', '所属区划代码'] },
    { key: 'birthOn', label: '出生日期', synonyms: ['出生年月', '出生年月日', '出生时间'] },
    { key: 'mobile', label: '联系电话', synonyms: ['手机号码', '手机号', '手机', '电话', '联系方式'] },
  ],
  find: findPersons,
};

/** One answer per wanted row, in order, by two queries however many rows are wanted. Never a guess: a name alone gives candidates. */
export async function findPersons(act: Act, wanted: Record<string, string>[]): Promise<Found[]> {
  const asked = wanted.map((row) => read(act, row));
  const byId = groupBy(await candidates(act, 'citizen_id_index', asked.map((one) => one.index)), (one) => one.citizen_id_index!);
  const byName = groupBy(await candidates(act, 'name', asked.filter((one) => !one.index).map((one) => one.name)), (one) => one.name);
  return asked.map((one) => {
    if (one.problem) return { reason: one.problem };
    if (one.index) return judgeById(one, byId.get(one.index)?.[0]);
    return judgeByName(one, byName.get(one.name!) ?? []);
  });
}

type Asked = { index?: string; name?: string; places: string[]; birth?: string; phones: string[]; problem?: string };

function read(act: Act, row: Record<string, string>): Asked {
  const name = row.name?.trim() ? normaliseName(row.name) : undefined;
  const places = [row.divisionCode, row.township, row.village].filter((one): one is string => Boolean(one?.trim())).map((one) => one.trim());
  const day = row.birthOn?.trim() ? parseDay(row.birthOn, { serial: true }) : undefined;
  const birth = day?.day.slice(0, { day: 10, month: 7, year: 4 }[day.precision]);
  const phone = row.mobile?.trim() ? checkPhone(row.mobile) : undefined;
  const phones = phone?.ok ? [numberIndex('mobile', phone.phone, act.house.keys), numberIndex('phone', phone.phone, act.house.keys)] : [];
  if (!row.citizenId?.trim()) return { name, places, birth, phones, ...(name ? {} : { problem: '没有身份证号和姓名，无法匹配服务对象' }) };
  const id = checkCitizenId(row.citizenId);
  return id.ok ? { index: numberIndex('citizenId', id.id, act.house.keys), name, places, birth, phones } : { name, places, birth, phones, problem: id.reason };
}

function judgeById(asked: Asked, found: Candidate | undefined): Found {
  if (!found) return { reason: '身份证号未在册，请先建档' };
  if (asked.name && asked.name !== found.name) return { candidates: [found.id], reason: `身份证号在册姓名为“${found.name}”，与表中姓名不一致` };
  return { id: found.id, divisionCode: found.division_code };
}

function judgeByName(asked: Asked, sameName: Candidate[]): Found {
  if (sameName.length === 0) return { reason: '未在册，请先建档' };
  const fitting = sameName.filter((one) => asked.places.every((place) => liesIn(one, place)) && (!asked.birth || one.birth_on?.startsWith(asked.birth)));
  const called = fitting.filter((one) => asked.phones.some((phone) => phone === one.mobile_index || phone === one.phone_index));
  const kept = called.length > 0 ? called : fitting;
  const certain = asked.places.length > 0 || asked.birth !== undefined || called.length > 0;
  if (kept.length === 1 && certain) return { id: kept[0]!.id, divisionCode: kept[0]!.division_code };
  if (kept.length > 1) return { candidates: kept.slice(0, 20).map((one) => one.id), reason: `有 ${kept.length} 位同名的服务对象，请核对身份证号` };
  if (kept.length === 1) return { candidates: [kept[0]!.id], reason: '只有姓名，请核对是否同一人' };
  return { candidates: sameName.slice(0, 20).map((one) => one.id), reason: '姓名在册，但区划或出生日期不一致，请核对' };
}

const PLACE_ENDING = /(?:村民委员会|村委会|居民委员会|居委会|委会|街道办事处|办事处|人民政府|政府)$/;
const bare = (place: string) => place.replace(PLACE_ENDING, '').replace(/(?:村|社区|街道|乡|镇)$/, '');

/** Whether a candidate's home lies in a place given by name, path or code. */
function liesIn(one: Candidate, place: string): boolean {
  if (/^\d{6,12}$/.test(place)) return one.division_code.startsWith(place.replace(/(?:000){1,2}$/, ''));
  const homes = (one.path ?? '').split('/');
  const asked = place.split(/[/／\s]+/);
  return asked.every((part) => homes.some((home) => home === part || bare(home) === bare(part)));
}

/** Persons in scope whose column is one of the values. */
async function candidates(act: Act, column: 'citizen_id_index' | 'name', values: (string | undefined)[]): Promise<Candidate[]> {
  const given = [...new Set(values.filter((one): one is string => one !== undefined))];
  if (given.length === 0) return [];
  const { county, from, to } = act.scope;
  const { rows } = await sql<Candidate>`select r.id, r.division_code, r.name, r.birth_on, r.citizen_id_index, r.mobile_index, r.phone_index, d.path
    from registry.person r left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code
    where r.county_code = ${county} and r.division_code >= ${from} and r.division_code <= ${to} and ${sql.ref(`r.${column}`)} = any(${given}::text[])`.execute(act.tx);
  return rows;
}

function groupBy(rows: Candidate[], key: (row: Candidate) => string): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
