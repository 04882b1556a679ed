/**
 * The text inside china.txt.br, UTF-8, one unit a line, ascending by code:
 *   source line, then a head of provinces `41⇥河南省`, cities `4107⇥新乡市` and counties `410726⇥延津县⇥bytes`;
 *   an empty line; then one section per county, in the order of the head and exactly as many bytes long as the head says.
 * In a section `#001文岩街道` opens a township (its three digits follow the sharp) and the lines below are its villages.
 * A village's three digits are those of the one above plus one, or plus the step before the tab: `200⇥高庄村委会`.
 */
export type Head = {
  source: string;
  names: Map<string, string>;
  counties: { code: string; name: string; start: number; bytes: number }[];
};

/** Reads the head (everything before the empty line); `start` counts bytes from the first section. */
export function parseHead(text: string): Head {
  const [source = "", ...lines] = text.split("\n");
  const names = new Map<string, string>();
  const counties: Head["counties"] = [];
  let start = 0;
  for (const line of lines) {
    const [code = "", name = "", length] = line.split("\t");
    if (length === undefined) {
      names.set(code, name);
      continue;
    }
    const bytes = Number(length);
    counties.push({ code, name, start, bytes });
    start += bytes;
  }
  return { source, names, counties };
}

/** A township of a section with its villages, under full twelve-digit codes and official names. */
export type Section = {
  code12: string;
  name: string;
  villages: { code12: string; name: string }[];
};

/** Reads one county's section; `county` is its six-digit code. */
export function parseSection(county: string, text: string): Section[] {
  const townships: Section[] = [];
  let township: Section | undefined;
  let number = 0;
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) {
      township = { code12: `${county}${line.slice(1, 4)}000`, name: line.slice(4), villages: [] };
      townships.push(township);
      number = 0;
    } else if (line !== "" && township) {
      const [step, name] = line.includes("\t") ? line.split("\t") : ["1", line];
      number += Number(step);
      township.villages.push({
        code12: township.code12.slice(0, 9) + String(number).padStart(3, "0"),
        name: name ?? "",
      });
    }
  }
  return townships;
}
