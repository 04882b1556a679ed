import { Table, type TableColumnsType } from 'antd';
import { Act } from '#base/web/Act.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import type { BatchRow, OutcomeCode } from '../schema.ts';
import { type Card, Cards } from './Cards.tsx';
import { exchangeClient } from './client.ts';
import { useActing } from './useActing.ts';

/** Rows of a batch: for changes what each field was and becomes, for rejected ones why, for waiting ones the candidates to choose from. */
export function BatchRows({ batchId, outcome, rows, undone }: { batchId: string; outcome: OutcomeCode; rows: BatchRow[]; undone: boolean }) {
  const narrow = useNarrow();
  if (narrow) return <Cards label="逐行结果" empty="没有这样的行" cards={rows.map((row) => cardOf(batchId, outcome, row, undone))} />;
  const columns: TableColumnsType<BatchRow> = [
    { title: '行', dataIndex: 'number', width: 70, align: 'right' },
    ...(outcome === 'bad' || outcome === 'changed' || outcome === 'same' ? [{ title: '对象', key: 'who', width: 180, render: (_: unknown, row: BatchRow) => row.title ?? <span className="quiet">—</span> }] : []),
    ...(outcome === 'bad' ? [] : [{ title: outcome === 'changed' ? '修改' : '内容', key: 'fields', render: (_: unknown, row: BatchRow) => <Fields row={row} changed={outcome === 'changed'} /> }]),
    ...(outcome === 'new' || outcome === 'same' ? [{ title: '所属区划', dataIndex: 'place', width: 160 }] : []),
    ...(rows.some((row) => row.problems.length > 0) ? [{ title: outcome === 'bad' ? '退回原因' : '提示', key: 'problems', ...(outcome === 'bad' ? {} : { width: '30%' }), render: (_: unknown, row: BatchRow) => <Problems row={row} bad={outcome === 'bad'} /> }] : []),
    ...(outcome === 'ambiguous' ? [{ title: '认定', key: 'choices', render: (_: unknown, row: BatchRow) => <Choices batchId={batchId} row={row} undone={undone} /> }] : []),
  ];
  return <Table<BatchRow> rowKey="number" size="middle" columns={columns} dataSource={rows} pagination={false} />;
}

function cardOf(batchId: string, outcome: OutcomeCode, row: BatchRow, undone: boolean): Card {
  const bad = outcome === 'bad';
  return {
    key: String(row.number), head: `第 ${row.number} 行${row.title ? `　${row.title}` : ''}`,
    facts: [
      [outcome === 'changed' ? '修改' : '内容', bad ? '' : <Fields key="fields" row={row} changed={outcome === 'changed'} />],
      ['所属区划', outcome === 'new' || outcome === 'same' ? row.place : ''],
      [bad ? '退回原因' : '提示', row.problems.length > 0 ? <Problems key="problems" row={row} bad={bad} /> : ''],
    ],
    acts: outcome === 'ambiguous' ? <Choices batchId={batchId} row={row} undone={undone} /> : undefined,
  };
}

function Fields({ row, changed }: { row: BatchRow; changed: boolean }) {
  const shown = changed ? row.fields.filter((one) => (one.before || null) !== (one.after || null)) : row.fields.filter((one) => one.after);
  return (
    <dl style={{ margin: 0, display: 'flex', flexWrap: 'wrap', gap: '2px 16px' }}>
      {shown.map((one) => (
        <div key={one.field} style={{ display: 'flex', gap: 4 }}>
          <dt className="quiet" style={{ whiteSpace: 'nowrap' }}>{one.label}</dt>
          <dd style={{ margin: 0, overflowWrap: 'anywhere' }}>{changed && <><del>{one.before || '（空）'}</del> → </>}{one.after || '（空）'}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was found; for a rejected row only what stopped it, since remarks on the rest may follow from that alone. */
function Problems({ row, bad }: { row: BatchRow; bad: boolean }) {
  const shown = bad ? row.problems.filter(({ warning }) => !warning) : row.problems;
  return <>{shown.map((one) => <p key={one.field + one.message} className={one.warning ? 'warned' : 'wrong'} style={{ margin: 0 }}>{one.label && `${one.label}：`}{one.message}</p>)}</>;
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
