import { useQuery } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import { type AnyRow, textOf } from '#base/web/record/values.ts';
import { useServices } from '#base/web/session.tsx';
import { Difference } from '../schema/layout.ts';
import { exchangeClient } from './client.ts';
import { useActing } from './useActing.ts';

/** What the pages of 数据差异 offer: on the chosen ones and on one, 用他们的 or 保留我们的. */
export const DIFFERENCE_ACTS: RecordActs = { bulk: (rows, done) => <Decide rows={rows} done={done} />, row: (row) => <OneActs row={row} /> };

/** What the page of a difference shows: the row it is about by its title, the two values one above the other, where the file's came from, and what was decided. */
export const DIFFERENCE_TABS: readonly DetailTab[] = [{ key: 'facts', label: '基本信息', render: (row) => <Facts row={row} /> }];

/** Where the pages of a difference's ledger live; undefined until known, and for a ledger without pages here. */
function useLedgerPath(row: AnyRow): string | undefined {
  const { data } = useQuery({ queryKey: ['exchange', 'ledgers'], queryFn: () => exchangeClient.ledgers() });
  const { hasPage } = useServices();
  const path = data?.find(({ name }) => name === row.ledger)?.path;
  return path && hasPage(path) ? path : undefined;
}

/** On one difference: the decision while it waits, and the way to the row it is about. */
function OneActs({ row }: { row: AnyRow }) {
  const openPage = useOpenPage();
  const path = useLedgerPath(row);
  return (
    <>
      {row.state === 'open' && <Decide rows={[row]} done={() => undefined} />}
      {path && <Act onClick={() => openPage(`${path}/${String(row.rowId)}`)}>打开这条记录</Act>}
    </>
  );
}

function Facts({ row }: { row: AnyRow }) {
  const path = useLedgerPath(row);
  const words = (name: string) => textOf(Difference, row, name) || '—';
  const link = (address: string | undefined, text: string) => (address ? <PageLink href={address}>{text}</PageLink> : text);
  return (
    <>
      <Panel title="差异" facts={[['对象', link(path && `${path}/${String(row.rowId)}`, words('title'))], ['台账', link(path, words('ledgerLabel'))], ['项目', words('fieldLabel')], ['我们的', words('ours')], ['他们的', words('theirs')], ['为什么不直接更新', words('reason')]]} />
      <InFull row={row} />
      <Panel title="来源" facts={[['来自版式', words('system')], ['文件数据截至', words('asOf')], ['所属区划', words('divisionCode')]]} />
      <Panel title="处理" facts={[['处理结果', words('state')], ['决定人', words('decidedBy')], ['决定日期', words('decidedOn')]]} />
    </>
  );
}

/** Both values in full for who may see what the ledger hides, for as long as the page is open; asked for with a reason, which is audited. */
function InFull({ row }: { row: AnyRow }) {
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [shown, setShown] = useState<{ ours: string | null; theirs: string | null }>();
  const look = async () => {
    if (reason.trim().length < 2) return void message.warning('请写明查看原因');
    setAsking(false);
    try {
      setShown(await exchangeClient.differences.show({ id: row.id, reason: reason.trim() }));
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  if (shown) return <Panel title="两边的全文" facts={[['我们的', shown.ours ?? '—'], ['他们的', shown.theirs ?? '—']]} />;
  return (
    <div className="toolbar" style={{ marginBottom: 12 }}>
      {row.ours !== null && row.ours === row.theirs && <span className="warned">两边的内容不同，只是遮盖以后看起来一样。</span>}
      <Act permission={`${String(row.ledger).split('.')[0]}.reveal`} onClick={() => setAsking(true)}>显示两边的全文</Act>
      <Modal open={asking} title="查看两边的全文" okText="查看" cancelText="取消" onOk={() => void look()} onCancel={() => setAsking(false)} destroyOnHidden>
        <label>查看原因（会记入审计）<Input autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} onPressEnter={() => void look()} placeholder="如：核对外部系统的地址" /></label>
      </Modal>
    </div>
  );
}

function Panel({ title, facts }: { title: string; facts: readonly [string, ReactNode][] }) {
  return (
    <section className="panel" aria-label={title}>
      <h2 className="section">{title}</h2>
      <dl className="facts">{facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
    </section>
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
