import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import { type FC, Suspense } from 'react';
import { Loading, NotFound } from '#base/web/States.tsx';
import { Workbench } from '#base/web/shell/Workbench.tsx';
import { MENU } from './menu.ts';
import { lazily, PAGES, recordPages } from './pages.tsx';
import { RECORDS } from './records.ts';
import { SignedIn } from './SignedIn.tsx';

const root = createRootRoute({ component: Outlet });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: () => <SignedIn menu={MENU}><Outlet /></SignedIn> });
const workbench = createRoute({ getParentRoute: () => inside, path: '/', component: () => <Workbench menu={MENU} /> });
const lost = createRoute({ getParentRoute: () => inside, path: '$', component: NotFound });

/** A record's standard page gives way to a page of its own at the same address. */
const standard = RECORDS.flatMap(recordPages).filter(({ path }) => !PAGES.some((one) => one.path === path));
const special = [...PAGES, ...standard].map(({ path, load, outside }) => {
  const Page = lazily(load);
  const component: FC = outside ? () => <Suspense fallback={<Loading />}><Page /></Suspense> : () => <Page />;
  return { outside, route: createRoute({ getParentRoute: () => (outside ? root : inside), path, component }) };
});
const among = (outside: boolean) => special.filter((one) => Boolean(one.outside) === outside).map((one) => one.route);

/** Every page of the console under its address; queries stay plain text, so that an address reads as it was written. */
export const router = createRouter({
  routeTree: root.addChildren([inside.addChildren([workbench, ...among(false), lost]), ...among(true)]),
  parseSearch: (text) => {
    const found: Record<string, string | string[]> = {};
    const params = new URLSearchParams(text);
    for (const name of new Set(params.keys())) found[name] = params.getAll(name).length > 1 ? params.getAll(name) : params.get(name)!;
    return found;
  },
  stringifySearch: (search) => {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(search)) for (const one of [value].flat()) if (one !== undefined) params.append(name, String(one));
    const text = params.toString();
    return text ? `?${text}` : '';
  },
  scrollRestoration: false,
});
