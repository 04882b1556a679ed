import { useQuery } from '@tanstack/react-query';
import { Alert, Input, Select } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { downloadFile } from '#base/web/files.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { queryOf, readAddress } from '#base/web/record/address.ts';
import { useMay } from '#base/web/session.tsx';
import { Forbidden } from '#base/web/States.tsx';
import { exchangeClient } from './client.ts';
import { useActing } from './useActing.ts';

/** What the address asks for beside the ledger: the list's own query, or chosen rows. */
function askedBy(search: string) {
  const params = new URLSearchParams(search);
  const ids = params.getAll('ids');
  params.delete('ledger');
  params.delete('ids');
  const { page: _page, size: _size, ...query } = queryOf(readAddress(params.toString()));
  return ids.length > 0 ? { ...query, ids } : query;
}

/** 导出 (`/exchange/exports/new?ledger=…`): says what for, and fetches the file, or waits for a second person. */
export function ExportStart() {
  const may = useMay();
  const openPage = useOpenPage();
  const search = useOwnSearch('/exchange/exports/new');
  const [ledger, setLedger] = useState(new URLSearchParams(search).get('ledger') ?? '');
  const [purpose, setPurpose] = useState('');
  const [layout, setLayout] = useState('');
  const { busy, act } = useActing();
  const ledgers = useQuery({ queryKey: ['exchange', 'ledgers'], queryFn: () => exchangeClient.ledgers(), enabled: may('exchange.read') });
  const layouts = useQuery({ queryKey: ['exchange', 'layouts', ledger, 'export'], queryFn: () => exchangeClient.layouts.for({ ledger, direction: 'export' }), enabled: may('exchange.read') && ledger !== '' });
  if (!may('exchange.read')) return <Forbidden />;
  const query = askedBy(search);
  const narrowed = Object.values(query).some((value) => value !== undefined);
  const lost = readAddress(search).lost;
  const start = () => void act(async () => {
    const made = await exchangeClient.export({ id: crypto.randomUUID(), ledger, query, layout: layout || undefined, purpose: purpose.trim() });
    if (made.state === 'ready') await downloadFile(`/files/exports/${made.id}`, made.fileName ?? undefined);
    openPage('/exchange/exports');
  });
  return (
    <>
      <div className="page-head"><h1>导出台账</h1><PageLink href="/exchange/exports">导出记录</PageLink></div>
      <section className="panel">
        <label className="field-label" htmlFor="export-ledger"><span className="must" aria-hidden="true">*</span>台账</label>
        <p style={{ marginTop: 0 }}><Select id="export-ledger" showSearch={{ optionFilterProp: 'label' }} placeholder="选择台账" style={{ width: 360, maxWidth: '100%' }} value={ledger || undefined} onChange={(name) => { setLedger(name); setLayout(''); }} options={(ledgers.data ?? []).filter((one) => one.canExport).map((one) => ({ value: one.name, label: one.label }))} /></p>
        {(layouts.data ?? []).length > 0 && <><label className="field-label" htmlFor="export-layout">样式</label><p style={{ marginTop: 0 }}><Select id="export-layout" style={{ width: 360, maxWidth: '100%' }} value={layout} onChange={setLayout} options={[{ value: '', label: '本系统的样式' }, ...layouts.data!.map((one) => ({ value: one.id, label: one.verified ? one.name : `${one.name}（待核实）` }))]} /></p></>}
        {lost && <Alert type="warning" showIcon title="列表上按号码等隐私内容查找的条件不写进网址，刷新后已经失去。请回到列表重新查询再导出，否则导出的是没有这项条件的记录。" style={{ marginBottom: 12 }} />}
        <p className="quiet">{query.ids ? `导出所选的 ${query.ids.length} 条。` : narrowed ? '按列表当前的查询条件导出。' : '导出管辖范围内的全部记录。'}身份证号、电话、银行账号等按规定遮掩；改好后可以原样导回。</p>
        <label className="field-label" htmlFor="export-purpose"><span className="must" aria-hidden="true">*</span>用途</label>
        <Input.TextArea id="export-purpose" rows={3} maxLength={200} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
        <p className="quiet">用途写入文件页脚和审计记录。行数多的导出须经他人批准。</p>
        <Act type="primary" permission="exchange.read" loading={busy} why={lost ? '查找的号码已经失去，请回到列表重新查询' : !ledger ? '请先选台账' : purpose.trim().length < 4 ? '请写明用途（至少四个字）' : undefined} onClick={start}>导出</Act>
      </section>
    </>
  );
}
