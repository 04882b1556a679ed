import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Modal, Table } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { asFailure } from '#base/web/failure.ts';
import { AuditProblemKind } from '../schema.ts';
import { upkeepClient } from './client.ts';

/** 核验: checks the county's whole audit chain and shows what was found. */
export function AuditCheck() {
  const { mutate, data, error, isPending, reset } = useMutation({ mutationFn: () => upkeepClient.audit.verify() });
  return (
    <>
      <Button type="primary" loading={isPending} onClick={() => mutate()}>核验审计链</Button>
      <Modal title="核验结果" open={Boolean(data ?? error)} onCancel={reset} onOk={reset} okText="知道了" cancelButtonProps={{ style: { display: 'none' } }} width={760}>
        {error && <Alert type="error" showIcon title={asFailure(error).message} />}
        {data && data.problems.length === 0 && <Alert type="success" showIcon title={`核验通过：${data.entries} 条审计记录，未发现改动、删除或插入`} />}
        {data && data.problems.length > 0 && (
          <>
            <Alert type="error" showIcon title={`${data.entries} 条审计记录中发现 ${data.problems.length} 处问题`} />
            <Table rowKey={(row) => `${row.kind}/${row.id}`} size="small" dataSource={data.problems} pagination={{ pageSize: 10 }} columns={[{ title: '结论', key: 'kind', render: (_, row) => labelOf(AuditProblemKind, row.kind) }, { title: '编号', dataIndex: 'id' }, { title: '说明', dataIndex: 'message' }]} />
          </>
        )}
      </Modal>
    </>
  );
}
