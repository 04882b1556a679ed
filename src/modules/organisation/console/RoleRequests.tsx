import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Table, type TableColumnsType } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { Role } from '../roles.ts';
import { type RoleRequest, RoleRequestState } from '../schema/account.ts';
import { organisationClient } from './client.ts';
import { useReason } from './useReason.tsx';

const names = (roles: string[]) => roles.map((role) => labelOf(Role, role)).join('、') || '无';

/** 岗位申请 (`/accounts/requests`): what the system administrator asked for, decided by the security administrator. */
export function RoleRequests() {
  const may = useMay();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const { data, error, refetch } = useQuery({ queryKey: ['roleRequests'], queryFn: () => organisationClient.roleRequests.list({}), enabled: may('accounts.read') });
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      message.success(done);
    } catch (failed) {
      message.error(asFailure(failed).message);
    }
    await cache.invalidateQueries({ queryKey: ['roleRequests'] });
    await cache.invalidateQueries({ queryKey: ['tasks'] });
  };
  if (!may('accounts.read')) return <Forbidden />;
  const columns: TableColumnsType<RoleRequest> = [
    { title: '姓名', dataIndex: 'name', fixed: 'left' },
    { title: '账号', dataIndex: 'account' },
    { title: '机构', dataIndex: 'unitName' },
    { title: '现有岗位', key: 'present', render: (_, row) => names(row.present) },
    { title: '申请岗位', key: 'roles', render: (_, row) => names(row.roles) },
    { title: '原因', dataIndex: 'reason' },
    { title: '申请人', dataIndex: 'askedBy' },
    { title: '状态', key: 'state', render: (_, row) => `${labelOf(RoleRequestState, row.state)}${row.refusal ? `：${row.refusal}` : ''}` },
    {
      title: '操作', key: 'acts',
      render: (_, row) => row.state === 'pending' && (
        <div className="toolbar">
          <Act size="small" type="primary" permission="accounts.grant" onClick={() => void run(() => organisationClient.roleRequests.approve({ id: row.id }), '已批准')}>批准</Act>
          <Act size="small" permission="accounts.grant" onClick={() => ask(`不批准${row.name}的岗位申请`, (reason) => run(() => organisationClient.roleRequests.refuse({ id: row.id, reason }), '已回复'))}>不批准</Act>
        </div>
      ),
    },
  ];
  return (
    <>
      <div className="page-head"><h1>岗位申请</h1><PageLink href="/accounts">账号</PageLink></div>
      <div className="list-frame">
        {error && <Failed error={error} retry={() => void refetch()} />}
        {!data && !error && <Loading what="正在查询" />}
        {data && <Table<RoleRequest> rowKey="id" size="middle" columns={columns} dataSource={data} scroll={{ x: 'max-content' }} locale={{ emptyText: '没有岗位申请' }} />}
      </div>
      {dialog}
    </>
  );
}
