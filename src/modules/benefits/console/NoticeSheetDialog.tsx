import { Alert, Modal, Upload } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { readFileContent } from '#base/web/files.ts';
import { Loading } from '#base/web/States.tsx';
import type { SheetRowView } from '../schema/noticeActs.ts';
import { sayAmount } from './amounts.ts';
import { noticeClient } from './noticeClient.ts';

const OUTCOMES: Record<SheetRowView['outcome'], string> = { bad: '有误', new: '新增', changed: '改动', same: '相同' };
const ORDER = Object.keys(OUTCOMES) as SheetRowView['outcome'][];

/** Takes the standards of a sheet into a draft, looked through row by row before anything is written. */
export function NoticeSheetDialog({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: (words: string) => void }) {
  const [chosen, setChosen] = useState<{ name: string; content: string; rows: SheetRowView[] }>();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const trying = async (work: () => Promise<void>) => {
    setBusy(true);
    setWrong(undefined);
    await work().catch((error: unknown) => setWrong(asFailure(error).message));
    setBusy(false);
  };
  const take = (file: File) => trying(async () => {
    setChosen(undefined);
    const content = await readFileContent(file);
    setChosen({ name: file.name, content, ...(await noticeClient.readSheet({ id, content })) });
  });
  const commit = () => trying(async () => {
    const { added, changed } = await noticeClient.takeSheet({ id, content: chosen!.content });
    onDone(`已导入：新增 ${added} 行，改动 ${changed} 行`);
  });
  const count = (outcome: SheetRowView['outcome']) => chosen?.rows.filter((row) => row.outcome === outcome).length ?? 0;
  const writes = count('new') + count('changed');
  const why = !chosen ? '请先选择表格' : count('bad') > 0 ? `${count('bad')} 行有误，请改好表格再选` : writes === 0 ? '没有新增和改动' : undefined;
  return (
    <Modal mask={{ closable: false }} title="导入表格" open onCancel={onClose} width={860} footer={<div className="toolbar" style={{ justifyContent: 'flex-end' }}><Act onClick={onClose}>取消</Act><Act type="primary" loading={busy} why={why} onClick={() => void commit()}>导入 {writes} 行</Act></div>}>
      <p className="quiet">第一行是表头：类别、级别或细类、性质、城乡、标准（元）、周期、核实情况、出处；csv 或 xlsx。先核对，再导入；表格没有的行不动。</p>
      <Upload accept=".csv,.xlsx" showUploadList={false} beforeUpload={(file) => { void take(file); return false; }}><Act>选择表格</Act></Upload>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginTop: 12 }} />}
      {busy && !chosen && <Loading what="正在核对" />}
      {chosen && <p role="status" style={{ margin: '12px 0 8px' }}><strong>{chosen.name}</strong>：{ORDER.filter((one) => count(one) > 0).map((one) => `${OUTCOMES[one]} ${count(one)} 行`).join('，')}</p>}
      {chosen && (
        <div className="scroll-x dialog-table" tabIndex={0} role="region" aria-label="表格各行">
          <table className="choice-table">
            <thead><tr><th scope="col" className="number">行</th><th scope="col">结果</th><th scope="col">标准</th><th scope="col" className="number">金额</th><th scope="col">说明</th></tr></thead>
            <tbody>{[...chosen.rows].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) || a.number - b.number).map((row) => (
              <tr key={row.number}><td className="number">{row.number}</td><td className={row.outcome === 'bad' ? 'wrong' : undefined}>{OUTCOMES[row.outcome]}</td><td>{row.words}</td><td className="number">{row.amount && row.period ? sayAmount(row.amount, row.period) : ''}</td>
                <td>{row.problems.join('；')}{row.outcome === 'changed' && row.former && row.period && row.former !== row.amount ? `原填 ${sayAmount(row.former, row.period)}` : ''}</td></tr>))}
            </tbody>
          </table>
        </div>
      )}
    </Modal>
  );
}
