/** One entry of the menu: a page, and the permission without which it is greyed. */
export type MenuEntry = { label: string; path: string; permission?: string };

/** One section of the menu; a section without a label stands open by itself (the workbench). */
export type MenuSection = { label?: string; entries: readonly MenuEntry[] };

/** Where a page stands: its title for tab and window, and the way down to it. */
export type PagePlace = { title: string; crumbs: readonly { label: string; href?: string }[] };

/** The menu entry that a page path belongs to: the one with the longest path that begins it. */
export function entryAt(menu: readonly MenuSection[], path: string): { section: MenuSection; entry: MenuEntry } | undefined {
  let best: { section: MenuSection; entry: MenuEntry } | undefined;
  for (const section of menu) {
    for (const entry of section.entries) {
      const fits = path === entry.path || (entry.path !== '/' && path.startsWith(`${entry.path}/`));
      if (fits && entry.path.length > (best?.entry.path.length ?? 0)) best = { section, entry };
    }
  }
  return best;
}

const BELOW: readonly [RegExp, string][] = [[/^\/new$/, '新增'], [/^\/[^/]+\/edit$/, '修改'], [/^\/[^/]+$/, '详情']];

/** Where a page stands by the menu alone: `/care/visits/x/edit` → 走访台账 · 修改. Holds no personal name, so it may be kept by the browser. */
export function placeOf(menu: readonly MenuSection[], path: string, more: Readonly<Record<string, string>> = {}): PagePlace {
  const found = entryAt(menu, path);
  if (!found || more[path]) return { title: more[path] ?? '页面', crumbs: more[path] ? [{ label: more[path] }] : [] };
  const { section, entry } = found;
  const rest = path.slice(entry.path === '/' ? path.length : entry.path.length);
  const act = BELOW.find(([pattern]) => pattern.test(rest))?.[1];
  const above = section.label ? [{ label: section.label }] : [];
  return act
    ? { title: `${entry.label}·${act}`, crumbs: [...above, { label: entry.label, href: entry.path }, { label: act }] }
    : { title: entry.label, crumbs: [...above, { label: entry.label }] };
}
