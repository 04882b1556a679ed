/** A list of codes with their Chinese labels, in the order in which a form offers them. */
export type CodeList = { readonly label: string; readonly codes: readonly Code[] };
/** One code: what is stored, what is shown, and other words that imports may bring for it. */
export type Code = { readonly code: string; readonly label: string; readonly synonyms?: readonly string[] };

/** Declares a code list: `codeList('走访方式', { phone: '电话', home: '实地' })`; several words for one code are separated by `|`, the first is shown. */
export function codeList(label: string, entries: Readonly<Record<string, string>>): CodeList {
  const codes = Object.entries(entries).map(([code, words]) => {
    const [shown = code, ...synonyms] = words.split('|');
    return { code, label: shown, synonyms };
  });
  return { label, codes };
}

/** The label of a code; the code itself where the list does not know it. */
export function labelOf(list: CodeList, code: string): string {
  return list.codes.find((entry) => entry.code === code)?.label ?? code;
}

/** The code that a word from a sheet means: by label, code or synonym; undefined where nothing fits. */
export function codeFor(list: CodeList, word: string): string | undefined {
  const wanted = word.replace(/[\s（）()]/g, '').toLowerCase();
  const same = (text: string) => text.replace(/[\s（）()]/g, '').toLowerCase() === wanted;
  return list.codes.find((entry) => same(entry.label) || same(entry.code) || entry.synonyms?.some(same))?.code;
}
