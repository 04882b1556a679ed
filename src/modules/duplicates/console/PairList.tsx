import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect } from 'react';
import { todayIn } from '#base/pure/day.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { RecordPage } from '#base/web/record/RecordPage.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import type { Run } from '../schema/answers.ts';
import { Pair } from '../schema.ts';
import { duplicatesClient } from './client.ts';

const RUNNING_MS = 1500;
const isRunning = (run: Run | null | undefined) => run !== undefined && run !== null && run.stage !== 'done' && run.stage !== 'failed';

/** 疑似重复 (`/duplicates/pairs`): the standard list, with 全县查重 and how far it is. */
export function PairList() {
  const me = useMe();
  const may = useMay();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const { data } = useQuery({ queryKey: ['duplicates.lastRun'], queryFn: () => duplicatesClient.lastRun({}), enabled: may('duplicates.read'), refetchInterval: (query) => (isRunning(query.state.data?.run) ? RUNNING_MS : false) });
  const run = data?.run;
  useEffect(() => { if (run?.stage === 'done') void cache.invalidateQueries({ queryKey: [Pair.name, 'list'] }); }, [cache, run?.stage]);
  const start = async () => {
    try {
      await duplicatesClient.run({ id: crypto.randomUUID() });
      await cache.invalidateQueries({ queryKey: ['duplicates.lastRun'] });
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  const why = me.division.level !== 'county' ? '全县查重由县级进行' : isRunning(run) ? '正在查重' : undefined;
  return (
    <RecordPage record={Pair} canCreate={false} empty={<Empty run={run} />} acts={<Act permission="duplicates.write" why={why} onClick={() => void start()}>全县查重</Act>}
      line={<p className="quiet" role="status" style={{ margin: '0 0 10px' }}>{run ? wordsOf(run) : '全县查重还没有做过'}　<PageLink href="/duplicates/merges">合并记录</PageLink></p>} />
  );
}

function Empty({ run }: { run: Run | null | undefined }) {
  if (isRunning(run)) return <p>正在查重，查到的会列在这里。</p>;
  return <><p>没有待看的疑似重复。</p><p>{run ? '新建档案时仍会逐个查重；档案大批更新之后，可再做一次全县查重。' : '还没有做过全县查重，由县级在“全县查重”开始。'}</p></>;
}

function wordsOf(run: Run): string {
  switch (run.stage) {
    case 'waiting': return '全县查重：等待开始';
    case 'reading': return `全县查重：正在读取档案，${run.read} / ${run.all} 份`;
    case 'comparing': return `全县查重：正在比对 ${run.all} 份档案`;
    case 'writing': return '全县查重：正在写入结果';
    case 'failed': return `上次全县查重：${run.failure ?? '没有完成'}`;
    default: return `上次全县查重：${todayIn('Asia/Shanghai', new Date(run.startedAt))}，比对 ${run.read} 份档案，新提示 ${run.fresh} 对`;
  }
}
