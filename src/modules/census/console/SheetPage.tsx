import { App, Radio, Segmented, Upload } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { readFileContent, saveContent } from '#base/web/files.ts';
import { useMay } from '#base/web/session.tsx';
import { Forbidden, Loading } from '#base/web/States.tsx';
import type { AnswerInput, SheetRow } from '../schema/answers.ts';
import { Way } from '../schema/codes.ts';
import { useAsking } from './asking.ts';
import { CensusHead } from './CensusHead.tsx';
import './census.css';
import { censusClient } from './client.ts';
import { useActing } from './useActing.ts';

const KINDS: Record<SheetRow['kind'], string> = { conflict: '需要决定', bad: '不能导入', changed: '有变化', same: '无变化', unreachable: '问不到', done: '已记过', blank: '没有填' };
const ORDER = Object.keys(KINDS) as SheetRow['kind'][];
type Chosen = { name: string; content: string; rows: SheetRow[] };

/** Excel 填报 (`/census/workbook`): the list out as a sheet, the filled sheet back in, looked through line by line before anything is written. */
export function SheetPage() {
  const may = useMay();
  const asking = useAsking('/census/workbook');
  const { campaign, division } = asking;
  const { message } = App.useApp();
  const { busy, acting } = useActing();
  const [chosen, setChosen] = useState<Chosen>();
  const [reading, setReading] = useState(false);
  if (!may('census.read')) return <Forbidden />;
  const closed = asking.campaigns.data?.rows.find((row) => row.id === campaign)?.state === 'closed';
  const none = campaign ? undefined : '没有进行中的普查';
  const take = async (file: File) => {
    setReading(true);
    try {
      const content = await readFileContent(file);
      setChosen({ name: file.name, content, rows: await censusClient.preview({ id: campaign, content }) });
    } catch (error) {
      setChosen(undefined);
      message.error(asFailure(error).message);
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <CensusHead title="普查表格填报" asking={asking} />
      <section className="panel" aria-label="导出">
        <h2 className="section">一、导出名单</h2>
        <p className="quiet">每题一列现登记、一列填变化；没有变化的在“结果”选无变化。隐藏信息只显示遮盖后的样子。</p>
        <Act type="primary" loading={busy} why={none} onClick={() => void acting(async () => saveContent(await censusClient.workbook({ id: campaign, division })), '已导出')}>导出名单</Act>
      </section>
      <section className="panel" aria-label="导入">
        <h2 className="section">二、导入填好的表格</h2>
        <Upload accept=".xlsx" showUploadList={false} openFileDialogOnClick={may('census.write') && !none && !closed} beforeUpload={(file) => { void take(file); return false; }}><Act permission="census.write" why={closed ? '这次普查已经结束' : none}>选择表格</Act></Upload>
        {reading && <Loading what="正在核对" />}
        {chosen && !reading && <Preview key={chosen.content.length} campaign={campaign} chosen={chosen} onDone={() => setChosen(undefined)} />}
      </section>
    </>
  );
}

function Preview({ campaign, chosen: { name, content, rows }, onDone }: { campaign: string; chosen: Chosen; onDone: () => void }) {
  const { busy, acting } = useActing();
  const [way, setWay] = useState<AnswerInput['way']>('home');
  const [decisions, setDecisions] = useState<Record<string, 'sheet' | 'keep'>>({});
  const [shown, setShown] = useState<SheetRow['kind']>(() => ORDER.find((kind) => rows.some((row) => row.kind === kind)) ?? 'blank');
  const count = (kind: SheetRow['kind']) => rows.filter((row) => row.kind === kind).length;
  const open = rows.filter((row) => row.kind === 'conflict' && !decisions[row.entryId!]).length;
  const takes = ['changed', 'same', 'unreachable', 'conflict'].reduce((sum, kind) => sum + count(kind as SheetRow['kind']), 0);
  const commit = async () => {
    if (await acting(() => censusClient.commit({ id: campaign, content, way, decisions }), `已导入 ${takes} 人`)) onDone();
  };
  return (
    <>
      <p role="status"><strong>{name}</strong>：{ORDER.filter((kind) => count(kind) > 0).map((kind) => `${KINDS[kind]} ${count(kind)} 行`).join('，')}。没有填和不能导入的行不动。</p>
      <div className="toolbar" style={{ marginBottom: 10 }}>
        <Segmented aria-label="按情况查看" value={shown} options={ORDER.filter((kind) => count(kind) > 0).map((kind) => ({ value: kind, label: `${KINDS[kind]} ${count(kind)}` }))} onChange={(kind) => setShown(kind as SheetRow['kind'])} />
        <Segmented aria-label="询问方式" value={way} options={Way.codes.map(({ code, label }) => ({ value: code, label }))} onChange={(value) => setWay(value as AnswerInput['way'])} />
        <Act type="primary" loading={busy} why={takes === 0 ? '没有可以导入的行' : open > 0 ? `还有 ${open} 行需要决定` : undefined} onClick={() => void commit()}>导入 {takes} 人</Act>
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="表格各行">
        <table className="choice-table">
          <thead><tr><th scope="col">行</th><th scope="col">姓名</th><th scope="col">变化</th><th scope="col">说明</th></tr></thead>
          <tbody>{rows.filter((row) => row.kind === shown).map((row) => (
            <tr key={row.line}><td>{row.line}</td><td>{row.name}</td><td>{row.changes.map((one) => <div key={one.label}>{one.label}：{one.before ?? '（空）'} → {one.after}</div>)}</td>
              <td>{row.reason}{row.kind === 'conflict' && <Radio.Group aria-label={`${row.name}：怎样处理`} value={decisions[row.entryId!] ?? null} onChange={(event) => setDecisions((now) => ({ ...now, [row.entryId!]: event.target.value as 'sheet' | 'keep' }))}><Radio value="sheet">用表格的</Radio><Radio value="keep">保留现在的</Radio></Radio.Group>}</td></tr>))}
          </tbody>
        </table>
      </div>
    </>
  );
}
