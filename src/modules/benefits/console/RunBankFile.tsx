import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { capitalYuan, printYuan } from '#base/pure/fen.ts';
import { recordClient } from '#base/web/client.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { saveContent } from '#base/web/files.ts';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { BankFormat, BankLayout } from '../schema/bank.ts';
import { linesOf } from './RunTotals.tsx';
import { type BankFile, runClient } from './runClient.ts';
import { useWaiting, WaitingNotice } from './RunWaiting.tsx';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';

type Layout = { id: string; name: string; format: string; verification: string };

/** 银行文件 of a run: made once with a chosen layout and saved, later the same bytes again; its cover sheet to print. */
export function RunBankFile({ run, version, made, onClose, onCover }: { run: { id: string; number: string; title: string }; version: number; made: boolean; onClose: () => void; onCover: (file: BankFile) => void }) {
  const [step] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState<string>();
  const [file, setFile] = useState<BankFile>();
  const { busy, wrong, work } = useRunWork();
  const waiting = useWaiting(run.id, made || file ? 'sent' : 'checked');
  const { data, error, refetch } = useQuery({ queryKey: [BankLayout.name, 'choice'], queryFn: () => recordClient(BankLayout).list({ page: 1, size: 100 }), enabled: !made });
  const layouts = (data?.rows ?? []) as unknown as Layout[];
  const layoutId = chosen ?? (layouts.find((one) => one.verification === 'confirmed') ?? layouts[0])?.id;
  const layout = layouts.find((one) => one.id === layoutId);
  const make = async () => {
    const done = await work(() => runClient.file({ id: run.id, step, version, ...(made ? {} : { layoutId }) }));
    if (!done) return;
    setFile(done);
    saveContent(done);
  };
  const foot = file ? <><Button onClick={() => saveContent(file)}>再存一次</Button><Button onClick={() => { onClose(); onCover(file); }}>打印封面</Button><Button type="primary" onClick={onClose}>完成</Button></> : <><Button onClick={onClose}>取消</Button><Button type="primary" loading={busy} disabled={!made && !layoutId} onClick={() => void make()}>{made ? '取出银行文件' : '生成银行文件'}</Button></>;
  return (
    <Modal title={`银行文件：${run.title}`} open onCancel={onClose} footer={<div className="run-foot">{foot}</div>} mask={{ closable: false }} width={620}>
      <RunWrong wrong={wrong} />
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!made && !data && !error && <Loading />}
      {!made && !file && data && (
        <>
          <Labelled id="run-layout" label="银行代发格式" must>
            <Select id="run-layout" className="wide" value={layoutId} onChange={setChosen} options={layouts.map((one) => ({ value: one.id, label: `${one.name}（${labelOf(BankFormat, one.format)}）` }))} notFoundContent="还没有银行代发格式" />
          </Labelled>
          {layout?.verification === 'unverified' && <p className="warned">这个格式待核实：请先与代发银行核对列和次序。<PageLink href={`${BankLayout.path}/${layout.id}`}>查看格式</PageLink></p>}
          <p className="quiet">生成后即记为已送银行。文件含完整账号，请按保密要求保管和传送。</p>
          <WaitingNotice waiting={waiting} runId={run.id} />
        </>
      )}
      {made && !file && <p className="quiet">再次取出的文件与送银行的完全相同，取出会记入审计。文件含完整账号，请按保密要求保管和传送。</p>}
      <RunProgress busy={busy} what="正在生成银行文件" />
      {file && <Made file={file} runId={run.id} />}
    </Modal>
  );
}

function Made({ file, runId }: { file: BankFile; runId: string }) {
  const total = BigInt(file.total);
  return (
    <>
      <p role="status"><strong>已保存：{file.name}</strong></p>
      <dl className="facts run-made">
        <div><dt>笔数</dt><dd>{file.lines} 笔</dd></div>
        <div><dt>合计</dt><dd>{printYuan(total)} 元</dd></div>
        <div><dt>大写</dt><dd>{capitalYuan(total)}</dd></div>
        <div><dt>校验码</dt><dd className="digest">{file.digest}</dd></div>
      </dl>
      {file.carried > 0 && <p className="warned"><PageLink href={linesOf(runId, { by: 'outcome', key: 'carried' })}>{file.carried} 笔没有进入文件</PageLink>，结转到下一批次，请补账号或核对账号。</p>}
    </>
  );
}
