import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { PageLink } from '../PageLink.tsx';
import { NO_PERMISSION, useMay } from '../session.tsx';
import { entryAt, type MenuSection } from './menu.ts';
import './menu.css';

/** The menu: sections that fold, entries that are greyed (with the reason) where the permission is missing. */
export function SideMenu({ menu, path, onOpen }: { menu: readonly MenuSection[]; path: string; onOpen?: () => void }) {
  const here = entryAt(menu, path);
  const [open, setOpen] = useState<Record<string, boolean>>(() => (here?.section.label ? { [here.section.label]: true } : {}));
  const current = here?.section.label;
  useEffect(() => {
    if (current) setOpen((was) => (was[current] ? was : { ...was, [current]: true }));
  }, [current]);
  return (
    <nav aria-label="主菜单" className="side-menu">
      <ul>
        {menu.map((section) => (
          <li key={section.label ?? section.entries[0]?.path}>
            {section.label && (
              <button type="button" aria-expanded={open[section.label] === true} onClick={() => setOpen((was) => ({ ...was, [section.label!]: !was[section.label!] }))}>
                {open[section.label] ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />} {section.label}
              </button>
            )}
            {(!section.label || open[section.label]) && <Entries section={section} here={here?.entry.path} onOpen={onOpen} />}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Entries({ section, here, onOpen }: { section: MenuSection; here: string | undefined; onOpen?: () => void }) {
  const may = useMay();
  return (
    <ul>
      {section.entries.map((entry) => (
        <li key={entry.path}>
          {entry.permission && !may(entry.permission)
            ? <span className="off" title={NO_PERMISSION} aria-disabled="true" role="link">{entry.label}<span className="sr-only">（{NO_PERMISSION}）</span></span>
            : <PageLink href={entry.path} onClick={onOpen} aria-current={entry.path === here ? 'page' : undefined} className={section.label ? '' : 'top'}>{entry.label}</PageLink>}
        </li>
      ))}
    </ul>
  );
}
