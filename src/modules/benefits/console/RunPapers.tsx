import { memo } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import { capitalYuan, printYuan } from '#base/pure/fen.ts';
import { Paper } from '#base/web/paper.tsx';
import { useMe } from '#base/web/session.tsx';
import { monthOf, saySpan } from '../rules/months.ts';
import { PaymentProgramme } from '../schema.ts';
import { LineOutcome } from '../schema/runs.ts';
import type { BankFile, RunView } from './runClient.ts';
import { addLines, type Sheet } from './runRoster.ts';
import { addUp, sumName, sumsBy } from './RunTotals.tsx';

/** A run's row as its page has it. */
export type RunRow = { id: string; number: string; title: string; programmes: string[]; firstMonth: string; lastMonth: string; state: string; knownOn: string | null; computedByName: string | null; reviewedByName: string | null; approvedByName: string | null; checkedByName: string | null; note: string | null };
/** Which paper of a run is printed: 发放名册, 汇总凭证, or the cover sheet of its bank file. */
export type Printed = { kind: 'roster'; sheets: readonly Sheet[] } | { kind: 'summary' } | { kind: 'cover'; file: BankFile };

/** A paper of a run on its sheets. */
export function RunPaper({ run, view, printed }: { run: RunRow; view: RunView; printed: Printed }) {
  switch (printed.kind) {
    case 'roster': return <Roster run={run} sheets={printed.sheets} />;
    case 'summary': return <Paper title="抚恤补助发放汇总凭证"><Summary run={run} view={view} /></Paper>;
    case 'cover': return <Paper title="银行代发文件交接单"><Cover run={run} file={printed.file} /></Paper>;
  }
}

const money = (fen: bigint | string): string => printYuan(BigInt(fen));
const periodOf = (run: RunRow): string => saySpan(monthOf(run.firstMonth), monthOf(run.lastMonth));

function Signatures({ run }: { run: RunRow }) {
  return <p className="flush run-signed">{([['经办', run.computedByName], ['复核', run.reviewedByName], ['审批', run.approvedByName], ['财务', run.checkedByName]] as const).map(([label, name]) => <span key={label}>{label}：{name ?? ''}<i /></span>)}</p>;
}

/** 发放名册: landscape, each township on sheets of its own, every sheet with its sum and the four signatures. */
function Roster({ run, sheets }: { run: RunRow; sheets: readonly Sheet[] }) {
  const me = useMe();
  return (
    <Paper title={run.title}>
      <style>{'@page { size: A4 landscape; margin: 12mm 14mm 10mm } @media print { .paper > h1 { display: none } }'}</style>
      {sheets.map((sheet) => <RosterSheet key={sheet.at} run={run} sheet={sheet} unit={me.county.name} />)}
    </Paper>
  );
}

/** One sheet; those laid out already are not drawn again when further ones join them. */
const RosterSheet = memo(function RosterSheet({ run, sheet, unit }: { run: RunRow; sheet: Sheet; unit: string }) {
  const { township, lines, from, at, of, last } = sheet;
  const foot = (label: string, of: typeof lines) => <tr className="run-foot-row"><td colSpan={4}>{label} {of.length} 笔</td><td className="number">{money(addLines(of, 'regular'))}</td><td className="number">{money(addLines(of, 'arrears'))}</td><td className="number">{money(addLines(of, 'recovered'))}</td><td className="number">{money(addLines(of, 'amount'))}</td><td colSpan={2} /></tr>;
  return (
    <div className="run-sheet">
      <h2>{unit}抚恤补助发放名册</h2>
      <p className="flush run-head"><span>{township.name}</span><span>{periodOf(run)}</span><span>批次 {run.number}　{['draft', 'computed', 'reviewed'].includes(run.state) ? '未审批' : ''}</span><span>第 {at} 页，共 {of} 页</span></p>
      <table>
        <colgroup>{[11, 24, 40, 44, 27, 25, 25, 28, 17, 24].map((width, index) => <col key={index} style={{ width: `${width}mm` }} />)}</colgroup>
        <thead><tr>{['序号', '姓名', '村（社区）', '项目', '当期（元）', '补发（元）', '追回（元）', '应发（元）', '账号尾号', '备注'].map((label) => <th key={label} style={{ width: 'auto' }}>{label}</th>)}</tr></thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={line.id}>
              <td style={{ textAlign: 'center' }}>{from + index + 1}</td><td>{line.name}</td><td>{line.place}</td><td>{labelOf(PaymentProgramme, line.programme)}</td>
              <td className="number">{money(line.regular)}</td><td className="number">{line.arrears === 0n ? '' : money(line.arrears)}</td><td className="number">{line.recovered === 0n ? '' : money(line.recovered)}</td><td className="number">{money(line.amount)}</td>
              <td style={{ textAlign: 'center' }}>{line.account || '无'}</td><td>{[line.change === 'new' ? '新增' : line.change === 'changed' ? '变动' : '', ['returned', 'stopped', 'carried'].includes(line.outcome) ? labelOf(LineOutcome, line.outcome) : ''].filter(Boolean).join('，')}</td>
            </tr>
          ))}
          {foot('本页小计', lines)}
          {last && from > 0 && foot(`${township.name}合计`, township.lines)}
        </tbody>
      </table>
      <p className="flush">{last && <>{township.name}合计大写：{capitalYuan(addLines(township.lines, 'amount'))}</>}</p>
      <Signatures run={run} />
    </div>
  );
});

