/** One paper of a list: its name, and whether it is asked for only where there is one. */
export type WantedPaper = { name: string; optional: boolean };

const OPTIONAL = '（如有）';

/** Reads the papers of a rule, one a line; a name ending in （如有） is not compulsory. An agent brings a power of attorney. */
export function papersOf(text: string, byAgent: boolean): WantedPaper[] {
  const names = [...new Set(text.split(/[\n；;]/).map((line) => line.trim()).filter((line) => line !== ''))];
  const all = byAgent && !names.includes('授权委托书') ? [...names, '授权委托书'] : names;
  return all.map((name) => ({ name: name.slice(0, 80), optional: name.endsWith(OPTIONAL) }));
}

/** The compulsory papers not yet received, in the order of the list: exactly what a 一次性告知 names. */
export function missingOf(papers: readonly { name: string; optional: boolean; receivedOn: string | null }[]): string[] {
  return papers.filter((one) => !one.optional && !one.receivedOn).map((one) => one.name);
}
