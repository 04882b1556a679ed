import { useQuery } from '@tanstack/react-query';
import { App, InputNumber, Modal, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { BulletinKind, BulletinState } from '../schema/stages.ts';
import type { BulletinRow } from '../schema/views.ts';
import { bulletinClient } from './client.ts';

const COLUMNS: TableColumnsType<BulletinRow> = [
  { title: '标题', key: 'title', render: (_, row) => <PageLink href={`/bulletin/bulletins/${row.id}`}>{row.title || '（无标题）'}</PageLink> },
  { title: '种类', key: 'kind', render: (_, row) => labelOf(BulletinKind, row.kind) },
  { title: '年度', dataIndex: 'year', className: 'number' },
  { title: '期号', key: 'issueNo', render: (_, row) => (row.issueNo ? `第${row.issueNo}期` : '—') },
  { title: '状态', key: 'state', render: (_, row) => <Tag>{labelOf(BulletinState, row.state)}</Tag> },
  { title: '起草人', dataIndex: 'drafterName' },
  { title: '最后改动', key: 'updatedAt', render: (_, row) => timeOf(row.updatedAt) },
  { title: '签发时间', key: 'signedAt', render: (_, row) => (row.signedAt ? timeOf(row.signedAt) : '—') },
];

/** An instant as a clerk reads it: 2024-01-10 10:00. */
export function timeOf(at: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
}

/** 工作简报 (`/bulletin/bulletins`): every bulletin and erratum of the county, and the start of a new one. */
export function BulletinList() {
  const allowed = useMay()('bulletin.read');
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['bulletin.list'], queryFn: () => bulletinClient.list({}), enabled: allowed });
  if (!allowed) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>工作简报</h1>
        <div className="toolbar" role="group" aria-label="操作"><Act type="primary" permission="bulletin.write" onClick={() => setAsking(true)}>按台账起草</Act></div>
      </div>
      <div className="list-frame">
        {error ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Loading what="正在查询" /> : data.length === 0
          ? <p className="empty">还没有简报。台账导入以后，选“按台账起草”，数字随台账自动填入。</p>
          : <Table<BulletinRow> rowKey="id" size="middle" columns={COLUMNS} dataSource={data} pagination={false} scroll={{ x: 'max-content' }} />}
      </div>
      {asking && <ComposeDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function ComposeDialog({ onClose }: { onClose: () => void }) {
  const { today } = useMe();
  const openPage = useOpenPage();
  const { message } = App.useApp();
  const [year, setYear] = useState<number | null>(Number(today.slice(0, 4)) - 1);
  const [id] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const compose = async () => {
    setBusy(true);
    try {
      await bulletinClient.compose({ id, year: year! });
      openPage(`/bulletin/bulletins/${id}`);
    } catch (error) {
      message.error(asFailure(error).message);
      setBusy(false);
    }
  };
  return (
    <Modal title="按台账起草" open onCancel={onClose} onOk={() => void compose()} okText="起草" cancelText="取消" confirmLoading={busy} okButtonProps={{ disabled: !year }}>
      <label htmlFor="bulletin-year" className="field-label">哪一年的工作</label>
      <InputNumber id="bulletin-year" className="wide" min={1949} max={2999} precision={0} value={year} onChange={setYear} />
      <p>只写台账里有的事；没有数据的句子不写。起草以后可以自由改文字，数字随台账变动，签发时定稿。</p>
    </Modal>
  );
}
