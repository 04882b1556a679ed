import { Segmented, Upload } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { readFileContent, saveContent } from '#base/web/files.ts';
import { useMay } from '#base/web/session.tsx';
import { Forbidden, Loading } from '#base/web/States.tsx';
import type { ConfirmSheetRow } from '../schema/confirmationActs.ts';
import { ConfirmResult, ConfirmWay } from '../schema/confirmation.ts';
import { confirmClient, useConfirming } from './confirmClient.ts';
import { ConfirmHead } from './ConfirmHead.tsx';
import { useActing } from './useActing.ts';

const PATH = '/benefits/confirm/workbook';
const KINDS: Record<ConfirmSheetRow['kind'], string> = { bad: '不能导入', take: '可以导入', done: '已办过', blank: '没有填' };
const ORDER = Object.keys(KINDS) as ConfirmSheetRow['kind'][];
type Chosen = { name: string; content: string; rows: ConfirmSheetRow[] };

/** 年度确认表格登记 (`/benefits/confirm/workbook`): the list out as a sheet, the filled sheet back in, looked through line by line before anything is written. */
export function ConfirmWorkbook() {
  const may = useMay();
  const asking = useConfirming(PATH);
  const { id, division, one } = asking;
  const { busy, acting } = useActing();
  const [chosen, setChosen] = useState<Chosen>();
  const [reading, setReading] = useState(false);
  const [wrong, setWrong] = useState<string>();
  if (!may('benefits.confirm')) return <Forbidden />;
  const none = id === '' ? '还没有下发的年度确认' : undefined;
  const closed = none ?? (one?.state === 'closed' ? '这次年度确认已经结束' : undefined);
  const take = async (file: File) => {
    setReading(true);
    setWrong(undefined);
    try {
      const content = await readFileContent(file);
      setChosen({ name: file.name, content, rows: await confirmClient.preview({ id, content }) });
    } catch (error) {
      setChosen(undefined);
      setWrong(`${file.name}：${asFailure(error).message}`);
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <ConfirmHead path={PATH} title="年度确认表格登记" asking={asking} />
      <section className="panel" aria-label="导出">
        <h2 className="section">一、导出名单</h2>
        <p className="quiet">每人一行，填方式、日期、结果三格；没填的导入时不动。</p>
        <Act type="primary" loading={busy} why={none} onClick={() => void acting(async () => saveContent(await confirmClient.workbook({ id, division })), '已导出')}>导出名单</Act>
      </section>
      <section className="panel" aria-label="导入">
        <h2 className="section">二、导入填好的表格</h2>
        <Upload accept=".xlsx" showUploadList={false} openFileDialogOnClick={!closed} beforeUpload={(file) => { void take(file); return false; }}><Act why={closed}>选择表格</Act></Upload>
        {wrong && <p className="wrong below" role="alert">{wrong}</p>}
        {reading && <Loading what="正在核对" />}
        {chosen && !reading && <Preview key={chosen.content.length} id={id} chosen={chosen} onDone={() => setChosen(undefined)} />}
      </section>
    </>
  );
}

function Preview({ id, chosen: { name, content, rows }, onDone }: { id: string; chosen: Chosen; onDone: () => void }) {
  const { busy, acting } = useActing();
  const [shown, setShown] = useState<ConfirmSheetRow['kind']>(() => ORDER.find((kind) => rows.some((row) => row.kind === kind)) ?? 'blank');
  const count = (kind: ConfirmSheetRow['kind']) => rows.filter((row) => row.kind === kind).length;
  const commit = async () => { if (await acting(() => confirmClient.commit({ id, content }), `已导入 ${count('take')} 人`)) onDone(); };
  return (
    <>
      <p role="status"><strong>{name}</strong>：{ORDER.filter((kind) => count(kind) > 0).map((kind) => `${KINDS[kind]} ${count(kind)} 行`).join('，')}。没有填和不能导入的行不动。</p>
      <div className="toolbar" style={{ marginBottom: 10 }}>
        <Segmented aria-label="按情况查看" value={shown} options={ORDER.filter((kind) => count(kind) > 0).map((kind) => ({ value: kind, label: `${KINDS[kind]} ${count(kind)}` }))} onChange={(kind) => setShown(kind as ConfirmSheetRow['kind'])} />
        <Act type="primary" loading={busy} why={count('take') === 0 ? '没有可以导入的行' : undefined} onClick={() => void commit()}>导入 {count('take')} 人</Act>
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="表格各行">
        <table className="choice-table stacks">
          <thead><tr><th scope="col">行</th><th scope="col">姓名</th><th scope="col">结果</th><th scope="col">方式</th><th scope="col">日期</th><th scope="col">说明</th></tr></thead>
          <tbody>{rows.filter((row) => row.kind === shown).map((row) => <tr key={row.line}><td data-label="行">{row.line}</td><td><strong>{row.name}</strong></td><td>{row.result && labelOf(ConfirmResult, row.result)}</td><td>{row.way && labelOf(ConfirmWay, row.way)}</td><td>{row.on}</td><td>{row.reason ?? row.note}</td></tr>)}</tbody>
        </table>
      </div>
    </>
  );
}
