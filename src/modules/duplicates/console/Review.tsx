import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button, Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { asFailure } from '#base/web/failure.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { Comparison } from '../schema/answers.ts';
import { Pair } from '../schema.ts';
import { duplicatesClient } from './client.ts';
import { type PairKey, useNeighbours, usePairKeys } from './pairKeys.ts';

type Deciding = 'merge' | 'different' | 'later';

/** 两份档案对照 (`/duplicates/pairs/$id`): both files side by side, what differs marked, and the three decisions. */
export function Review() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const allowed = useMay()('duplicates.read');
  const pair = useQuery({ queryKey: [Pair.name, 'get', id], queryFn: () => recordClient(Pair).get({ id }), enabled: allowed });
  const { leftId, rightId, state } = pair.data ?? {};
  const both = useQuery({ queryKey: ['duplicates.compare', leftId, rightId], queryFn: () => duplicatesClient.compare({ leftId: leftId!, rightId: rightId! }), enabled: Boolean(pair.data) && state !== 'merged' });
  if (!allowed) return <Forbidden />;
  if (pair.error) return <Failed error={pair.error} retry={() => void pair.refetch()} />;
  if (!pair.data) return <Loading />;
  if (state === 'merged') return <section className="panel empty"><h1>这两份档案已合并</h1><p><PageLink href="/duplicates/merges">到合并记录查看或撤销</PageLink></p></section>;
  if (both.error) return <Failed error={both.error} retry={() => void both.refetch()} />;
  if (!both.data) return <Loading what="正在对照" />;
  return <SideBySide key={both.data.left.version + both.data.right.version / 1e6} id={id} version={pair.data.version} reasons={pair.data.reasons} both={both.data} />;
}

