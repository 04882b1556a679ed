import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Table } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { JobState } from '../schema.ts';
import { momentText, upkeepClient } from './client.ts';

const megabytes = (size: number) => `${(size / 1_048_576).toFixed(1)} MB`;
const moment = (instant: string | null) => (instant === null ? '—' : momentText(instant));

/** 备份与任务 (`/upkeep/backups`): the finished backups, a new one on request, and what works in the background. */
export function Backups() {
  const may = useMay();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const enabled = may('system.administer');
  const backups = useQuery({ queryKey: ['upkeep.backups'], queryFn: () => upkeepClient.backups(), enabled, refetchInterval: 5000 });
  const jobs = useQuery({ queryKey: ['upkeep.jobs'], queryFn: () => upkeepClient.jobs({ size: 50 }), enabled, refetchInterval: 5000 });
  const start = useMutation({
    mutationFn: () => upkeepClient.backup(),
    onSuccess: ({ name }) => {
      message.success(`已开始备份 ${name}`);
      return cache.invalidateQueries({ queryKey: ['upkeep.jobs'] });
    },
    onError: (error) => message.error(asFailure(error).message),
  });
  if (!enabled) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>备份与任务</h1>
        <div className="toolbar" role="group" aria-label="操作"><Act type="primary" permission="system.administer" loading={start.isPending} onClick={() => start.mutate()}>立即备份</Act></div>
      </div>
      <Alert type="warning" showIcon title="备份不含密钥，请另行保管数据目录中的 keys.json；没有密钥，备份无法恢复。恢复用命令 ronggui restore。" />
      <h2>备份文件</h2>
      {backups.error && <Failed error={backups.error} retry={() => void backups.refetch()} />}
      {backups.isLoading && <Loading what="正在查询" />}
      {backups.data && <Table rowKey="name" size="middle" dataSource={backups.data} pagination={false} locale={{ emptyText: '还没有备份；每天 02:30 自动备份，保留最近 14 份' }} columns={[{ title: '文件', dataIndex: 'name' }, { title: '大小', key: 'size', align: 'right', render: (_, row) => megabytes(row.size) }, { title: '完成时间', key: 'madeAt', render: (_, row) => moment(row.madeAt) }]} />}
      <h2>后台任务</h2>
      {jobs.error && <Failed error={jobs.error} retry={() => void jobs.refetch()} />}
      {jobs.data && <Table rowKey="id" size="middle" dataSource={jobs.data.rows} pagination={{ pageSize: 10 }} scroll={{ x: 'max-content' }} locale={{ emptyText: '没有后台任务' }} columns={[{ title: '任务', dataIndex: 'name' }, { title: '状态', key: 'state', render: (_, row) => labelOf(JobState, row.state) }, { title: '提交', key: 'createdAt', render: (_, row) => moment(row.createdAt) }, { title: '完成', key: 'completedAt', render: (_, row) => moment(row.completedAt) }, { title: '重试', dataIndex: 'retries', align: 'right' }, { title: '失败原因', key: 'failure', render: (_, row) => row.failure ?? '—' }]} />}
    </>
  );
}
