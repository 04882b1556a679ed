export type TownshipKind = "street" | "town" | "township" | "other";
export type VillageKind = "community" | "village" | "other";

/**
 * The kind of a township-level unit by digits 7–9 of its code: 001–099 街道, 100–199 镇, 200–399 乡, from 400 units
 * that are not a level of government (农场, 林场, 园区…), which get no station.
 * 依据《统计用区划代码和城乡划分代码编制规则》. 直辖村级区划 (code 198) is a placeholder of the statistics and so `other`.
 */
export function townshipKind(code12: string, name: string): TownshipKind {
  const segment = Number(code12.slice(6, 9));
  if (segment >= 400 || name.endsWith("直辖村级区划")) return "other";
  if (segment >= 200) return "township";
  return segment >= 100 ? "town" : "street";
}

/**
 * The kind of a village-level unit by digits 10–12 of its code: 001–199 居民委员会, 200–399 村民委员会, from 400 units
 * that only resemble one (虚拟社区, 生活区). 依据《统计用区划代码和城乡划分代码编制规则》.
 */
export function villageKind(code12: string): VillageKind {
  const segment = Number(code12.slice(9));
  if (segment >= 400) return "other";
  return segment >= 200 ? "village" : "community";
}

const villageCommittee = /(?:村民委员会|村委会)$/;
const residentsCommittee = /(?:居民委员会|居委会)$/;
const placeWord = /(?:村|社区|嘎查)$/;

/** The name of a street office's place: 文岩街道办事处 is 文岩街道; every other name stays. */
export function shortTownshipName(name: string): string {
  return name.replace(/(街道|地区)办事处$/, "$1");
}

/**
 * The name of the place a committee stands for, as it is spoken and printed on a station's sign:
 * 官亭村委会 and 官亭村村民委员会 are 官亭村, 文岩社区居委会 is 文岩社区, 南关居委会 is 南关社区.
 * A name without a committee stays as it is.
 */
export function shortVillageName(name: string): string {
  const community = residentsCommittee.test(name);
  if (!community && !villageCommittee.test(name)) return name.replace(/嘎查委员会$/, "嘎查");
  const place = name.replace(community ? residentsCommittee : villageCommittee, "");
  if (place === "") return name;
  if (placeWord.test(place)) return place;
  return place + (community ? "社区" : "村");
}

/** Adds a short name to each unit; units of one list that would share a short name keep their official one. */
export function withShortNames<Unit extends { name: string }>(
  units: Unit[],
  shorten: (name: string) => string,
): (Unit & { shortName: string })[] {
  const uses = new Map<string, number>();
  for (const { name } of units) uses.set(shorten(name), (uses.get(shorten(name)) ?? 0) + 1);
  return units.map((unit) => {
    const shortName = shorten(unit.name);
    return { ...unit, shortName: uses.get(shortName) === 1 ? shortName : unit.name };
  });
}
