import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import type { ConfirmLine, ConfirmSheet } from '../schema/confirmationActs.ts';
import { ConfirmResult, ConfirmWay } from '../schema/confirmation.ts';
import { confirmClient, inPortions } from './confirmClient.ts';
import { useActing } from './useActing.ts';

/** 复核: what the villages wrote down and nobody looked at yet; several at once, never one's own. */
export function ReviewList({ sheet: { confirmation, entries }, again }: { sheet: ConfirmSheet; again: () => void }) {
  const { busy, acting } = useActing();
  const waiting = entries;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState('');
  const chosen = waiting.filter((one) => !one.own && !left.has(one.id));
  const review = async (result: 'agreed' | 'disagreed') => {
    if (await acting(() => inPortions(chosen, (some) => confirmClient.review({ id: confirmation.id, entryIds: some.map((one) => one.id), result, ...(note.trim() ? { note: note.trim() } : {}) })), `已复核 ${chosen.length} 人`)) { setNote(''); setLeft(new Set()); again(); }
  };
  const toggle = (one: ConfirmLine) => setLeft((now) => { const next = new Set(now); if (!next.delete(one.id)) next.add(one.id); return next; });
  if (waiting.length === 0) return <p className="empty">没有待复核的人。</p>;
  const none = chosen.length === 0 ? '没有选中的人' : undefined;
  return (
    <section className="panel" aria-label="待复核">
      <p role="status">待复核 {waiting.length} 人，选中 {chosen.length} 人。自己登记的须由另一个人复核。</p>
      <div className="toolbar" style={{ marginBottom: 10 }}>
        <Act type="primary" loading={busy} why={none} onClick={() => void review('agreed')}>属实 {chosen.length} 人</Act>
        <Input aria-label="不属实的说明" value={note} maxLength={200} placeholder="不属实的写明情况" onChange={(event) => setNote(event.target.value)} style={{ width: 260 }} />
        <Act loading={busy} why={none ?? (note.trim() ? undefined : '不属实的请写明')} onClick={() => void review('disagreed')}>不属实，退回重新确认</Act>
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="待复核名单">
        <table className="choice-table confirm-rows stacks stacks-pick">
          <thead><tr><th scope="col">选</th><th scope="col">姓名</th><th scope="col">村（社区）</th><th scope="col">结果</th><th scope="col">方式</th><th scope="col">日期</th><th scope="col">登记人</th><th scope="col">说明</th></tr></thead>
          <tbody>{waiting.map((one) => (
            <tr key={one.id}>
              <td><Checkbox aria-label={`选择${one.name}`} checked={!one.own && !left.has(one.id)} disabled={one.own} onChange={() => toggle(one)} /></td>
              <td><strong>{one.name}</strong></td><td>{one.divisionName}</td><td data-label="结果" className={one.state === 'doubtful' ? 'warned' : undefined}>{labelOf(ConfirmResult, one.result ?? '')}</td><td data-label="方式">{labelOf(ConfirmWay, one.way ?? '')}</td><td data-label="日期">{one.confirmedOn}</td><td data-label="登记人">{one.confirmedBy}{one.own && '（本人）'}</td><td data-label="说明">{one.note}</td>
            </tr>))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
