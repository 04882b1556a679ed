import { useQuery } from '@tanstack/react-query';
import { Alert, App, Input, Modal } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { BenefitCategory, RecipientState } from '../schema.ts';
import { movementClient } from './confirmClient.ts';
import { useActing } from './useActing.ts';

/** What the pages of 待遇变动 offer: on one that waits its confirmation, return and withdrawal; on several the confirmation. */
export const MOVEMENT_ACTS: RecordActs = { row: (row) => <MovementActs row={row} />, bulk: (rows, done) => <ConfirmSeveral rows={rows} done={done} />, stays: (row) => (row.state === 'proposed' ? undefined : '已办结的不能删除，情况有变的另行登记'), fixed: (row) => (row.state === 'proposed' ? undefined : '已办结的不再修改，情况有变的另行登记') };

function MovementActs({ row }: { row: AnyRow }) {
  const may = useMay();
  const [dialog, setDialog] = useState<'look' | 'withdraw'>();
  if (row.state !== 'proposed') return null;
  return (
    <>
      {may('benefits.approve') && <Act type="primary" onClick={() => setDialog('look')}>复核</Act>}
      <Act permission="benefits.write" onClick={() => setDialog('withdraw')}>撤回</Act>
      {dialog === 'look' && <Look row={row} onClose={() => setDialog(undefined)} />}
      {dialog === 'withdraw' && <Withdraw row={row} onClose={() => setDialog(undefined)} />}
    </>
  );
}

/** The movement in clear, what stands on the person's benefits, and the decision. */
function Look({ row, onClose }: { row: AnyRow; onClose: () => void }) {
  const { busy, acting } = useActing();
  const [opinion, setOpinion] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: ['benefits.movement', 'look', row.id, row.version], queryFn: () => movementClient.look({ id: row.id }), gcTime: 0 });
  const decide = async (decision: 'confirm' | 'return') => {
    if (await acting(() => movementClient.decide({ id: row.id, version: data!.version, decision, ...(opinion.trim() ? { opinion: opinion.trim() } : {}) }), decision === 'confirm' ? '已生效' : '已退回')) onClose();
  };
  const why = !data ? '正在读取' : data.own ? '您登记或修改的，须由另一个人复核' : undefined;
  return (
    <Modal mask={{ closable: false }} open title={`复核待遇变动${data ? `：${data.personName}` : ''}`} onCancel={onClose} footer={<><Act onClick={onClose}>取消</Act><Act loading={busy} why={why ?? (opinion.trim() ? undefined : '退回须写明原因')} onClick={() => void decide('return')}>退回</Act><Act type="primary" loading={busy} why={why} onClick={() => void decide('confirm')}>同意，生效</Act></>}>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          {data.own && <Alert type="info" showIcon title="这条由您登记或修改，须由另一个人复核。" style={{ marginBottom: 10 }} />}
          <dl className="facts">{([['变动', data.act], ['待遇类别', row.category ? labelOf(BenefitCategory, String(row.category)) : '全部待遇'], ['生效月份', String(row.month)], ['原因', data.reason], ['补发停发的月份', row.makeGood === null ? '—' : row.makeGood ? '补发' : '不补发'], ['文号', String(row.document ?? '—')], ['说明', data.note ?? '—'], ['登记', `${String(row.madeBy ?? '')} ${String(row.madeOn ?? '')}`]] as const).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
          <p>涉及：{data.running.length === 0 ? <span className="warned">台账里没有未终止的这类待遇</span> : data.running.map((one) => `${labelOf(BenefitCategory, one.category)}（${labelOf(RecipientState, one.state)}）`).join('、')}</p>
          {data.standing.length > 0 && <p>现在：{data.standing.map((one) => `自 ${one.from} ${labelOf(RecipientState, one.kind)}${one.category ? `（${labelOf(BenefitCategory, one.category)}）` : ''}`).join('；')}</p>}
          {data.effect && <p>影响：{String(row.month)} 当月 {printYuan(BigInt(data.effect.before))} 元 → <strong>{printYuan(BigInt(data.effect.after))} 元</strong>{data.effect.untold && <span className="warned">，另有不能确定的（标准待核实或缺资料）</span>}。{data.effect.back !== '0' && <>已经发过的月份里，下一批次追回 <strong>{printYuan(BigInt(data.effect.back))} 元</strong>。</>}{row.act === 'resume' && data.effect.good !== '0' && <>下一批次补发到本月共 <strong>{printYuan(BigInt(data.effect.good))} 元</strong>。</>}</p>}
          <label className="field-label" htmlFor="movement-opinion">意见（退回须写）</label>
          <Input.TextArea id="movement-opinion" rows={2} maxLength={200} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
        </>
      )}
    </Modal>
  );
}

function Withdraw({ row, onClose }: { row: AnyRow; onClose: () => void }) {
  const { busy, acting } = useActing();
  const [opinion, setOpinion] = useState('');
  const [missing, setMissing] = useState(false);
  const send = async () => {
    if (opinion.trim().length < 2) return setMissing(true);
    setMissing(false);
    if (await acting(() => movementClient.withdraw({ id: row.id, opinion: opinion.trim() }), '已撤回')) onClose();
  };
  return (
    <Modal mask={{ closable: false }} open title="撤回待遇变动" okText="撤回" cancelText="取消" confirmLoading={busy} okButtonProps={{ danger: true }} onCancel={onClose} onOk={() => void send()}>
      <label className="field-label" htmlFor="withdraw-opinion">撤回的原因</label>
      <Input id="withdraw-opinion" value={opinion} maxLength={200} aria-invalid={missing} onChange={(event) => setOpinion(event.target.value)} />
      {missing && <p className="wrong below" role="alert">请写明撤回的原因</p>}
    </Modal>
  );
}

/** Confirms several at once: whichever is refused is named, and the others stand. */
function ConfirmSeveral({ rows, done }: { rows: AnyRow[]; done: () => void }) {
  const { modal } = App.useApp();
  const { busy, acting } = useActing();
  const open = rows.filter((row) => row.state === 'proposed');
  const confirm = () => acting(async () => {
    const refused: string[] = [];
    for (const row of open) await movementClient.decide({ id: row.id, version: row.version, decision: 'confirm' }).catch((error: unknown) => { refused.push(`${row.labels.personId ?? ''}：${asFailure(error).message}`); });
    done();
    modal.info({ title: `已复核 ${open.length - refused.length} 件`, content: refused.length > 0 ? <ul>{refused.map((words) => <li key={words}>{words}</li>)}</ul> : '都已生效。', okText: '知道了' });
  });
  return <Act permission="benefits.approve" loading={busy} why={open.length === 0 ? '选中的没有待复核的' : undefined} onClick={() => modal.confirm({ title: `复核 ${open.length} 件待遇变动，使其生效？`, okText: '同意', cancelText: '取消', onOk: () => void confirm() })}>复核生效 {open.length} 件</Act>;
}
