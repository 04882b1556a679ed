import { useLocation } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useLeaveGuard } from '../drafts.ts';
import { PageLink } from '../PageLink.tsx';
import { useMe } from '../session.tsx';
import { Loading, PageBoundary } from '../States.tsx';
import { HelpDrawer } from './HelpDrawer.tsx';
import { Marked } from './Marked.tsx';
import { type MenuSection, type PagePlace, placeOf } from './menu.ts';
import { OpenedTabs } from './OpenedTabs.tsx';
import { SideMenu } from './SideMenu.tsx';
import { TopBar } from './TopBar.tsx';

const MORE: Readonly<Record<string, string>> = { '/account': '我的账号' };

/** The frame of every signed-in page: menu, top bar, tabs, breadcrumb, help, demo line, watermark. */
export function Shell({ menu, children }: { menu: readonly MenuSection[]; children: ReactNode }) {
  const { pathname, searchStr } = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const place = placeOf(menu, pathname, MORE);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useLeaveGuard();
  useEffect(() => {
    document.title = `${place.title} - 戎归`;
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <Marked>
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>跳到正文</a>
      <div className="shell">
        <aside className="shell-side" aria-label="菜单"><Brand /><SideMenu menu={menu} path={pathname} /></aside>
        <div className="shell-body">
          <header>
            <DemoLine />
            <TopBar onMenu={() => setMenuOpen(true)} onHelp={() => setHelp(true)} />
          </header>
          <OpenedTabs path={pathname} address={pathname + searchStr} titleAt={(path) => placeOf(menu, path, MORE).title} />
          <main id="main" className="shell-main" ref={main} tabIndex={-1}>
            <Crumbs place={place} />
            <PageBoundary resetKey={pathname}><Suspense fallback={<Loading />}>{children}</Suspense></PageBoundary>
          </main>
        </div>
      </div>
      <Drawer open={menuOpen} onClose={() => setMenuOpen(false)} placement="left" size={280} title="戎归" styles={{ body: { padding: 0 } }}>
        <SideMenu menu={menu} path={pathname} onOpen={() => setMenuOpen(false)} />
      </Drawer>
      <HelpDrawer open={help} onClose={() => setHelp(false)} topic={pathname} />
    </Marked>
  );
}

function Brand() {
  return <PageLink className="brand" href="/">戎归 <small>退役军人服务保障</small></PageLink>;
}

function DemoLine() {
  const me = useMe();
  return me.demo ? <div className="demo-line" >演示数据：人员和事项均为虚构，请勿填入真实个人信息</div> : null;
}

function Crumbs({ place }: { place: PagePlace }) {
  return (
    <nav aria-label="当前位置" className="crumbs">
      <ol>
        <li><PageLink href="/">工作台</PageLink></li>
        {place.crumbs.filter((crumb) => crumb.label !== '工作台').map((crumb) => <li key={crumb.label}>{crumb.href ? <PageLink href={crumb.href}>{crumb.label}</PageLink> : crumb.label}</li>)}
      </ol>
    </nav>
  );
}
