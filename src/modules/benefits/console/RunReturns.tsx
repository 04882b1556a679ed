import { Button, Modal } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { readFileContent } from '#base/web/files.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMe } from '#base/web/session.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { linesOf } from './RunTotals.tsx';
import { type ReturnsRead, runClient } from './runClient.ts';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';

/** 读入回盘文件: takes a bank's answer and says row by row what could not be placed; several files may follow each other. */
export function RunReturns({ run, onClose }: { run: { id: string; title: string }; onClose: () => void }) {
  const me = useMe();
  const [on, setOn] = useState(me.today);
  const [chosen, setChosen] = useState<{ file: File; step: string }>();
  const [missing, setMissing] = useState<string>();
  const [read, setRead] = useState<{ name: string; found: ReturnsRead }>();
  const picker = useRef<HTMLInputElement>(null);
  const { busy, wrong, work, forget } = useRunWork();
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    setChosen({ file, step: crypto.randomUUID() });
    setMissing(undefined);
    setRead(undefined);
    forget();
  };
  const send = async () => {
    if (!chosen) return setMissing('请选择银行的回盘文件');
    const found = await work(async () => runClient.returns({ id: run.id, step: chosen.step, content: await readFileContent(chosen.file), on }));
    if (!found) return;
    setRead({ name: chosen.file.name, found });
    setChosen(undefined);
  };
  const at = (name: string) => (wrong?.path[0] === name ? wrong.message : undefined);
  return (
    <Modal title={`读入回盘文件：${run.title}`} open onCancel={onClose} mask={{ closable: false }} width={620}
      footer={<div className="run-foot"><Button onClick={onClose}>{read ? '完成' : '取消'}</Button><Button type={read && !chosen ? 'default' : 'primary'} loading={busy} onClick={() => (read && !chosen ? picker.current?.click() : void send())}>{read && !chosen ? '再读一个文件' : '读入'}</Button></div>}>
      <RunWrong wrong={wrong} besides={['on', 'content']} />
      {read ? <Found name={read.name} found={read.found} runId={run.id} /> : null}
      {(!read || chosen) && (
        <>
          <Labelled id="run-returned" label="回盘文件（XLSX、XLS、CSV）" must wrong={missing ?? at('content')}>
            <div className="pair"><Button id="run-returned" style={{ flex: 'none' }} onClick={() => picker.current?.click()}>选择文件</Button><span>{chosen ? chosen.file.name : <span className="quiet">没有选择</span>}</span></div>
          </Labelled>
          <Labelled id="run-returned-on" label="银行处理日期" must wrong={at('on')}><DayInput id="run-returned-on" value={on} onChange={setOn} /></Labelled>
          <p className="quiet">文件要有“付款编号”和“结果”两列；失败的记为退汇，下一批次自动重发。</p>
        </>
      )}
      <input ref={picker} type="file" accept=".xlsx,.xls,.csv,.txt" hidden onChange={pick} aria-label="回盘文件" />
      <RunProgress busy={busy} what="正在读入" />
    </Modal>
  );
}

const TOLD: readonly { of: 'unknown' | 'twice' | 'unread' | 'against'; words: string }[] = [
  { of: 'against', words: '以前的回盘说没有发成，这次说成功：没有改动，请与银行核对，确已入账的在那一笔办理“退汇更正”' },
  { of: 'unknown', words: '付款编号不在本批次，没有读入' }, { of: 'twice', words: '付款编号重复，只认第一行' }, { of: 'unread', words: '看不出成功还是失败，没有读入' },
];

function Found({ name, found, runId }: { name: string; found: ReturnsRead; runId: string }) {
  const left = TOLD.filter(({ of }) => found[of].length > 0);
  return (
    <div role="status">
      <p><strong>已读入 {name}</strong>：成功 {found.paid} 笔，退汇 <PageLink href={linesOf(runId, { by: 'outcome', key: 'returned' })}>{found.returned} 笔</PageLink>。</p>
      {found.unsaid > 0 && <p>{found.unsaid} 人还没发出的短信已撤回。</p>}
      {found.told > 0 && <p className="warned">{found.told} 人的到账短信已经发出或取出，请电话告知款项被银行退回。</p>}
      {found.late > 0 && <p className="warned">{found.late} 笔以前已有结果（重复读入、止付或结转），没有改动。</p>}
      {left.length === 0 ? <p className="quiet">每一行都读到了。</p> : <ul className="run-rows">{left.map(({ of, words }) => <li key={of} className="warned">第 {rowsOf(found[of])} 行：{words}</li>)}</ul>}
    </div>
  );
}

/** Rows by number; of many only the first, with how many there are. */
function rowsOf(rows: readonly number[]): string {
  return rows.length > 20 ? `${rows.slice(0, 20).join('、')} 等 ${rows.length}` : rows.join('、');
}
