import { Checkbox, Input, Table } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { handOver } from '#base/web/files.ts';
import { usePaper } from '#base/web/paper.tsx';
import { useMe } from '#base/web/session.tsx';
import type { ChangeSheet } from '../schema/acts.ts';
import { changesClient } from './client.ts';
import { HandOverPaper } from './papers.tsx';
import { useActing } from './useActing.ts';

/** 移交: the sheet to print, the sealed file to send, and the receipt that completes a transfer out of the county. */
export function HandOver({ sheet }: { sheet: ChangeSheet }) {
  const { paper, print } = usePaper<true>();
  return (
    <>
      <section className="panel" aria-label="移交单">
        <div className="line-apart"><h2 className="section">服务对象档案移交单</h2><div className="toolbar" role="group" aria-label="移交单操作"><Act onClick={() => print(true)}>打印移交单</Act></div></div>
        <dl className="facts">
          {([['移交单号', sheet.number], ['姓名', sheet.personName], ['身份证号', sheet.citizenId], ['人员类别', sheet.roles.join('、')], ['原区划', sheet.place], ['接收单位', sheet.otherCounty], ['调出日期', sheet.effectiveOn], ['依据文件', sheet.document], ['经办', [sheet.doneUnit, sheet.doneBy].filter(Boolean).join(' ')], ['对方回执号', sheet.receiptNo && `${sheet.receiptNo}（${sheet.receiptChecked ? '核验一致' : '纸质回执'}）`]] as const)
            .filter(([, value]) => value).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
        </dl>
        <Table rowKey="ledger" size="small" style={{ marginTop: 12 }} pagination={false} dataSource={sheet.contents} columns={[{ title: '移交内容', dataIndex: 'ledger' }, { title: '条数', dataIndex: 'rows', align: 'right' }]} />
      </section>
      {paper && <HandOverPaper sheet={sheet} />}
      {sheet.state === 'waiting' && <Send sheet={sheet} />}
      {sheet.state === 'waiting' && <Receipt sheet={sheet} />}
    </>
  );
}

function Send({ sheet }: { sheet: ChangeSheet }) {
  const { acting, busy } = useActing();
  const [passphrase, setPassphrase] = useState('');
  const make = async () => {
    const made = await acting(() => changesClient.makePackage({ id: sheet.id, passphrase }), '移交文件已生成，请另行告知对方口令');
    if (made) handOver(new Blob([made.content], { type: 'application/json' }), made.fileName);
  };
  return (
    <section className="panel only-screen" aria-label="移交文件">
      <h2 className="section">加密移交文件</h2>
      <p className="quiet">对方也用戎归的，把文件发给对方，口令另行告知（不要同一渠道）。口令不保存，忘记了重新生成即可。</p>
      <div className="toolbar">
        <Input.Password id="hand-over-passphrase" aria-label="口令" placeholder="至少 10 个字" value={passphrase} maxLength={200} autoComplete="new-password" style={{ maxWidth: 280 }} onChange={(event) => setPassphrase(event.target.value)} />
        <Act permission="changes.write" loading={busy} why={passphrase.length < 10 ? '口令至少 10 个字' : undefined} onClick={() => void make()}>生成移交文件</Act>
      </div>
    </section>
  );
}

function Receipt({ sheet }: { sheet: ChangeSheet }) {
  const me = useMe();
  const { acting, busy } = useActing();
  const [receiptNo, setReceiptNo] = useState('');
  const [receivedOn, setReceivedOn] = useState(me.today);
  const [paper, setPaper] = useState(false);
  const [wrong, setWrong] = useState<{ field?: string; text: string }>();
  const told = (field: string) => (wrong?.field === field ? <p className="wrong below" role="alert">{wrong.text}</p> : null);
  return (
    <section className="panel only-screen" aria-label="录入回执">
      <h2 className="section">录入对方回执</h2>
      <div className="form-grid">
        <div><label className="field-label" htmlFor="receipt-no"><span className="must" aria-hidden>*</span>回执号</label><Input id="receipt-no" value={receiptNo} maxLength={60} autoComplete="off" onChange={(event) => { setReceiptNo(event.target.value); setWrong(undefined); }} />{told('receiptNo')}</div>
        <div><label className="field-label" htmlFor="received-on"><span className="must" aria-hidden>*</span>接收日期</label><DayInput id="received-on" value={receivedOn} onChange={setReceivedOn} />{told('receivedOn')}</div>
        <div style={{ alignSelf: 'end' }}><Checkbox checked={paper} onChange={(event) => setPaper(event.target.checked)}>纸质回执</Checkbox></div>
      </div>
      <p><Act type="primary" permission="changes.write" loading={busy} why={receiptNo.trim().length < 2 ? '请填写回执号' : undefined} onClick={() => void acting(() => changesClient.enterReceipt({ id: sheet.id, version: sheet.version, receiptNo: receiptNo.trim(), receivedOn, paper }), '调出已办结，档案转为迁出', setWrong)}>办结调出</Act></p>
    </section>
  );
}
