import { Select } from 'antd';
import type { ReactNode } from 'react';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import type { useAsking } from './asking.ts';

/** The head of a census page: its title and acts, and the choice of census and place. */
export function CensusHead({ title, asking, acts, children }: { title: string; asking: ReturnType<typeof useAsking>; acts?: ReactNode; children?: ReactNode }) {
  const { campaigns, campaign, division, go } = asking;
  const options = (campaigns.data?.rows ?? []).map((row) => ({ value: row.id, label: row.state === 'closed' ? `${row.title}（已结束）` : row.title }));
  return (
    <>
      <div className="page-head only-screen"><h1>{title}</h1><div className="toolbar" role="group" aria-label="操作">{acts}</div></div>
      <div className="panel query-panel toolbar only-screen" role="search" aria-label="查询">
        <Select aria-label="普查" placeholder="选择普查" value={campaign || undefined} options={options} onChange={(id: string) => go({ campaign: id })} style={{ minWidth: 240 }} />
        <div style={{ minWidth: 220 }}><PlaceSelect id="census-division" aria-label="所属区划" value={division} onChange={(code) => code && go({ division: code })} /></div>
        {children}
      </div>
      {campaigns.error && <Failed error={campaigns.error} retry={() => void campaigns.refetch()} />}
      {campaigns.isLoading && <Loading what="正在查询" />}
      {campaigns.data && !campaign && <p className="empty">现在没有进行中的普查。县级冻结名单后，这里就能看到。</p>}
    </>
  );
}
