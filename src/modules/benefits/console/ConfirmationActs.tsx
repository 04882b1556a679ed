import { Act } from '#base/web/Act.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { useMe } from '#base/web/session.tsx';
import { confirmClient } from './confirmClient.ts';
import { Confirming } from './Confirming.tsx';
import { useActing } from './useActing.ts';

/** What the page of a 年度确认 offers: freeze, the way to the list, progress and stops, close. */
export const CONFIRMATION_ACTS: RecordActs = { row: (row) => <ConfirmationActs row={row} />, stays: (row) => (row.state === 'draft' ? undefined : '名单已冻结的不能删除，请结束它') };

function ConfirmationActs({ row: { id, state } }: { row: AnyRow }) {
  const me = useMe();
  const openPage = useOpenPage();
  const { busy, acting } = useActing();
  const elsewhere = me.division.level === 'county' ? undefined : '由县级办理';
  return (
    <>
      {state === 'draft' && <Confirming title="冻结后各村就能看到名单，范围和抽查比例不能再改。" why={elsewhere} onSure={() => void acting(() => confirmClient.freeze({ id }), '已冻结名单并下发')}><Act type="primary" permission="benefits.write" why={elsewhere} loading={busy}>冻结名单并下发</Act></Confirming>}
      {state !== 'draft' && <Act type="primary" permission="benefits.confirm" onClick={() => openPage(`/benefits/confirm?id=${id}`)}>登记与复核</Act>}
      {state !== 'draft' && <Act permission="benefits.confirm" onClick={() => openPage(`/benefits/confirm/progress?id=${id}`)}>进展</Act>}
      {state !== 'draft' && me.division.level === 'county' && <Act onClick={() => openPage(`/benefits/confirm/stops?id=${id}`)}>停发与恢复</Act>}
      {state === 'open' && <Confirming title="结束后只有还没确认的人能补办；结束本身不停发任何人。" why={elsewhere} onSure={() => void acting(() => confirmClient.close({ id }), '年度确认已结束')}><Act permission="benefits.write" why={elsewhere} loading={busy}>结束</Act></Confirming>}
    </>
  );
}
