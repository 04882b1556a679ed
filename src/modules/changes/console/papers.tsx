import { printDay } from '#base/pure/day.ts';
import { Paper } from '#base/web/paper.tsx';
import { useMe } from '#base/web/session.tsx';
import type { ChangeSheet, PackageSight } from '../schema/acts.ts';

type Rows = readonly { ledger: string; rows: number }[];

function Contents({ rows }: { rows: Rows }) {
  return (
    <table style={{ marginTop: '4mm' }}>
      <thead><tr><th style={{ width: '16mm' }}>序号</th><th style={{ width: 'auto', textAlign: 'left' }}>移交内容</th><th style={{ width: '24mm' }}>条数</th></tr></thead>
      <tbody>{rows.map((one, at) => <tr key={one.ledger}><td style={{ textAlign: 'center' }}>{at + 1}</td><td>{one.ledger}</td><td className="number">{one.rows}</td></tr>)}</tbody>
    </table>
  );
}

/** 移交单 on one sheet: who is handed over with which rows, places for signature and seal, and below the line the 回执 that the other county fills in and sends back. */
export function HandOverPaper({ sheet }: { sheet: ChangeSheet }) {
  const me = useMe();
  const rows: readonly (readonly [string, string | null, string, string | null])[] = [
    ['姓名', sheet.personName, '身份证号', sheet.citizenId],
    ['人员类别', sheet.roles.join('、'), '调出日期', printDay(sheet.effectiveOn)],
    ['原所在地', sheet.place, '接收单位', sheet.otherCounty],
    ['移交单位', sheet.doneUnit, '经办人', sheet.doneBy],
  ];
  return (
    <Paper title="服务对象档案移交单" given>
      <p className="under-title">移交单号：{sheet.number}</p>
      <table>
        <tbody>
          {rows.map(([left, value, right, other]) => <tr key={left}><th>{left}</th><td>{value}</td><th>{right}</th><td>{other}</td></tr>)}
          <tr><th>依据文件</th><td colSpan={3}>{sheet.document}</td></tr>
        </tbody>
      </table>
      <Contents rows={sheet.contents} />
      <p className="flush" style={{ marginTop: '6mm' }}>移交人（签字）：＿＿＿＿＿＿＿＿</p>
      <p className="signed" style={{ marginTop: 0 }}>移交单位（盖章）　　　　　年　　月　　日</p>
      <div className="apart">
        <p className="under-title" style={{ fontSize: '16pt' }}>回　执</p>
        <p className="flush">{sheet.doneUnit ?? me.unit.name}：</p>
        <p>{sheet.personName}的档案（移交单号 {sheet.number}）已收到，核对无误。回执号：＿＿＿＿＿＿＿＿</p>
        <p className="flush" style={{ marginTop: '4mm' }}>接收人（签字）：＿＿＿＿＿＿＿＿</p>
        <p className="signed" style={{ marginTop: 0 }}>接收单位（盖章）　　　　　年　　月　　日</p>
      </div>
    </Paper>
  );
}

/** 接收回执 for the county that handed over: the receipt number that completes the transfer there. */
export function ReceiptPaper({ sight, receiptNo, on }: { sight: PackageSight; receiptNo: string; on: string }) {
  const me = useMe();
  return (
    <Paper title="服务对象档案接收回执" given>
      <p className="flush">{sight.fromCounty.split(' ')[0]}退役军人事务部门：</p>
      <p>{sight.name}的档案（移交单号 {sight.number}）已于{printDay(on)}接收，内容如下：</p>
      <Contents rows={sight.contents} />
      <p style={{ marginTop: '6mm' }}>回执号：<strong>{receiptNo}</strong>。请在移交单上录入，办结调出。</p>
      <p className="signed">接收人（签字）：＿＿＿＿＿＿</p>
      <p className="signed">{me.unit.name}（盖章）</p>
      <p className="signed">{printDay(me.today)}</p>
    </Paper>
  );
}
