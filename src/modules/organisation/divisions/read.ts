import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { pipeline } from "node:stream";
import { createBrotliDecompress } from "node:zlib";
import { refuse } from "#base/pure/refusal.ts";
import { type Head, parseHead, parseSection } from "./layout.ts";
import {
  shortTownshipName,
  shortVillageName,
  type TownshipKind,
  townshipKind,
  type VillageKind,
  villageKind,
  withShortNames,
} from "./naming.ts";

const extract = fileURLToPath(new URL("./china.txt.br", import.meta.url));

/** A village or community of the official tree; `name` is the official one, `shortName` the one for a station. */
export type VillageDivision = {
  code12: string;
  name: string;
  shortName: string;
  kind: VillageKind;
};

/** A unit of the township level; kind `other` is no level of government and gets no station. */
export type TownshipDivision = {
  code12: string;
  name: string;
  shortName: string;
  kind: TownshipKind;
  villages: VillageDivision[];
};

/** One county with everything above and below it; city and province carry six-digit codes (410700, 410000). */
export type CountyDivision = {
  county: { code12: string; name: string };
  city: { code: string; name: string };
  province: { code: string; name: string };
  townships: TownshipDivision[];
};

/** A county to choose from, by six-digit code. */
export type CountyChoice = { code: string; name: string; city: string; province: string };

function openExtract(): AsyncIterable<Buffer> {
  return pipeline(
    createReadStream(extract),
    createBrotliDecompress({ chunkSize: 256 * 1024 }),
    () => {},
  );
}

/** Unpacks until the county that `choose` names has passed, and keeps only the head and that county's section. */
async function readExtract(
  choose: (head: Head) => string | undefined,
): Promise<{ head: Head; section: string }> {
  let pending = Buffer.alloc(0);
  let head: Head | undefined;
  let skip = 0;
  let keep = 0;
  for await (const chunk of openExtract()) {
    pending = Buffer.concat([pending, chunk]);
    if (!head) {
      const end = pending.indexOf("\n\n");
      if (end < 0) continue;
      head = parseHead(pending.toString("utf8", 0, end));
      const code = choose(head);
      const county = head.counties.find((row) => row.code === code);
      if (!county) return { head, section: "" };
      skip = end + 2 + county.start;
      keep = county.bytes;
    }
    const passed = Math.min(skip, pending.length);
    pending = pending.subarray(passed);
    skip -= passed;
    if (skip === 0 && pending.length >= keep)
      return { head, section: pending.toString("utf8", 0, keep) };
  }
  throw new Error("china.txt.br ends too early");
}

function nameOf(head: Head, code: string): string {
  const name = head.names.get(code);
  if (name === undefined) throw new Error(`china.txt.br names no ${code}`);
  return name;
}

/**
 * The official tree of one county by its six-digit code (a twelve-digit code that ends in zeros is taken too).
 * Refuses with `division.unknown` (404) when no county has the code. A city without counties (东莞 441900) is its own county.
 */
export async function readCounty(code: string): Promise<CountyDivision> {
  const short = /^\d{6}0{6}$/.test(code) ? code.slice(0, 6) : code;
  const { head, section } = await readExtract(() => short);
  const county = head.counties.find((row) => row.code === short);
  if (!county) {
    return refuse("division.unknown", `没有代码为 ${code} 的县级行政区划，请核对六位区划代码`, {
      status: 404,
      path: ["county"],
    });
  }
  const townships = parseSection(short, section).map((township) => ({
    ...township,
    kind: townshipKind(township.code12, township.name),
    villages: withShortNames(
      township.villages.map((village) => ({ ...village, kind: villageKind(village.code12) })),
      shortVillageName,
    ),
  }));
  return {
    county: { code12: `${short}000000`, name: county.name },
    city: { code: `${short.slice(0, 4)}00`, name: nameOf(head, short.slice(0, 4)) },
    province: { code: `${short.slice(0, 2)}0000`, name: nameOf(head, short.slice(0, 2)) },
    townships: withShortNames(townships, shortTownshipName),
  };
}

/** All counties, or those whose code starts with `search` or whose full name (河南省新乡市延津县) holds it; by code. */
export async function listCounties(search = ""): Promise<CountyChoice[]> {
  const { head } = await readExtract(() => undefined);
  const wanted = search.trim();
  return head.counties
    .map(({ code, name }) => ({
      code,
      name,
      city: nameOf(head, code.slice(0, 4)),
      province: nameOf(head, code.slice(0, 2)),
    }))
    .filter(
      ({ code, name, city, province }) =>
        code.startsWith(wanted) || `${province}${city}${name}`.includes(wanted),
    );
}
