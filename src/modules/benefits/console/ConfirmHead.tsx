import { Select } from 'antd';
import type { ReactNode } from 'react';
import { Act } from '#base/web/Act.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import './confirm.css';
import type { Confirming } from './confirmClient.ts';

const PAGES = [
  ['/benefits/confirm', '登记与复核'], ['/benefits/confirm/paper', '打印名单'], ['/benefits/confirm/workbook', '表格登记'], ['/benefits/confirm/reminders', '提醒名单'], ['/benefits/confirm/progress', '进展'], ['/benefits/confirm/stops', '停发与恢复'],
] as const;

/** The head of a page of 年度确认: its title, the ways to the other pages, and the choice of confirmation and place. */
export function ConfirmHead({ path, title, asking, acts, children }: { path: string; title: string; asking: Confirming; acts?: ReactNode; children?: ReactNode }) {
  const openPage = useOpenPage();
  const may = useMay();
  const me = useMe();
  const { all, id, division, addressOf, go } = asking;
  const county = me.division.level === 'county';
  const none = id ? undefined : '还没有下发的年度确认';
  return (
    <>
      <div className="page-head only-screen">
        <h1>{title}</h1>
        <div className="toolbar" role="group" aria-label="操作">
          {acts}
          {PAGES.filter(([page]) => page !== path && (page !== '/benefits/confirm/stops' || (county && may('benefits.read')))).map(([page, label]) => <Act key={page} permission={page === '/benefits/confirm/stops' ? 'benefits.read' : page === '/benefits/confirm/progress' ? 'benefits.progress' : 'benefits.confirm'} why={none} onClick={() => openPage(addressOf(page))}>{label}</Act>)}
        </div>
      </div>
      <div className="panel query-panel toolbar only-screen" role="search" aria-label="查询">
        <Select aria-label="年度确认" placeholder="选择年度确认" value={id || undefined} options={(all.data ?? []).map((one) => ({ value: one.id, label: one.state === 'closed' ? `${one.title}（已结束）` : one.title }))} onChange={(next: string) => go({ id: next })} style={{ flex: '1 1 240px', maxWidth: 360 }} />
        {path !== '/benefits/confirm/stops' && <div style={{ flex: '1 1 200px', maxWidth: 320 }}><PlaceSelect id="confirm-division" aria-label="所属区划" value={division} onChange={(code) => code && go({ division: code, ...(asking.params.get('show') ? { show: asking.params.get('show')! } : {}) })} /></div>}
        {children}
      </div>
      {all.error && <Failed error={all.error} retry={() => void all.refetch()} />}
      {all.isLoading && <Loading what="正在查询" />}
      {all.data && !id && <p className="empty">还没有下发的年度确认。县级在“年度确认台账”里登记并冻结名单后，这里就能看到。</p>}
    </>
  );
}
