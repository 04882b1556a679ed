import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import { Line } from '../schema/runs.ts';
import { runClient } from './runClient.ts';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';

/** 按冻结口径重算核对: works the whole list out again from what was frozen, and says whether every fen is the same. */
export function RunRecompute({ run, lines }: { run: { id: string; title: string }; lines: number }) {
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<{ lines: number; differing: string[] }>();
  const { busy, wrong, work } = useRunWork();
  const check = async () => {
    setOpen(true);
    setFound(undefined);
    const done = await work(() => runClient.recompute({ id: run.id }));
    if (done) setFound(done);
  };
  return (
    <>
      <Act why={lines === 0 ? '名单里没有明细' : undefined} onClick={() => void check()}>重算核对</Act>
      <Modal title={`按冻结口径重算核对：${run.title}`} open={open} onCancel={() => setOpen(false)} footer={<Button type="primary" onClick={() => setOpen(false)}>完成</Button>} destroyOnHidden>
        <RunWrong wrong={wrong} />
        {busy && <p>正在用冻结的档案事实、标准和口径重新计算 {lines} 笔…</p>}
        <RunProgress busy={busy} what="正在重算" />
        {found && (found.differing.length === 0
          ? <p role="status"><strong>{found.lines} 笔全部一致</strong>，每月金额与冻结时分毫不差。</p>
          : <div role="status" className="wrong"><p>{found.lines} 笔中有 {found.differing.length} 笔与冻结时不同，请不要继续办理，并告知系统管理员。</p><ul>{found.differing.slice(0, 20).map((id, at) => <li key={id}><PageLink href={`${Line.path}/${id}`}>第 {at + 1} 笔</PageLink></li>)}</ul></div>)}
      </Modal>
    </>
  );
}
