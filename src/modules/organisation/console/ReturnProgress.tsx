import { Table, type TableColumnsType } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { type ReturnDetail, ReturnState, type UnitReturn } from '../schema/returns.ts';
import { printAnswer } from './ReturnAnswer.tsx';
import { useReason } from './useReason.tsx';

/** How the units in scope stand: state, lateness (told to the county only), answers, and sending back. */
export function ReturnProgress({ detail, onSendBack }: { detail: ReturnDetail; onSendBack: (unitId: string, reason: string) => void }) {
  const [ask, dialog] = useReason();
  const columns: TableColumnsType<UnitReturn> = [
    { title: '单位', dataIndex: 'unitName', fixed: 'left' },
    { title: '状态', key: 'state', render: (_, row) => <>{labelOf(ReturnState, row.state)}{row.late && <span className="wrong">（迟报）</span>}{row.state === 'sentBack' && `：${row.sentBackReason}`}</> },
    { title: '上报日期', key: 'on', render: (_, row) => (row.state === 'submitted' ? `${row.submittedOn} ${row.submittedBy ?? ''}` : '—') },
    ...detail.questions.map((question) => ({ title: question.label, key: question.key, render: (_: unknown, row: UnitReturn) => (row.state === 'submitted' ? printAnswer(question, row.answers.find((one) => one.key === question.key)?.value ?? null) : '') })),
    { title: '操作', key: 'acts', render: (_, row) => <Act size="small" permission="organisation.write" why={detail.state === 'closed' ? '已结束' : row.state === 'submitted' ? undefined : '尚未上报'} onClick={() => ask(`退回${row.unitName}的上报`, (reason) => onSendBack(row.unitId, reason))}>退回</Act> },
  ];
  return (
    <section className="list-frame" aria-labelledby="progress">
      <h2 className="section" id="progress">各单位情况{detail.counts ? `：已报 ${detail.counts.submitted} / ${detail.counts.asked}，迟报 ${detail.counts.late}` : ''}</h2>
      <Table<UnitReturn> rowKey="unitId" size="middle" columns={columns} dataSource={detail.units} scroll={{ x: 'max-content' }} pagination={{ pageSize: 50, showTotal: (total) => `共 ${total} 个单位` }} />
      {dialog}
    </section>
  );
}
