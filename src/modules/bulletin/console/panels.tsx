import { useQuery } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType, Tag } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { BulletinAct, BulletinState } from '../schema/stages.ts';
import type { BulletinView, Comparison, Step } from '../schema/views.ts';
import { timeOf } from './BulletinList.tsx';
import { bulletinClient } from './client.ts';
import { rowsAddress } from './readings.ts';

/** 签发前检查: every rule with what it found; what blocks comes in words and colour. */
export function Checks({ id, version }: { id: string; version: number }) {
  const { data, error, refetch, isFetching } = useQuery({ queryKey: ['bulletin.checks', id, version], queryFn: () => bulletinClient.checks({ id }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在检查" />;
  return (
    <section className="panel" aria-label="签发前检查" aria-busy={isFetching}>
      <h2 className="section">签发前检查</h2>
      <p role="status" className={data.ready ? '' : 'wrong'}>{data.ready ? '没有挡住签发的问题' : '有问题挡住签发，见“须改正”'} <Button size="small" onClick={() => void refetch()}>重新检查</Button></p>
      <ul className="bulletin-findings">
        {data.rules.map(({ rule, label, findings }) => (
          <li key={rule}>
            <strong>{label}</strong>{findings.length === 0 && <span className="quiet">　未发现问题</span>}
            {findings.map((finding, at) => (
              <p key={at} className={finding.level === 'block' ? 'wrong' : 'warned'}>{finding.level === 'block' ? '须改正' : '请留意'}：{finding.where && `${finding.where}，`}{finding.message}</p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The course of a bulletin: who did what, when, from where to where. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <section className="panel" aria-label="办理过程">
      <h2 className="section">办理过程</h2>
      <ol className="history">
        {steps.map((step, at) => (
          <li key={at}>
            <p><strong>{labelOf(BulletinAct, step.act)}</strong>　{step.actorName}　<span className="quiet">{timeOf(step.at)}</span></p>
            {step.from !== step.to && <p className="quiet">{step.from ? `${labelOf(BulletinState, step.from)} → ` : ''}{labelOf(BulletinState, step.to)}</p>}
            {step.note && <p>意见：{step.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

const COLUMNS: TableColumnsType<Comparison> = [
  { title: '指标', key: 'title', render: (_, row) => <PageLink href={rowsAddress(row)}>{row.title}</PageLink> },
  { title: '签发时', key: 'printed', render: (_, row) => `${row.printed}${row.style === 'names' ? '' : row.unit}` },
  { title: '现在', key: 'now', render: (_, row) => `${row.now.printed}${row.style === 'names' ? '' : row.unit}` },
  { title: '明细行', key: 'rows', className: 'number', render: (_, row) => (row.rows === row.now.rows ? row.rows : `${row.rows} → ${row.now.rows}`) },
  { title: '增减', key: 'moved', render: (_, row) => (row.added + row.removed === 0 ? '—' : `增 ${row.added}，减 ${row.removed}`) },
  { title: '提示', key: 'remark', render: (_, row) => (row.remark ? <Tag color={row.printedChanged ? 'red' : 'gold'}>{row.remark}</Tag> : '一致') },
];

/** Every signed figure beside its ledger today. */
export function Compared({ view }: { view: BulletinView }) {
  const changed = view.comparisons.filter((one) => one.printedChanged).length;
  return (
    <section className="panel" aria-label="签发数与现数">
      <h2 className="section">签发数与现数</h2>
      <p role="status">{changed === 0 ? '印出的数字与台账一致' : `有 ${changed} 个印出的数字在签发后有变化，可以起草勘误；签发文本不变`}</p>
      <Table<Comparison> rowKey={(row) => `${row.figure}|${row.style}|${row.period}`} size="small" columns={COLUMNS} dataSource={view.comparisons} pagination={false} scroll={{ x: 'max-content' }} />
      {view.errata.length > 0 && <><h2 className="section">勘误</h2><ul>{view.errata.map((one) => <li key={one.id}><PageLink href={`/bulletin/bulletins/${one.id}`}>{timeOf(one.at)} 起草的勘误（{one.entries.length} 处）</PageLink>　{labelOf(BulletinState, one.state)}</li>)}</ul></>}
      {view.signed && <p className="quiet">签发人 {view.signed.by}，{timeOf(view.signed.at)}；全文摘要 {view.signed.digest.slice(0, 16)}…</p>}
    </section>
  );
}
