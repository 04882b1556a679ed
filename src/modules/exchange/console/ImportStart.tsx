import { useQuery } from '@tanstack/react-query';
import { Alert, App, Progress, Select, Upload } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { readDay } from '#base/web/controls/typed.ts';
import { asFailure } from '#base/web/failure.ts';
import { downloadFile, type StoredFile, uploadFile } from '#base/web/files.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { HeaderRead, Mapping } from '../schema.ts';
import { exchangeClient } from './client.ts';
import { ColumnMapping } from './ColumnMapping.tsx';
import { useActing } from './useActing.ts';

/** 导入 (`/exchange/imports/new?ledger=`): choose ledger and file, correct what columns are taken for, check. The batch page goes on from there. */
export function ImportStart() {
  const may = useMay();
  const openPage = useOpenPage();
  const [ledger, setLedger] = useState(new URLSearchParams(useOwnSearch('/exchange/imports/new')).get('ledger') ?? '');
  const [uploaded, setUploaded] = useState<StoredFile>();
  const [header, setHeader] = useState<HeaderRead>();
  const [mapping, setMapping] = useState<Mapping>({});
  const [asOf, setAsOf] = useState('');
  const [unread, setUnread] = useState<string>();
  const { busy, act } = useActing();
  const { message } = App.useApp();
  const ledgers = useQuery({ queryKey: ['exchange', 'ledgers'], queryFn: () => exchangeClient.ledgers(), enabled: may('exchange.write') });
  if (!may('exchange.write')) return <Forbidden />;
  const look = async (file: StoredFile, wanted: string, sheet?: string, layout?: string) => {
    setUnread(undefined);
    const read = await act(() => exchangeClient.readHeader({ uploadId: file.id, ledger: wanted, sheet, layout }).catch((error: unknown) => {
      setUnread(asFailure(error).message);
      return undefined;
    }));
    setHeader(read);
    setMapping(Object.fromEntries((read?.columns ?? []).map(({ index, target }) => [String(index), target])));
  };
  const choose = (name: string) => { setLedger(name); if (uploaded) void look(uploaded, name); };
  const check = async () => {
    const day = readDay(asOf, false);
    if (!day.ok) return void message.error(`文件数据截至：${day.reason}`);
    const batch = await act(() => exchangeClient.check({ batchId: crypto.randomUUID(), uploadId: uploaded!.id, ledger, sheet: header?.sheet || undefined, mapping, layout: header?.layout ?? '', asOf: header?.layout && day.value ? String(day.value) : undefined }));
    if (batch) openPage(`/exchange/imports/${batch.id}`);
  };
  return (
    <>
      <div className="page-head"><h1>导入台账</h1><PageLink href="/exchange/imports">导入批次</PageLink></div>
      {ledgers.error && <Failed error={ledgers.error} retry={() => void ledgers.refetch()} />}
      <section className="panel" aria-labelledby="import-file">
        <h2 className="section" id="import-file">一、选台账和文件</h2>
        <div className="toolbar">
          <Select aria-label="台账" style={{ width: 360, maxWidth: '100%' }} showSearch={{ optionFilterProp: 'label' }} placeholder="选择台账" value={ledger || undefined} onChange={choose}
            options={(ledgers.data ?? []).filter((one) => one.canImport).map((one) => ({ value: one.name, label: one.label }))} />
          <Act why={ledger ? undefined : '请先选台账'} onClick={() => void act(() => downloadFile(`/files/templates/${ledger}`))}>下载模板</Act>
        </div>
        {ledger && <FileChoice onDone={(file) => { setUploaded(file); void look(file, ledger); }} />}
      </section>
      {unread && <Alert type="error" showIcon role="alert" title={`没有读出表格：${unread}`} description="请换一个文件，或改好后再选一次。" style={{ marginBottom: 12 }} />}
      {busy && !header && <Loading what="正在识别表头" />}
      {header && (
        <section className="panel" aria-labelledby="import-columns">
          <h2 className="section" id="import-columns">二、核对各列</h2>
          <p className="quiet">{header.fileName}，表头在第 {header.headerRow} 行{header.remembered && '，已按上次的对应关系填好'}</p>
          {header.sheets.length > 1 && <p><Select aria-label="工作表" value={header.sheet} options={header.sheets.map((name) => ({ value: name, label: name }))} onChange={(sheet) => void look(uploaded!, ledger, sheet, header.layout ?? '')} style={{ minWidth: 200 }} /></p>}
          {header.layouts.length > 0 && <LayoutChoice header={header} asOf={asOf} onAsOf={setAsOf} onLayout={(layout) => void look(uploaded!, ledger, layout ? undefined : header.sheet || undefined, layout)} />}
          {header.warnings.map((text) => <Alert key={text} type="warning" showIcon title={text} style={{ marginBottom: 8 }} />)}
          <p role="status">{mappedWords(header, mapping)}</p>
          <ColumnMapping header={header} mapping={mapping} onChange={setMapping} />
          <div className="toolbar" style={{ marginTop: 12 }}><Act type="primary" permission="exchange.write" loading={busy} onClick={() => void check()}>核对全部内容</Act></div>
          <p className="quiet">核对只作比较，不会写入台账。</p>
        </section>
      )}
    </>
  );
}

