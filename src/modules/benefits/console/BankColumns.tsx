import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { useNarrow } from '#base/web/narrow.ts';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { cellOf } from '../rules/bankFile.ts';
import { BankColumn, BankContent } from '../schema/bank.ts';
import { SAMPLE, sampleLines } from './bankSample.ts';
import { RunWrong, useRunWork } from './RunWork.tsx';
import './Run.css';

type Column = { id: string; version: number; serial: number; header: string; content: string; text: string | null; width: number | null };

/** What the page of a 银行代发格式 shows beside its fields: its columns in order, and what a payment looks like in it. */
export const BANK_LAYOUT_TABS: readonly DetailTab[] = [{ key: 'columns', label: '各列', render: (row) => <BankColumns layout={row} /> }];

const columnsClient = () => recordClient(BankColumn);
const MOST = 60;

function BankColumns({ layout }: { layout: AnyRow }) {
  const may = useMay()('benefits.write');
  const narrow = useNarrow();
  const [editing, setEditing] = useState<Column | 'new'>();
  const { busy, wrong, work } = useRunWork();
  const { data, error, refetch } = useQuery({ queryKey: [BankColumn.name, 'of', layout.id], queryFn: () => columnsClient().list({ page: 1, size: MOST, sort: 'serial', filters: { layoutId: [layout.id] } }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const columns = data.rows as unknown as Column[];
  const next = Math.max(0, ...columns.map((one) => one.serial)) + 1;
  const fixed = layout.format === 'fixed';
  const move = (at: number, by: -1 | 1) => void work(() => swap(columns, columns[at]!, columns[at + by]!));
  const remove = (column: Column) => void work(() => columnsClient().remove({ id: column.id, version: column.version, reason: '调整银行代发格式' }));
  const buttons = (one: Column, at: number) => may && (
    <div className="toolbar">
      <Button size="small" disabled={busy || at === 0} aria-label={`“${one.header}”上移`} onClick={() => move(at, -1)}>上移</Button>
      <Button size="small" disabled={busy || at === columns.length - 1} aria-label={`“${one.header}”下移`} onClick={() => move(at, 1)}>下移</Button>
      <Button size="small" disabled={busy} aria-label={`修改“${one.header}”`} onClick={() => setEditing(one)}>修改</Button>
      <Popconfirm title={`删除“${one.header}”列？`} okText="删除" cancelText="取消" okButtonProps={{ danger: true }} onConfirm={() => remove(one)}><Button size="small" danger disabled={busy} aria-label={`删除“${one.header}”`}>删除</Button></Popconfirm>
    </div>
  );
  return (
    <section className="panel" aria-label="各列" aria-busy={busy}>
      <div className="line-apart run-apart"><h2 className="section">各列</h2><Act permission="benefits.write" why={next > MOST && columns.length >= MOST ? `最多 ${MOST} 列` : undefined} onClick={() => setEditing('new')}>添加一列</Act></div>
      <RunWrong wrong={wrong} />
      {columns.length === 0 && <p className="quiet">还没有列，请按银行给的样式逐列添加。</p>}
      {columns.length > 0 && (narrow
        ? <ul className="cards" aria-label="各列">{columns.map((one, at) => <li key={one.id}><div className="head">{at + 1}　{one.header}</div><p style={{ margin: '0 0 6px' }}>{contentWords(one)}{fixed && `，${one.width ?? '没有填写'} 字节`}<span className="quiet">　{cellOf(one, SAMPLE)}</span></p>{buttons(one, at)}</li>)}</ul>
        : (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="各列">
            <table className="choice-table run-sums">
              <thead><tr><th scope="col" className="number">次序</th><th scope="col">列名</th><th scope="col">内容</th>{fixed && <th scope="col" className="number">宽度（字节）</th>}<th scope="col">样例</th>{may && <th scope="col">操作</th>}</tr></thead>
              <tbody>{columns.map((one, at) => <tr key={one.id}><td className="number">{at + 1}</td><th scope="row">{one.header}</th><td>{contentWords(one)}</td>{fixed && <td className={one.width ? 'number' : 'number wrong'}>{one.width ?? '没有填写'}</td>}<td className="quiet">{cellOf(one, SAMPLE)}</td>{may && <td>{buttons(one, at)}</td>}</tr>)}</tbody>
            </table>
          </div>
        ))}
      <Sample layout={layout} columns={columns} />
      {editing && <ColumnDialog layout={layout} column={editing === 'new' ? undefined : editing} serial={freeSerial(columns)} onClose={() => setEditing(undefined)} />}
    </section>
  );
}

/** What a column holds, in words. */
const contentWords = (one: Column): string => `${labelOf(BankContent, one.content)}${one.content === 'text' ? (one.text ? `“${one.text}”` : '（空列）') : ''}`;

/** The next serial, or the first gap where the last is taken. */
function freeSerial(columns: readonly Column[]): number {
  const next = Math.max(0, ...columns.map((one) => one.serial)) + 1;
  if (next <= MOST) return next;
  const taken = new Set(columns.map((one) => one.serial));
  for (let serial = 1; serial <= MOST; serial += 1) if (!taken.has(serial)) return serial;
  return next;
}

/** Exchanges the places of two columns; a serial stands only once, so the first steps aside for a moment. */
async function swap(columns: readonly Column[], one: Column, other: Column): Promise<true> {
  const put = async (column: Column, version: number, serial: number) => (await columnsClient().update({ id: column.id, version, change: { serial } })).version as number;
  const aside = await put(one, one.version, freeSerial(columns));
  await put(other, other.version, one.serial);
  await put(one, aside, other.serial);
  return true;
}

function Sample({ layout, columns }: { layout: AnyRow; columns: readonly Column[] }) {
  if (columns.length === 0) return null;
  if (layout.format === 'xlsx') return <p className="quiet below">电子表格首行为列名，以下每笔一行；各格的内容如上面的样例（虚构的一笔）。</p>;
  const made = sampleLines({ format: String(layout.format), encoding: String(layout.encoding), header: layout.header === true }, columns);
  return (
    <div style={{ marginTop: 14 }}>
      <h2 className="section">样例（虚构的一笔）</h2>
      {'lines' in made ? <pre className="bank-sample" tabIndex={0} aria-label="样例">{made.lines.join('\n')}</pre> : <p className="wrong" role="status">“{made.tooLong}”放不下样例，请加宽。</p>}
    </div>
  );
}

type Typed = { header: string; content: string; text: string; width: number | null };

function ColumnDialog({ layout, column, serial, onClose }: { layout: AnyRow; column?: Column; serial: number; onClose: () => void }) {
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Typed>({ header: column?.header ?? '', content: column?.content ?? 'holder', text: column?.text ?? '', width: column?.width ?? null });
  const [missing, setMissing] = useState<string>();
  const { busy, wrong, work } = useRunWork();
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const at = (name: string) => (wrong?.path.includes(name) ? wrong.message : undefined);
  const send = async () => {
    if (layout.format === 'fixed' && typed.width === null) return setMissing('定长文本的每一列都要填写宽度');
    setMissing(undefined);
    const values = { header: typed.header.trim(), content: typed.content, text: typed.content === 'text' ? typed.text : null, width: typed.width };
    const done = await work(() => (column ? columnsClient().update({ id: column.id, version: column.version, change: values }) : columnsClient().create({ id, draft: { layoutId: layout.id, serial, ...values } as never })));
    if (done) onClose();
  };
  const contents = BankContent.codes.map((one) => ({ value: one.code, label: one.label }));
  const choose = (content: string) => set({ content, header: typed.header === '' || contents.some((one) => one.label === typed.header) ? labelOf(BankContent, content) : typed.header });
  return (
    <Modal title={column ? `修改列：${column.header}` : '添加一列'} open okText={column ? '保存' : '添加'} cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={onClose} mask={{ closable: false }}>
      <RunWrong wrong={['header', 'content', 'text', 'width'].some(at) ? undefined : wrong} />
      <Labelled id="column-content" label="列内容" must wrong={at('content')}><Select id="column-content" className="wide" value={typed.content} options={contents} onChange={choose} /></Labelled>
      <Labelled id="column-header" label="列名（照银行的写法）" must wrong={at('header')}><Input id="column-header" maxLength={40} value={typed.header} onChange={(event) => set({ header: event.target.value })} /></Labelled>
      {typed.content === 'text' && <Labelled id="column-text" label="固定文字（不填为空列）" wrong={at('text')}><Input id="column-text" maxLength={60} value={typed.text} onChange={(event) => set({ text: event.target.value })} /></Labelled>}
      {layout.format === 'fixed' && <Labelled id="column-width" label="宽度（字节，一个汉字两字节）" must wrong={missing ?? at('width')}><InputNumber id="column-width" className="wide" min={1} max={200} value={typed.width} onChange={(width) => set({ width })} /></Labelled>}
    </Modal>
  );
}
