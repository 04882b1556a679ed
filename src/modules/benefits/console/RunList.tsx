import { Act } from '#base/web/Act.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { RecordPage } from '#base/web/record/RecordPage.tsx';
import { useMay } from '#base/web/session.tsx';
import { Run } from '../schema/runs.ts';

/** 发放批次台账 (`/benefits/runs`) with the way to a new run. */
export function RunList() {
  const openPage = useOpenPage();
  const may = useMay()('benefits.write');
  return (
    <RecordPage record={Run} canCreate={false} acts={<Act type="primary" permission="benefits.write" onClick={() => openPage('/benefits/runs/new')}>新建批次</Act>}
      empty={may ? <><p>还没有发放批次。</p><p><PageLink href="/benefits/runs/new">新建批次</PageLink>后计算名单，再依次复核、审批、财务核对。</p></> : <p>还没有发放批次。县级业务员新建后，这里就能看到。</p>} />
  );
}
