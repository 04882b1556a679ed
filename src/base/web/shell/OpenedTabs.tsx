import { App } from 'antd';
import { useEffect } from 'react';
import { keepDraft, useUnsavedPaths } from '../drafts.ts';
import { PageLink, useOpenPage } from '../PageLink.tsx';
import { closeOpened, closeOthers, noteOpened, useOpenedPages } from './opened.ts';

/** The tabs of opened pages; closing one with unsaved words asks first. */
export function OpenedTabs({ path, address, titleAt }: { path: string; address: string; titleAt: (path: string) => string }) {
  const pages = useOpenedPages();
  const unsaved = useUnsavedPaths();
  const openPage = useOpenPage();
  const { modal } = App.useApp();
  useEffect(() => noteOpened(path, address, (one) => !unsaved.has(one)), [path, address]);
  const close = (one: string) => {
    keepDraft(one, undefined);
    const next = closeOpened(one);
    if (one === path) openPage(next);
  };
  const askClose = (one: string) => {
    if (!unsaved.has(one)) return close(one);
    modal.confirm({ title: '还没有保存', content: '关闭后，这一页填写的内容会丢失。', okText: '不保存，关闭', okButtonProps: { danger: true }, cancelText: '继续填写', onOk: () => close(one) });
  };
  return (
    <nav aria-label="打开的页面" className="tabs-nav">
      <ul className="tabs-bar">
        {pages.map((page) => {
          const title = titleAt(page.path);
          return (
            <li key={page.path} className={page.path === path ? 'here' : ''}>
              <PageLink href={page.address} aria-current={page.path === path ? 'page' : undefined}>{unsaved.has(page.path) && <span title="有未保存的内容">● </span>}{title}</PageLink>
              {page.path !== '/' && <button type="button" aria-label={`关闭 ${title}`} onClick={() => askClose(page.path)}>×</button>}
            </li>
          );
        })}
        {pages.length > 3 && <li><button type="button" style={{ padding: '0 10px' }} onClick={() => closeOthers(path, (one) => one !== '/' && !unsaved.has(one))}>关闭其他</button></li>}
      </ul>
    </nav>
  );
}
