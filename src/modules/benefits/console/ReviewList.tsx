import { Checkbox, Input, Pagination } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import type { ConfirmLine, ConfirmSheet } from '../schema/confirmationActs.ts';
import { ConfirmResult, ConfirmWay } from '../schema/confirmation.ts';
import { confirmClient, inPortions } from './confirmClient.ts';
import { useActing } from './useActing.ts';

/** Persons of one page of a list to be reviewed. */
export const REVIEW_PAGE = 200;

type Props = { sheet: ConfirmSheet; done: boolean; page: number; onPage: (page: number) => void; again: () => void };

/** 复核: what the villages wrote down and nobody looked at yet, or (`done`) what was agreed to and may be sent back; several at once, never one's own. */
export function ReviewList({ sheet: { confirmation, entries, total }, done, page, onPage, again }: Props) {
  const { busy, acting } = useActing();
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState('');
  const fixed = (one: ConfirmLine) => one.own || one.state === 'dropped';
  const isChosen = (one: ConfirmLine) => !fixed(one) && touched.has(one.id) === done;
  const chosen = entries.filter(isChosen);
  const review = async (result: 'agreed' | 'disagreed') => {
    if (await acting(() => inPortions(chosen, (some) => confirmClient.review({ id: confirmation.id, entryIds: some.map((one) => one.id), result, ...(note.trim() ? { note: note.trim() } : {}) })), result === 'agreed' ? `已复核 ${chosen.length} 人` : `已退回 ${chosen.length} 人`)) { setNote(''); setTouched(new Set()); again(); }
  };
  const toggle = (one: ConfirmLine) => setTouched((now) => { const next = new Set(now); if (!next.delete(one.id)) next.add(one.id); return next; });
  if (entries.length === 0 && total > 0) return <p className="empty">这一页已经没有人了。<Act size="small" type="link" onClick={() => onPage(1)}>回到第一页</Act></p>;
  if (total === 0) return <p className="empty">{done ? '还没有复核过的人。' : '没有待复核的人。'}</p>;
  const none = chosen.length === 0 ? '没有选中的人' : undefined;
  const whose = (one: ConfirmLine) => (one.state === 'dropped' ? '已去世' : done ? `${one.reviewedBy ?? ''}复核` : one.own ? '本人登记' : '');
  return (
    <section className="panel" aria-label={done ? '已复核' : '待复核'}>
      <p role="status">{done ? '已复核' : '待复核'} {total} 人{total > entries.length && `，本页 ${entries.length} 人`}，选中 {chosen.length} 人。{done ? '复核以后发现不属实的，选中退回，由站里重新确认。' : '自己登记的须由另一个人复核。'}</p>
      <div className="toolbar" style={{ marginBottom: 10 }}>
        {!done && <Act type="primary" loading={busy} why={none} onClick={() => void review('agreed')}>属实 {chosen.length} 人</Act>}
        <Input aria-label="不属实的说明" value={note} maxLength={200} placeholder="不属实的写明情况" onChange={(event) => setNote(event.target.value)} style={{ width: 260 }} />
        <Act loading={busy} why={none ?? (note.trim() ? undefined : '不属实的请写明')} onClick={() => void review('disagreed')}>不属实，退回重新确认</Act>
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={done ? '已复核名单' : '待复核名单'}>
        <table className="choice-table confirm-rows stacks stacks-pick">
          <thead><tr><th scope="col">选</th><th scope="col">姓名</th><th scope="col">村（社区）</th><th scope="col">结果</th><th scope="col">方式</th><th scope="col">日期</th><th scope="col">登记人</th><th scope="col">说明</th><th scope="col">备注</th></tr></thead>
          <tbody>{entries.map((one) => (
            <tr key={one.id}>
              <td><Checkbox aria-label={`选择${one.name}`} checked={isChosen(one)} disabled={fixed(one)} onChange={() => toggle(one)} /></td>
              <td><strong>{one.name}</strong></td><td>{one.divisionName}</td><td data-label="结果" className={one.state === 'doubtful' ? 'warned' : undefined}>{labelOf(ConfirmResult, one.result ?? '')}</td><td data-label="方式">{labelOf(ConfirmWay, one.way ?? '')}</td><td data-label="日期">{one.confirmedOn}</td><td data-label="登记人">{one.confirmedBy}</td><td data-label="说明">{one.note}</td><td>{whose(one)}</td>
            </tr>))}
          </tbody>
        </table>
      </div>
      {total > REVIEW_PAGE && <nav className="list-foot" aria-label="翻页"><Pagination current={page} pageSize={REVIEW_PAGE} total={total} showSizeChanger={false} size="small" showTotal={(all) => <span role="status">共 {all} 人</span>} onChange={onPage} /></nav>}
    </section>
  );
}
