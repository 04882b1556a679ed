import { App, Segmented } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMay } from '#base/web/session.tsx';
import type { DifferenceView, LineView, NoticeView } from '../schema/noticeActs.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { LineEditor } from './LineEditor.tsx';
import { AddLine } from './AddLine.tsx';
import { noticeClient } from './noticeClient.ts';
import type { Released } from './ReleaseDialog.tsx';

type Outcome = DifferenceView['outcome'];
const WORDS: Record<Outcome, string> = { raised: '提高', lowered: '降低', same: '不变', new: '新增', gone: '未列入' };
const OUTCOMES = Object.keys(WORDS) as Outcome[];

/** What a notice changes, in one sentence: '26 行：提高 26；另有 33 项未列入，沿用原标准'. */
export function sayDifferences(differences: readonly DifferenceView[]): string {
  const count = (outcome: Outcome) => differences.filter((one) => one.outcome === outcome).length;
  const parts = OUTCOMES.filter((one) => one !== 'gone' && count(one) > 0).map((one) => `${WORDS[one]} ${count(one)}`);
  return `${differences.length - count('gone')} 行${parts.length > 0 ? `：${parts.join('，')}` : ''}${count('gone') > 0 ? `；另有 ${count('gone')} 项未列入，沿用原标准` : ''}`;
}

/** The standards of a notice beside those they replace; typed in place while it is being drafted. */
export function NoticeLines({ view, onChanged, onRelease }: { view: NoticeView; onChanged: () => Promise<void>; onRelease: (what: Released) => void }) {
  const may = useMay();
  const { message } = App.useApp();
  const [shown, setShown] = useState<Outcome | 'all' | 'unverified'>('all');
  const [busy, setBusy] = useState(false);
  const drafting = view.notice.state === 'draft' && may('benefits.write');
  const unverified = view.lines.filter((one) => one.verification === 'unverified');
  const fits = (one: DifferenceView) => (shown === 'all' ? one.outcome !== 'gone' : shown === 'unverified' ? one.line?.verification === 'unverified' : one.outcome === shown);
  const rows = view.differences.filter(fits);
  const options = [{ value: 'all' as const, label: '全部' }, ...OUTCOMES.flatMap((value) => { const n = view.differences.filter((one) => one.outcome === value).length; return n > 0 ? [{ value, label: `${WORDS[value]} ${n}` }] : []; }), ...(unverified.length > 0 ? [{ value: 'unverified' as const, label: `待核实 ${unverified.length}` }] : [])];
  const verifyAll = async () => {
    setBusy(true);
    try {
      const { changed } = await noticeClient.verify({ id: view.notice.id, ids: unverified.map(({ id }) => id), verification: 'published' });
      message.success(`已标为已核实 ${changed} 行`);
      await onChanged();
    } catch (error) {
      message.error(asFailure(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-label="标准">
      <div className="line-apart"><p role="status">{sayDifferences(view.differences)}。</p>
        {drafting && unverified.length > 0 && <Act loading={busy} onClick={() => void verifyAll()}>已逐条与文件核对，全部标为已核实</Act>}
      </div>
      {options.length > 2 && <div className="only-screen" style={{ marginBottom: 10, overflowX: 'auto' }}><Segmented aria-label="按差异查看" value={shown} options={options} onChange={(value) => setShown(value)} /></div>}
      {drafting && <p className="quiet only-screen">输入金额后按 Enter 或 ↓ 到下一行，↑ 回上一行；离开即保存。</p>}
      {rows.length === 0 ? <p className="empty">{shown === 'all' ? '还没有标准。可以导入表格，或在下面逐条添加。' : '没有这样的标准。'}</p>
        : <DifferenceTable rows={rows} line={(line) => (drafting ? <LineEditor line={line} onSaved={onChanged} /> : undefined)} mark={(line) => <Mark line={line} onRelease={view.notice.state === 'inForce' ? onRelease : undefined} />} />}
      {drafting && <AddLine notice={view.notice} onSaved={onChanged} />}
    </section>
  );
}

/** 核实情况 of a line: verified ones are quiet; unverified ones say whether and by whose decision they may be used. */
function Mark({ line, onRelease }: { line: LineView; onRelease?: (what: Released) => void }) {
  if (line.verification === 'published') return <span className="quiet">已核实</span>;
  const decide = onRelease && <Act size="small" type="link" permission="benefits.approve" className="only-screen" onClick={() => onRelease({ standardId: line.id, words: '这一行标准', used: line.released !== null })}>{line.released ? '停止使用' : '决定使用'}</Act>;
  return <><span className="warned">待核实</span>{line.released && <span className="quiet release-words">{line.released.by} {line.released.on} 决定使用：{line.released.document}</span>}{decide}</>;
}
