import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { parseYuan, plainYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { FormField } from '#base/web/record/FormField.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { sayAddition } from '../rules/conscripts.ts';
import { AllowanceAspect, ConscriptAddition, REGION_ASPECTS } from '../schema/conscripts.ts';
import { RunWrong, useRunWork } from './RunWork.tsx';
import './Run.css';

type Addition = { id: string; version: number; item: string; percent: number | null; fen: string | null };

/** What the page of 优待金标准 shows beside its fields: multiples by region, additions by degree and honour. */
export const CONSCRIPT_TERMS_TABS: readonly DetailTab[] = [{ key: 'additions', label: '倍数和加发', render: (row) => <ConscriptAdditions terms={row} /> }];

function ConscriptAdditions({ terms }: { terms: AnyRow }) {
  const fixed = terms.state === 'inForce' ? '已生效的标准不再改动，请据此起草一份' : undefined;
  const may = useMay()('benefits.write') && !fixed;
  const [editing, setEditing] = useState<Addition | 'new'>();
  const { busy, wrong, work } = useRunWork();
  const { data, error, refetch } = useQuery({ queryKey: [ConscriptAddition.name, 'of', terms.id], queryFn: () => recordClient(ConscriptAddition).list({ page: 1, size: 50, filters: { termsId: [terms.id] } }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const at = (item: string) => AllowanceAspect.codes.findIndex((one) => one.code === item);
  const rows = [...(data.rows as unknown as Addition[])].sort((a, b) => at(a.item) - at(b.item));
  const remove = (one: Addition) => work(async () => { await recordClient(ConscriptAddition).remove({ id: one.id, version: one.version, reason: '调整优待金标准' }); return true; });
  return (
    <section className="panel" aria-label="倍数和加发" aria-busy={busy}>
      <div className="line-apart run-apart"><h2 className="section">倍数和加发</h2><Act permission="benefits.write" why={fixed ?? (rows.length === AllowanceAspect.codes.length ? '都已登记' : undefined)} onClick={() => setEditing('new')}>添加一项</Act></div>
      <RunWrong wrong={wrong} />
      <p className="quiet flush">地区填基数的倍数（2.5 倍填 250%）；学历、荣誉填加发金额或加发基数的百分之几。没有列出的地区按基数，学历和荣誉不加发；当年几项荣誉只按最高一项。</p>
      {rows.length === 0 && <p className="empty">没有倍数和加发，都按基数发。</p>}
      {rows.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="倍数和加发">
          <table className="choice-table run-sums">
            <thead><tr><th scope="col">项目</th><th scope="col">怎样算</th>{may && <th scope="col">操作</th>}</tr></thead>
            <tbody>{rows.map((one) => (
              <tr key={one.id}><th scope="row">{labelOf(AllowanceAspect, one.item)}</th><td>{sayAddition({ ...one, fen: one.fen === null ? null : BigInt(one.fen) })}</td>
                {may && <td><div className="toolbar"><Button size="small" disabled={busy} aria-label={`修改${labelOf(AllowanceAspect, one.item)}`} onClick={() => setEditing(one)}>修改</Button><Popconfirm title={`删除“${labelOf(AllowanceAspect, one.item)}”？`} okText="删除" cancelText="取消" okButtonProps={{ danger: true }} onConfirm={() => void remove(one)}><Button size="small" danger disabled={busy} aria-label={`删除${labelOf(AllowanceAspect, one.item)}`}>删除</Button></Popconfirm></div></td>}
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {editing && <AdditionDialog termsId={terms.id} one={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </section>
  );
}

const NAMES = ['item', 'percent', 'fen'] as const;

function AdditionDialog({ termsId, one, onClose }: { termsId: string; one?: Addition; onClose: () => void }) {
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Record<(typeof NAMES)[number], string>>({ item: one?.item ?? '', percent: one?.percent ? String(one.percent) : '', fen: one?.fen ? plainYuan(BigInt(one.fen)) : '' });
  const [mine, setMine] = useState<Record<string, string>>({});
  const { busy, wrong, work } = useRunWork();
  const send = async () => {
    const fen = typed.fen.trim() === '' ? null : parseYuan(typed.fen);
    const percent = typed.percent.trim() === '' ? null : Number(typed.percent.replace('%', ''));
    const bad = { ...(typed.item ? {} : { item: '请选择加发项目' }), ...(fen === undefined ? { fen: '金额读不懂，请填写元' } : {}), ...(percent !== null && !Number.isInteger(percent) ? { percent: '请填写整数，如 250' } : {}) };
    setMine(bad);
    if (Object.keys(bad).length > 0) return;
    const values = { item: typed.item, percent, fen: fen === null || fen === undefined ? null : String(fen) };
    if (await work(() => (one ? recordClient(ConscriptAddition).update({ id: one.id, version: one.version, change: values as never }) : recordClient(ConscriptAddition).create({ id, draft: { termsId, ...values } as never })))) onClose();
  };
  const error = (name: string) => mine[name] ?? (wrong?.path.includes(name) ? wrong.message : undefined);
  const names = REGION_ASPECTS.includes(typed.item) ? (['item', 'percent'] as const) : NAMES;
  return (
    <Modal title={one ? `修改：${labelOf(AllowanceAspect, one.item)}` : '添加一项'} open okText="保存" cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={onClose} mask={{ closable: false }}>
      <RunWrong wrong={names.some((name) => error(name)) ? undefined : wrong} />
      {names.map((name) => <FormField key={name} idBase="addition" name={name} field={ConscriptAddition.fields[name]} value={typed[name]} error={error(name)} onChange={(field, value) => setTyped({ ...typed, [field]: String(value), ...(field === 'item' && REGION_ASPECTS.includes(String(value)) ? { fen: '' } : {}) })} />)}
    </Modal>
  );
}