function SideBySide({ id, version, reasons, both }: { id: string; version: number; reasons: string | null; both: Comparison }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const openPage = useOpenPage();
  const [keep, setKeep] = useState(both.keep);
  const [sides, setSides] = useState<Record<string, 'left' | 'right'>>(() => Object.fromEntries(both.fields.filter((one) => one.differs).map((one) => [one.name, one.prefer])));
  const [all, setAll] = useState(false);
  const [asking, setAsking] = useState<Deciding>();
  const [reason, setReason] = useState('');
  const { before, after, at, waiting } = useNeighbours(id);
  const may = useMay()('duplicates.write');
  usePairKeys(asking === undefined, { ...(may ? { H: () => setAsking('merge'), B: () => setAsking('different'), Y: () => setAsking('later') } : {}), ...(before ? { K: () => openPage(before) } : {}), ...(after ? { J: () => openPage(after) } : {}) });
  const [mergeId] = useState(() => crypto.randomUUID());
  const [kept, gone] = keep === 'left' ? [both.left, both.right] : [both.right, both.left];
  const decide = async () => {
    try {
      if (asking === 'merge') await duplicatesClient.merge({ id: mergeId, keptId: kept.id, goneId: gone.id, keptVersion: kept.version, goneVersion: gone.version, take: Object.keys(sides).filter((name) => sides[name] !== keep && name !== 'roles'), reason });
      else await duplicatesClient.decide({ id, version, state: asking!, reason: reason || undefined });
      setAsking(undefined);
      await cache.invalidateQueries();
      message.success(asking === 'merge' ? '已合并，可在合并记录中撤销' : '已记下');
      openPage(asking === 'merge' ? `/registry/persons/${kept.id}` : (after ?? Pair.path));
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  const fields = both.fields.filter((one) => all || one.differs);
  return (
    <>
      <div className="page-head">
        <h1>疑似重复：{both.left.name}、{both.right.name}</h1>
        <div className="toolbar" role="group" aria-label="处理">
          <Act type="primary" permission="duplicates.write" aria-keyshortcuts="Alt+H" onClick={() => setAsking('merge')}>合并<Key letter="H" /></Act>
          <Act permission="duplicates.write" aria-keyshortcuts="Alt+B" onClick={() => setAsking('different')}>不是同一人<Key letter="B" /></Act>
          <Act permission="duplicates.write" aria-keyshortcuts="Alt+Y" onClick={() => setAsking('later')}>以后再说<Key letter="Y" /></Act>
        </div>
      </div>
      <section className="panel" aria-label="两份档案">
        {reasons && <p>依据：{reasons}</p>}
        <p><span id="keep-label">合并时保留：</span><Radio.Group aria-labelledby="keep-label" value={keep} onChange={(event) => setKeep(event.target.value as 'left' | 'right')} options={[{ value: 'left', label: `第一份（${both.left.name}，${both.left.place}）` }, { value: 'right', label: `第二份（${both.right.name}，${both.right.place}）` }]} /></p>
        <p><Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>也显示相同的项目</Checkbox></p>
        <div style={{ overflowX: 'auto' }}>
          <table className="changes" style={{ width: '100%', borderCollapse: 'collapse' }}>
            <thead><tr><th scope="col" style={CELL}>项目</th><th scope="col" style={CELL}><p style={{ margin: 0 }}>第一份　<PageLink href={`/registry/persons/${both.left.id}`}>打开</PageLink></p></th><th scope="col" style={CELL}><p style={{ margin: 0 }}>第二份　<PageLink href={`/registry/persons/${both.right.id}`}>打开</PageLink></p></th></tr></thead>
            <tbody>
              <FieldRows fields={fields} sides={sides} onChoose={(name, side) => setSides((was) => ({ ...was, [name]: side }))} />
              {both.ledgers.map((one) => <tr key={one.ledger}><th scope="row" style={CELL}>{one.ledger}</th><td style={CELL}>{one.left} 条</td><td style={CELL}>{one.right} 条</td></tr>)}
            </tbody>
          </table>
        </div>
        <p className="quiet">人员类别合并后为两份之和；各台账的记录都归到保留的档案。</p>
      </section>
      <DecideDialog asking={asking} reason={reason} onReason={setReason} gone={gone} kept={kept} onDecide={() => void decide()} onClose={() => setAsking(undefined)} />
      <Others before={before} after={after} words={waiting > 0 ? `${at >= 0 ? `第 ${at + 1} 对，` : ''}共 ${waiting} 对待看` : ''} />
    </>
  );
}

/** The way back to the list, and to the pairs before and after. */
function Others({ before, after, words }: { before?: string; after?: string; words: string }) {
  const openPage = useOpenPage();
  const to = (path: string | undefined) => (path ? () => openPage(path) : undefined);
  return (
    <nav className="toolbar" aria-label="其他疑似重复">
      <Button onClick={() => openPage(Pair.path)}>返回名单</Button>
      <Act why={before ? undefined : '前面没有待看的了'} aria-keyshortcuts="Alt+K" onClick={to(before)}>上一对<Key letter="K" /></Act>
      <Act why={after ? undefined : '后面没有待看的了'} aria-keyshortcuts="Alt+J" onClick={to(after)}>下一对<Key letter="J" /></Act>
      {words && <span className="quiet">{words}</span>}
    </nav>
  );
}

/** The key of an act beside its words, for the eye alone: a screen reader has it from the button. Not on a telephone, which has no keys. */
function Key({ letter }: { letter: PairKey }) {
  return useNarrow() ? null : <kbd aria-hidden style={{ marginInlineStart: 6, fontSize: 12, fontFamily: 'inherit' }}>Alt+{letter}</kbd>;
}

type Side = 'left' | 'right';

function FieldRows({ fields, sides, onChoose }: { fields: Comparison['fields']; sides: Record<string, Side>; onChoose: (name: string, side: Side) => void }) {
  return (
    <>
      {fields.map((one) => (
        <tr key={one.name}>
          <th scope="row" style={CELL}>{one.label}{one.differs && <span className="warned">（不同）</span>}</th>
          {(['left', 'right'] as const).map((side) => (
            <td key={side} style={CELL}>{one.differs && one.name !== 'roles'
              ? <Radio checked={sides[one.name] === side} aria-label={`${one.label}采用${side === 'left' ? '第一份' : '第二份'}`} onChange={() => onChoose(one.name, side)}>{one[side] ?? '（空）'}</Radio>
              : (one[side] ?? '（空）')}</td>
          ))}
        </tr>
      ))}
    </>
  );
}

type Asked = { asking: Deciding | undefined; reason: string; onReason: (text: string) => void; kept: Comparison['left']; gone: Comparison['left']; onDecide: () => void; onClose: () => void };

function DecideDialog({ asking, reason, onReason, kept, gone, onDecide, onClose }: Asked) {
  return (
    <Modal open={asking !== undefined} title={asking === 'merge' ? '合并两份档案' : asking === 'different' ? '不是同一人' : '以后再说'} okText="确定" cancelText="取消" okButtonProps={{ disabled: asking !== 'later' && reason.trim().length < 2 }} onOk={() => onDecide()} onCancel={onClose} destroyOnHidden>
      {asking === 'merge' && <p>“{gone.name}”（{gone.place}）的档案并入“{kept.name}”（{kept.place}），随时可以撤销。</p>}
      <label htmlFor="decide-reason">{asking === 'later' ? '说明（可不填）' : '原因'}</label>
      <Input.TextArea id="decide-reason" maxLength={200} rows={2} value={reason} onChange={(event) => onReason(event.target.value)} />
    </Modal>
  );
}

const CELL = { textAlign: 'left', verticalAlign: 'top', padding: '6px 8px', borderBottom: '1px solid var(--line)', fontWeight: 400, minWidth: 110 } as const;