/** 发放汇总凭证: by programme and by township, the same sum in figures and capitals. */
function Summary({ run, view }: { run: RunRow; view: RunView }) {
  const me = useMe();
  const programmes = sumsBy(view, 'programme');
  const townships = sumsBy(view, 'township');
  const lines = (sums: typeof programmes) => sums.reduce((total, one) => total + one.lines, 0);
  return (
    <>
      <p className="under-title">{run.title}　批次 {run.number}</p>
      <p className="flush run-head"><span>编制单位：{me.unit.name}</span><span>所属期：{periodOf(run)}</span><span>{printDay(me.today)}</span></p>
      <table>
        <thead><tr>{['发放项目', '人数', '笔数', '当期（元）', '补发（元）', '追回（元）', '应发（元）'].map((label, index) => <th key={label} style={{ width: ['44mm', '13mm', '13mm'][index] ?? 'auto' }}>{label}</th>)}</tr></thead>
        <tbody>
          {programmes.map((sum) => <tr key={sum.key}><td>{sumName(sum)}</td><td className="number">{sum.persons}</td><td className="number">{sum.lines}</td><td className="number">{money(sum.regular)}</td><td className="number">{money(sum.arrears)}</td><td className="number">{money(sum.recovered)}</td><td className="number">{money(sum.fen)}</td></tr>)}
          <tr><td>合计（人数不重复计）</td><td className="number">{view.persons}</td><td className="number">{lines(programmes)}</td><td className="number">{money(addUp(programmes, 'regular'))}</td><td className="number">{money(addUp(programmes, 'arrears'))}</td><td className="number">{money(addUp(programmes, 'recovered'))}</td><td className="number">{money(addUp(programmes, 'fen'))}</td></tr>
          <tr><td>合计大写</td><td colSpan={6}>{capitalYuan(BigInt(view.total))}</td></tr>
        </tbody>
      </table>
      <p className="flush" style={{ marginTop: '5mm' }}>按乡镇（街道）</p>
      <table>
        <thead><tr>{['乡镇（街道）', '人数', '笔数', '应发（元）'].map((label) => <th key={label} style={{ width: 'auto' }}>{label}</th>)}</tr></thead>
        <tbody>
          {townships.map((sum) => <tr key={sum.key}><td>{sumName(sum)}</td><td className="number">{sum.persons}</td><td className="number">{sum.lines}</td><td className="number">{money(sum.fen)}</td></tr>)}
          <tr><td>合计</td><td className="number">{view.persons}</td><td className="number">{lines(townships)}</td><td className="number">{money(addUp(townships, 'fen'))}</td></tr>
        </tbody>
      </table>
      <Signatures run={run} />
      <p className="signed">单位（盖章）：＿＿＿＿＿＿＿＿</p>
    </>
  );
}

/** 银行代发文件交接单: what the file holds, so that both sides compare it before it is read. */
function Cover({ run, file }: { run: RunRow; file: BankFile }) {
  const me = useMe();
  const total = BigInt(file.total);
  const facts: [string, string][] = [
    ['批次号', run.number], ['批次名称', run.title], ['所属期', periodOf(run)], ['发放项目', run.programmes.map((key) => labelOf(PaymentProgramme, key)).join('、')], ['文件名', file.name],
    ['笔数', `${file.lines} 笔`], ['合计金额', `${money(total)} 元`], ['合计大写', capitalYuan(total)], ['校验码（SHA-256）', (file.digest.match(/.{1,32}/g) ?? []).map((half) => (half.match(/.{1,8}/g) ?? []).join(' ')).join('\n')],
  ];
  return (
    <>
      <p className="flush run-head"><span>委托单位：{me.unit.name}</span><span>{printDay(me.today)}</span></p>
      <table><tbody>{facts.map(([label, value]) => <tr key={label}><th style={{ width: '40mm' }}>{label}</th><td className={label.startsWith('校验码') ? 'digest' : ''}>{value}</td></tr>)}</tbody></table>
      {file.carried > 0 && <p className="flush">另有 {file.carried} 笔没有账号或账号待核对，未列入文件，结转到下一批次。</p>}
      <p>银行收到文件后，请先核对笔数、金额和校验码，一致后再行代发；代发结果按付款编号逐笔返回。</p>
      <p className="flush run-signed" style={{ marginTop: '14mm' }}><span>委托单位经办：{me.name}<i /></span><span>银行接收：<i /></span></p>
      <p className="flush run-signed"><span>委托单位（盖章）</span><span>代发银行（盖章）</span></p>
    </>
  );
}
