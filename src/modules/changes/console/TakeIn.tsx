import { Alert, Input } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import { usePaper } from '#base/web/paper.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Forbidden } from '#base/web/States.tsx';
import type { PackageSight } from '../schema/acts.ts';
import { changesClient } from './client.ts';
import { ReceiptPaper } from './papers.tsx';
import { useActing } from './useActing.ts';
import './changes.css';

type Taken = { personId: string; receiptNo: string; findings: string[]; on: string };

/** 调入接收 (`/changes/take-in`): open another county's transfer file, see who it is, choose the village, take it in, and give the receipt back. */
export function TakeIn() {
  const may = useMay();
  const { acting, busy } = useActing();
  const [content, setContent] = useState('');
  const [fileName, setFileName] = useState('');
  const { paper, print } = usePaper<true>();
  const [passphrase, setPassphrase] = useState('');
  const [sight, setSight] = useState<PackageSight>();
  const [taken, setTaken] = useState<Taken>();
  if (!may('changes.write')) return <Forbidden />;
  const choose = (file: File | undefined) => {
    setSight(undefined);
    setFileName(file?.name ?? '');
    void (file ? file.text() : Promise.resolve('')).then(setContent);
  };
  const look = async () => setSight(await acting(() => changesClient.readPackage({ content, passphrase })));
  return (
    <div className="form">
      <div className="page-head"><h1>调入接收</h1></div>
      <section className="panel" aria-label="移交文件">
        <p className="quiet">没有移交文件的：本县已有档案的，在其档案页登记变动“调入本县”；没有的先建档，再登记。</p>
        <div className="form-grid">
          <div><span className="field-label"><span className="must" aria-hidden>*</span>移交文件（.ronggui）</span><div className="file-choice"><input id="take-file" className="sr-only" type="file" accept=".ronggui,application/json" aria-label="移交文件" onChange={(event) => choose(event.target.files?.[0])} /><label htmlFor="take-file" aria-hidden="true">选择文件</label><span className="quiet" role="status">{fileName || '还没有选择'}</span></div></div>
          <div><label className="field-label" htmlFor="take-passphrase"><span className="must" aria-hidden>*</span>口令</label><Input type="password" id="take-passphrase" value={passphrase} maxLength={200} autoComplete="off" onChange={(event) => setPassphrase(event.target.value)} /></div>
        </div>
        <p><Act type={sight ? 'default' : 'primary'} loading={busy} why={content === '' ? '请选择移交文件' : passphrase.length < 10 ? '请填写口令' : undefined} onClick={() => void look()}>打开查看</Act></p>
      </section>
      {sight && !taken && <Sight sight={sight} content={content} passphrase={passphrase} onTaken={setTaken} />}
      {taken && (
        <section className="panel" aria-label="接收结果">
          <h2 className="section">已接收</h2>
          <p role="status">回执号 <strong>{taken.receiptNo}</strong>。请把回执寄给或告诉对方，对方录入后办结调出。</p>
          {taken.findings.map((finding) => <p key={finding} className="warned">{finding}</p>)}
          <div className="toolbar" style={{ marginTop: 12 }}><Act type="primary" onClick={() => print(true)}>打印回执</Act><PageLink href={`/registry/persons/${taken.personId}`} style={{ alignSelf: 'center' }}>打开档案</PageLink></div>
          {paper && sight && <ReceiptPaper sight={sight} receiptNo={taken.receiptNo} on={taken.on} />}
        </section>
      )}
    </div>
  );
}

function Sight({ sight, content, passphrase, onTaken }: { sight: PackageSight; content: string; passphrase: string; onTaken: (taken: Taken) => void }) {
  const me = useMe();
  const { acting, busy } = useActing();
  const [id] = useState(() => crypto.randomUUID());
  const [divisionCode, setDivision] = useState('');
  const [effectiveOn, setDay] = useState(me.today);
  const facts: [string, string | null][] = [['姓名', sight.name], ['身份证号', sight.citizenId], ['人员类别', sight.roles.join('、')], ['来自', sight.fromCounty], ['移交单号', sight.number], ['移交日期', sight.madeOn], ['内容', sight.contents.map((one) => `${one.ledger} ${one.rows} 条`).join('；')]];
  const blocked = sight.registered && !sight.registered.revives;
  const go = async () => {
    const answer = await acting(() => changesClient.takeIn({ id, content, passphrase, divisionCode, effectiveOn }));
    if (answer) onTaken({ ...answer, on: effectiveOn });
  };
  return (
    <section className="panel" aria-label="移交内容">
      <h2 className="section">移交内容</h2>
      <dl className="facts">{facts.filter(([, value]) => value).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
      {sight.registered && <Alert type={blocked ? 'error' : 'info'} showIcon title={sight.registered.words} description={blocked ? '不能再建一份档案，请办理县内迁移或先核实。' : '接收后恢复原来的档案，不另建档。'} />}
      {!blocked && (
        <>
          <div className="form-grid">
            <div><label className="field-label" htmlFor="take-place"><span className="must" aria-hidden>*</span>安排到</label><PlaceSelect id="take-place" value={divisionCode} onChange={setDivision} /></div>
            <div><label className="field-label" htmlFor="take-day"><span className="must" aria-hidden>*</span>调入日期</label><DayInput id="take-day" value={effectiveOn} onChange={setDay} /></div>
          </div>
          <p><Act type="primary" permission="changes.write" loading={busy} why={divisionCode === '' ? '请选择安排到的区划' : undefined} onClick={() => void go()}>接收档案</Act></p>
        </>
      )}
    </section>
  );
}
