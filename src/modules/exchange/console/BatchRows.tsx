import { Table, type TableColumnsType } from 'antd';
import { Act } from '#base/web/Act.tsx';
import type { BatchRow, OutcomeCode } from '../schema.ts';
import { exchangeClient } from './client.ts';
import { useActing } from './useActing.ts';

/** Rows of a batch: for changes what each field was and becomes, for rejected ones why, for waiting ones the candidates to choose from. */
export function BatchRows({ batchId, outcome, rows, undone }: { batchId: string; outcome: OutcomeCode; rows: BatchRow[]; undone: boolean }) {
  const columns: TableColumnsType<BatchRow> = [
    { title: '行', dataIndex: 'number', width: 70, align: 'right' },
    ...(outcome === 'bad' ? [] : [{ title: outcome === 'changed' ? '修改' : '内容', key: 'fields', render: (_: unknown, row: BatchRow) => <Fields row={row} changed={outcome === 'changed'} /> }]),
    ...(outcome === 'new' || outcome === 'same' ? [{ title: '所属区划', dataIndex: 'place', width: 160 }] : []),
    ...(rows.some((row) => row.problems.length > 0) ? [{ title: outcome === 'bad' ? '退回原因' : '提示', key: 'problems', render: (_: unknown, row: BatchRow) => <Problems row={row} /> }] : []),
    ...(outcome === 'ambiguous' ? [{ title: '认定', key: 'choices', render: (_: unknown, row: BatchRow) => <Choices batchId={batchId} row={row} undone={undone} /> }] : []),
  ];
  return <Table<BatchRow> rowKey="number" size="middle" columns={columns} dataSource={rows} pagination={false} />;
}

function Fields({ row, changed }: { row: BatchRow; changed: boolean }) {
  const shown = changed ? row.fields.filter((one) => one.before !== one.after) : row.fields.filter((one) => one.after !== null);
  return (
    <dl style={{ margin: 0, display: 'flex', flexWrap: 'wrap', gap: '2px 16px' }}>
      {shown.map((one) => (
        <div key={one.field} style={{ display: 'flex', gap: 4 }}>
          <dt className="quiet">{one.label}</dt>
          <dd style={{ margin: 0 }}>{changed && <><del>{one.before ?? '（空）'}</del> → </>}{one.after ?? '（空）'}</dd>
        </div>
      ))}
    </dl>
  );
}

function Problems({ row }: { row: BatchRow }) {
  return <ul style={{ margin: 0, paddingLeft: 18 }}>{row.problems.map((one) => <li key={one.field + one.message} className={one.warning ? 'warned' : 'wrong'}>{one.label && `${one.label}：`}{one.message}</li>)}</ul>;
}

function Choices({ batchId, row, undone }: { batchId: string; row: BatchRow; undone: boolean }) {
  const { busy, act } = useActing();
  const why = undone ? '这一批已撤销' : undefined;
  const settle = (choice: string) => void act(() => exchangeClient.resolve({ batchId, number: row.number, choice }), '已认定');
  const itself = row.problems.some((one) => one.candidates && one.field === '');
  return (
    <div className="toolbar">
      {row.candidates.map((one) => <Act key={one.id} size="small" permission="exchange.write" why={why} loading={busy} onClick={() => settle(one.id)}>是 {[one.title, one.place, one.facts].filter((text) => text !== '').join(' ')}</Act>)}
      {itself && <Act size="small" permission="exchange.write" why={why} loading={busy} onClick={() => settle('new')}>都不是，新增</Act>}
      <Act size="small" permission="exchange.write" why={why} loading={busy} onClick={() => settle('skip')}>不导入</Act>
    </div>
  );
}