/** How many columns go where, and which required ones of the ledger no column brings. */
function mappedWords(header: HeaderRead, mapping: Mapping): string {
  const left = header.columns.filter(({ index }) => !mapping[String(index)]).length;
  const taken = new Set(Object.values(mapping));
  const missing = header.targets.filter(({ target, required }) => required && !taken.has(target) && !target.includes('.')).map(({ label }) => label);
  return `共 ${header.columns.length} 列${left > 0 ? `，其中 ${left} 列不导入` : '，都有对应的项目'}。${missing.length > 0 ? `必填的${missing.join('、')}还没有对应的列，新增的行会因此退回。` : ''}`;
}

/** Another system's layout that the sheet is in, and the day its data stand for. */
function LayoutChoice({ header, asOf, onAsOf, onLayout }: { header: HeaderRead; asOf: string; onAsOf: (day: string) => void; onLayout: (layout: string) => void }) {
  return (
    <div className="toolbar" style={{ marginBottom: 8, alignItems: 'center' }}>
      <Select aria-label="外部版式" style={{ width: 300, maxWidth: '100%' }} value={header.layout ?? ''} onChange={onLayout}
        options={[{ value: '', label: '不按外部版式' }, ...header.layouts.map((one) => ({ value: one.id, label: one.verified ? one.name : `${one.name}（待核实）` }))]} />
      {header.layout && <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}><label htmlFor="import-as-of" style={{ whiteSpace: 'nowrap' }}>文件数据截至</label><DayInput id="import-as-of" value={asOf} onChange={onAsOf} /></span>}
      {header.layout && <span className="quiet">本地在这之后改过的不覆盖，转入“数据差异”。</span>}
    </div>
  );
}

function FileChoice({ onDone }: { onDone: (file: StoredFile) => void }) {
  const [percent, setPercent] = useState<number>();
  const [failure, setFailure] = useState<string>();
  const send = async (file: File) => {
    setFailure(undefined);
    setPercent(0);
    try {
      onDone(await uploadFile(file, setPercent, '/files/imports').done);
    } catch (error) {
      setFailure(asFailure(error).message);
    } finally {
      setPercent(undefined);
    }
  };
  return (
    <div style={{ marginTop: 12 }}>
      <Upload.Dragger accept=".xlsx,.csv" multiple={false} showUploadList={false} beforeUpload={(file) => { void send(file); return false; }}>
        <p>点这里选择文件，或把文件拖到这里</p>
        <p className="quiet">.xlsx 或 .csv，不超过 200 MB；.xls、.et 请先另存为 .xlsx</p>
      </Upload.Dragger>
      {percent !== undefined && <Progress percent={percent} aria-label="上传进度" />}
      {failure && <Alert type="error" showIcon role="alert" title={failure} style={{ marginTop: 8 }} />}
    </div>
  );
}
