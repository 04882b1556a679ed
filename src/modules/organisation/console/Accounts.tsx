import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { App, Input, Pagination, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { Role } from '../roles.ts';
import { type Account, AccountState } from '../schema/account.ts';
import { AccountDialog } from './AccountDialog.tsx';
import { FirstPasswordDialog } from './FirstPasswordDialog.tsx';
import { RolesDialog } from './RolesDialog.tsx';
import { organisationClient } from './client.ts';
import { useReason } from './useReason.tsx';

/** A first password that was just made. */
export type Given = { account: string; password: string | null };

/** 账号 (`/accounts`): who may sign in, with which roles; opened and stopped by the system administrator. */
export function Accounts() {
  const may = useMay();
  const openPage = useOpenPage();
  const asked = new URLSearchParams(useLocation().searchStr);
  const [search, page, size] = [asked.get('search') ?? '', Number(asked.get('page') ?? 1), Number(asked.get('size') ?? 20)];
  const query = { search: search || undefined, page, size };
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['accounts', query], queryFn: () => organisationClient.accounts.list(query), placeholderData: keepPreviousData, enabled: may('accounts.read') });
  const [making, setMaking] = useState(false);
  const [given, setGiven] = useState<Given>();
  const go = (change: Record<string, string | number>) => openPage(`/accounts?${new URLSearchParams(Object.entries({ search, page: 1, size, ...change }).filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)])).toString()}`);
  if (!may('accounts.read')) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>账号</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act type="primary" permission="accounts.administer" onClick={() => setMaking(true)}>新增账号</Act>
          <PageLink href="/accounts/requests">岗位申请</PageLink>
        </div>
      </div>
      <div className="panel query-panel" role="search"><Input.Search aria-label="按姓名、账号或机构查找" placeholder="姓名、账号或机构" defaultValue={search} allowClear onSearch={(text) => go({ search: text.trim() })} style={{ maxWidth: 320 }} /></div>
      <div className="list-frame">
        {error && <Failed error={error} retry={() => void refetch()} />}
        {isLoading && <Loading what="正在查询" />}
        {data && <AccountTable rows={data.rows} onGiven={setGiven} />}
        {data && <nav className="list-foot" aria-label="翻页"><Pagination current={page} pageSize={size} total={data.total} showSizeChanger size="small" showTotal={(total) => `共 ${total} 条`} onChange={(next, wanted) => go({ page: wanted === size ? next : 1, size: wanted })} /></nav>}
      </div>
      {making && <AccountDialog onClose={() => setMaking(false)} onMade={(made) => { setMaking(false); setGiven(made); void refetch(); }} />}
      {given && <FirstPasswordDialog given={given} onClose={() => setGiven(undefined)} />}
    </>
  );
}

const instant = (text: string | null) => (text ? new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(new Date(text)) : '从未');

function AccountTable({ rows, onGiven }: { rows: Account[]; onGiven: (given: Given) => void }) {
  const columns: TableColumnsType<Account> = [
    { title: '姓名', dataIndex: 'name', fixed: 'left' },
    { title: '账号', dataIndex: 'account' },
    { title: '机构', dataIndex: 'unitName' },
    { title: '岗位', key: 'roles', render: (_, row) => `${row.roles.map((role) => labelOf(Role, role)).join('、') || '无'}${row.pending ? '（有申请待批准）' : ''}` },
    { title: '状态', key: 'state', render: (_, row) => labelOf(AccountState, row.state) },
    { title: '动态口令', key: 'second', render: (_, row) => (row.secondFactor ? '已启用' : '未启用') },
    { title: '最近登录', key: 'last', render: (_, row) => instant(row.lastSignInAt) },
    { title: '操作', key: 'acts', render: (_, row) => <AccountActs row={row} onGiven={onGiven} /> },
  ];
  return <Table<Account> rowKey="id" size="middle" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 'max-content' }} locale={{ emptyText: '没有账号' }} />;
}

function AccountActs({ row, onGiven }: { row: Account; onGiven: (given: Given) => void }) {
  const me = useMe();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const [roles, setRoles] = useState(false);
  const [ask, dialog] = useReason();
  const own = row.id === me.id ? '不能对自己的账号操作' : undefined;
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      message.success(done);
      await cache.invalidateQueries({ queryKey: ['accounts'] });
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  const { accounts } = organisationClient;
  const reset = () => modal.confirm({ title: `重置${row.name}的密码？`, content: '原密码作废，所有登录结束，新密码须在首次登录时修改。', okText: '重置', cancelText: '取消', onOk: () => run(async () => onGiven(await accounts.resetPassword({ id: row.id })), '密码已重置') });
  return (
    <div className="toolbar">
      <Act size="small" permission="accounts.administer" why={own} onClick={() => setRoles(true)}>申请岗位</Act>
      <Act size="small" permission="accounts.administer" why={own} onClick={reset}>重置密码</Act>
      <Act size="small" permission="accounts.grant" why={own ?? (row.secondFactor ? undefined : '未启用动态口令')} onClick={() => ask(`重置${row.name}的动态口令`, (reason) => run(() => accounts.resetSecondFactor({ id: row.id, reason }), '动态口令已重置'))}>重置动态口令</Act>
      <Act size="small" permission="accounts.administer" why={row.sessions === 0 ? '没有登录' : undefined} onClick={() => void run(() => accounts.endSessions({ id: row.id }), '登录已结束')}>结束登录</Act>
      {row.state === 'active'
        ? <Act size="small" danger permission="accounts.administer" why={own} onClick={() => ask(`停用${row.name}的账号`, (reason) => run(() => accounts.disable({ id: row.id, reason }), '账号已停用'))}>停用</Act>
        : <Act size="small" permission="accounts.administer" onClick={() => void run(() => accounts.enable({ id: row.id }), '账号已启用')}>启用</Act>}
      {roles && <RolesDialog staffId={row.id} level={row.level} roles={row.roles} lines={row.lines} onClose={() => setRoles(false)} onDone={() => { setRoles(false); void cache.invalidateQueries({ queryKey: ['accounts'] }); }} />}
      {dialog}
    </div>
  );
}
