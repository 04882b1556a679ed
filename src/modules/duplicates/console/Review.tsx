import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import type { RowOf } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { asFailure } from '#base/web/failure.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { closeOpened } from '#base/web/shell/opened.ts';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { Comparison } from '../schema/answers.ts';
import { PairState } from '../schema/codes.ts';
import { Pair } from '../schema.ts';
import { duplicatesClient } from './client.ts';
import { DecideDialog, type Deciding } from './DecideDialog.tsx';
import { FilesTable, type Side } from './FilesTable.tsx';
import { type PairKey, useNeighbours, usePairKeys } from './pairKeys.ts';

type PairRow = RowOf<typeof Pair>;

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
  if (state === 'merged') return <section className="panel empty"><h1>这两份档案已合并</h1><p>{decisionOf(pair.data)}</p><p><PageLink href="/duplicates/merges">到合并记录查看或撤销</PageLink>　<PageLink href={Pair.path}>返回名单</PageLink></p></section>;
  if (both.error) return <Failed error={both.error} retry={() => void both.refetch()} />;
  if (!both.data) return <Loading what="正在对照" />;
  return <SideBySide key={`${id} ${both.data.left.version} ${both.data.right.version}`} pair={pair.data} both={both.data} />;
}

/** Who decided what, when and why. */
const decisionOf = (pair: PairRow) => [`${pair.decidedOn ?? ''} ${pair.decidedBy ?? ''}`.trim(), pair.decidedReason].filter(Boolean).join('，');

function SideBySide({ pair, both }: { pair: PairRow; both: Comparison }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const go = useGoOn(`${Pair.path}/${pair.id}`);
  const [keep, setKeep] = useState<Side>(both.keep);
  const [sides, setSides] = useState<Record<string, Side>>(() => Object.fromEntries(both.fields.filter((one) => one.differs).map((one) => [one.name, one.prefer])));
  const [asking, setAsking] = useState<Deciding>();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const { before, after, at, waiting } = useNeighbours(pair.id);
  const may = useMay()('duplicates.write');
  const ask = (what: Deciding) => { setReason(''); setAsking(what); };
  usePairKeys(asking === undefined, { ...(may ? { H: () => ask('merge'), B: () => ask('different'), Y: () => ask('later') } : {}), ...(before ? { K: () => go(before) } : {}), ...(after ? { J: () => go(after) } : {}) });
  const [mergeId] = useState(() => crypto.randomUUID());
  const [kept, gone] = keep === 'left' ? [both.left, both.right] : [both.right, both.left];
  const taken = both.fields.filter(({ name }) => sides[name] !== undefined && sides[name] !== keep && name !== 'roles');
  const act = async (work: () => Promise<unknown>, done: string, next?: string) => {
    setBusy(true);
    try {
      await work();
      setAsking(undefined);
      message.success(done);
      if (next) go(next);
      await cache.invalidateQueries();
    } catch (error) {
      message.error(asFailure(error).message);
    } finally {
      setBusy(false);
    }
  };
  const decide = () => (asking === 'merge'
    ? act(() => duplicatesClient.merge({ id: mergeId, keptId: kept.id, goneId: gone.id, keptVersion: kept.version, goneVersion: gone.version, take: taken.map(({ name }) => name), reason }), '已合并，可在合并记录中撤销', after ?? `/registry/persons/${kept.id}`)
    : act(() => duplicatesClient.decide({ id: pair.id, version: pair.version, state: asking!, reason: reason || undefined }), '已记下', after ?? Pair.path));
  const reopen = () => act(() => duplicatesClient.decide({ id: pair.id, version: pair.version, state: 'open' }), '已改回待看');
  return (
    <>
      <div className="page-head">
        <h1>疑似重复：{both.left.name}、{both.right.name}</h1>
        <div className="toolbar" role="group" aria-label="处理">
          <Act type="primary" permission="duplicates.write" aria-keyshortcuts="Alt+H" onClick={() => ask('merge')}>合并<Key letter="H" /></Act>
          <Act permission="duplicates.write" aria-keyshortcuts="Alt+B" onClick={() => ask('different')}>不是同一人<Key letter="B" /></Act>
          <Act permission="duplicates.write" aria-keyshortcuts="Alt+Y" onClick={() => ask('later')}>以后再说<Key letter="Y" /></Act>
        </div>
      </div>
      {pair.state !== 'open' && <Alert type="info" showIcon style={{ marginBottom: 12 }} title={`${labelOf(PairState, pair.state ?? 'open')}：${decisionOf(pair)}`} action={<Act size="small" permission="duplicates.write" loading={busy} onClick={() => void reopen()}>改回待看</Act>} />}
      <section className="panel" aria-label="两份档案">
        {pair.reasons && <p style={{ marginTop: 0 }}>依据：{pair.reasons}</p>}
        <FilesTable both={both} keep={keep} onKeep={setKeep} sides={sides} onChoose={(name, side) => setSides((was) => ({ ...was, [name]: side }))} />
        <p className="quiet" style={{ marginBottom: 0 }}>逐项选定合并后采用哪一份的内容。人员类别合并后为两份之和；各台账的记录都归到保留的档案。</p>
      </section>
      <DecideDialog asking={asking} busy={busy} reason={reason} onReason={setReason} gone={gone} kept={kept} taken={taken.map(({ label }) => label)} onDecide={() => void decide()} onClose={() => setAsking(undefined)} />
      <Others before={before} after={after} go={go} words={waiting > 0 ? `${at >= 0 ? `第 ${at + 1} 对，` : ''}共 ${waiting} 对待看` : ''} />
    </>
  );
}

/** Leaves this pair for another page without keeping a tab of it: a long list of pairs would fill the bar with tabs of one name. */
function useGoOn(here: string): (path: string) => void {
  const openPage = useOpenPage();
  return (path) => {
    closeOpened(here);
    openPage(path);
  };
}

/** The way back to the list, and to the pairs before and after. */
function Others({ before, after, go, words }: { before?: string; after?: string; go: (path: string) => void; words: string }) {
  const to = (path: string | undefined) => (path ? () => go(path) : undefined);
  return (
    <nav className="toolbar" aria-label="其他疑似重复" style={{ alignItems: 'center' }}>
      <Button onClick={() => go(Pair.path)}>返回名单</Button>
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
