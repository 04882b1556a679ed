import { useQuery } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { Act } from '#base/web/Act.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { exchangeClient } from './client.ts';
import { useActing } from './useActing.ts';

/** What the pages of 数据差异 offer: on the chosen ones and on one, 用他们的 or 保留我们的. */
export const DIFFERENCE_ACTS: RecordActs = { bulk: (rows, done) => <Decide rows={rows} done={done} />, row: (row) => <OneActs row={row} /> };

/** On one difference: the decision while it waits, and the way to the row it is about. */
function OneActs({ row }: { row: AnyRow }) {
  const openPage = useOpenPage();
  const { data } = useQuery({ queryKey: ['exchange', 'ledgers'], queryFn: () => exchangeClient.ledgers() });
  const path = data?.find(({ name }) => name === row.ledger)?.path;
  return (
    <>
      {row.state === 'open' && <Decide rows={[row]} done={() => undefined} />}
      {path && <Act onClick={() => openPage(`${path}/${String(row.rowId)}`)}>打开这条记录</Act>}
    </>
  );
}

function Decide({ rows, done }: { rows: AnyRow[]; done: () => void }) {
  const { busy, act } = useActing();
  const { message } = App.useApp();
  const [modal, holder] = Modal.useModal();
  const open = rows.filter(({ state }) => state === 'open');
  const decide = async (decision: 'theirs' | 'ours') => {
    const result = await act(() => exchangeClient.differences.decide({ ids: open.map(({ id }) => id), decision }));
    if (!result) return;
    message.success(`已决定 ${result.decided} 条`);
    if (result.skipped.length > 0) void modal.warning({ title: `${result.skipped.length} 条没有处理`, content: <ul>{result.skipped.slice(0, 20).map((one) => <li key={one.id}>{one.title}：{one.reason}</li>)}</ul>, okText: '知道了' });
    done();
  };
  const useTheirs = () => void modal.confirm({ title: `用他们的内容更新 ${open.length} 项？`, content: '本地现有的内容将被替换，变更记录里可以查到原来的内容。', okText: '用他们的', cancelText: '取消', onOk: () => decide('theirs') });
  const why = open.length === 0 ? '所选的都已决定' : undefined;
  return (
    <>
      {holder}
      <Act permission="exchange.write" loading={busy} why={why} onClick={useTheirs}>用他们的</Act>
      <Act permission="exchange.write" loading={busy} why={why} onClick={() => void decide('ours')}>保留我们的</Act>
    </>
  );
}
