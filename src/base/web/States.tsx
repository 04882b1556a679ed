import { Alert, Button, Spin } from 'antd';
import { Component, type ReactNode } from 'react';
import { asFailure, type Failure } from './failure.ts';
import { PageLink } from './PageLink.tsx';

/** What a page shows when its rows could not be fetched, with 重试. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const failure: Failure = asFailure(error);
  return (
    <Alert type="error" showIcon role="alert" title={failure.message}
      action={retry && failure.status !== 404 && failure.status !== 403 ? <Button onClick={retry}>重试</Button> : undefined} />
  );
}

/** A page that is still on its way. */
export function Loading({ what = '正在打开' }: { what?: string }) {
  return <div className="empty" role="status"><Spin /> <p>{what}…</p></div>;
}

/** The page for an address that leads nowhere. */
export function NotFound() {
  return (
    <section className="panel empty">
      <h1>没有这个页面</h1>
      <p>地址可能写错了，或者这个页面已经改名。</p>
      <p><PageLink href="/">回到工作台</PageLink></p>
    </section>
  );
}

/** The page for an address whose permission the signed-in person lacks. */
export function Forbidden() {
  return (
    <section className="panel empty">
      <h1>您的岗位没有这项权限</h1>
      <p>需要时请向本单位负责人提出，由安全保密管理员授权。</p>
      <p><PageLink href="/">回到工作台</PageLink></p>
    </section>
  );
}

/** Catches what breaks in a page, keeps the shell standing, and offers to open the page again. */
export class PageBoundary extends Component<{ children: ReactNode; resetKey: string }, { error: unknown; at: string }> {
  override state = { error: undefined as unknown, at: this.props.resetKey };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  static getDerivedStateFromProps(props: { resetKey: string }, state: { error: unknown; at: string }) {
    return props.resetKey === state.at ? null : { error: undefined, at: props.resetKey };
  }
  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    const stale = /dynamically imported|import\(\)|Failed to fetch/i.test(String(this.state.error));
    return (
      <section className="panel empty" role="alert">
        <h1>{stale ? '系统刚刚更新，请重新打开本页' : '页面出错'}</h1>
        <p>{stale ? '网络中断时也会这样。' : asFailure(this.state.error).message}</p>
        <Button type="primary" onClick={() => location.reload()}>重新打开</Button>
      </section>
    );
  }
}
