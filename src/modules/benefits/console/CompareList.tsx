import { Input, Pagination, Radio, Segmented, Select, Upload } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { asFailure } from '#base/web/failure.ts';
import { readFileContent } from '#base/web/files.ts';
import { useMe } from '#base/web/session.tsx';
import { Loading } from '#base/web/States.tsx';
import { ComparisonSource, Finding, FINDINGS_OF, type ListJudged, type ListRow } from '../schema/comparison.ts';
import { compareClient } from './confirmClient.ts';
import { useActing } from './useActing.ts';

const KINDS: Record<ListRow['kind'], string> = { hit: '在享，须核查', unsure: '可能是在享的人，请认定', unmatched: '没有对上', bad: '看不懂', notDrawing: '在册不在享' };
const ORDER = Object.keys(KINDS) as ListRow['kind'][];
type Chosen = { name: string; content: string; judged: ListJudged };
/** Whom each row of a list means, as somebody decided; null: none of them. */
type Decided = Readonly<Record<number, string | null>>;
const PAGE = 50;

/** One list of another office: whose, what it says, whom its rows mean; what is taken is the hits alone. */
export function CompareList({ onTaken }: { onTaken: () => void }) {
  const me = useMe();
  const { busy, acting } = useActing();
  const [id] = useState(() => crypto.randomUUID());
  const [source, setSource] = useState('police');
  const [finding, setFinding] = useState('dead');
  const [title, setTitle] = useState('');
  const [receivedOn, setReceivedOn] = useState(me.today);
  const [chosen, setChosen] = useState<Chosen>();
  const [decided, setDecided] = useState<Decided>({});
  const [reading, setReading] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const look = async (file: File) => {
    setReading(true);
    setWrong(undefined);
    setDecided({});
    try {
      const content = await readFileContent(file);
      setChosen({ name: file.name, content, judged: await compareClient.preview({ source, finding, content }) });
      if (!title) setTitle(`${labelOf(ComparisonSource, source)}${labelOf(Finding, finding)}名单 ${me.today}`);
    } catch (error) {
      setChosen(undefined);
      setWrong(`${file.name}：${asFailure(error).message}`);
    } finally {
      setReading(false);
    }
  };
  const choose = (nextSource: string, nextFinding: string) => { setSource(nextSource); setFinding(nextFinding); setChosen(undefined); };
  const picked = Object.entries(decided).flatMap(([line, personId]) => (personId === null ? [] : [{ line: Number(line), personId }]));
  const undecided = chosen ? chosen.judged.unsure - Object.keys(decided).length : 0;
  const hits = (chosen?.judged.hits ?? 0) + picked.length;
  const take = async () => { if (await acting(() => compareClient.commit({ id, title: title.trim(), receivedOn, source, finding, content: chosen!.content, chosen: picked }), `已登记 ${hits} 条线索`)) onTaken(); };
  return (
    <section className="panel" aria-label="比对一份名单">
      <h2 className="section">比对一份名单</h2>
      <p className="quiet">先按身份证号，没有的按姓名和出生日期、住址或电话。名单用完即弃，只留摘要、条数和对上的线索；号码不留。</p>
      <div className="form-grid">
        <div><label className="field-label" htmlFor="list-source">来源</label><Select id="list-source" className="wide" value={source} options={ComparisonSource.codes.map(({ code, label }) => ({ value: code, label }))} onChange={(value) => choose(value, FINDINGS_OF[value]![0]!)} /></div>
        <div><label className="field-label" htmlFor="list-finding">名单说的是</label><Select id="list-finding" className="wide" value={finding} options={FINDINGS_OF[source]!.map((code) => ({ value: code, label: labelOf(Finding, code) }))} onChange={(value) => choose(source, value)} /></div>
        <div><label className="field-label" htmlFor="list-day">收到日期</label><DayInput id="list-day" value={receivedOn} onChange={setReceivedOn} /></div>
        <div><label className="field-label" htmlFor="list-title">名称</label><Input id="list-title" value={title} maxLength={60} placeholder="如 公安死亡名单 2025年3月" onChange={(event) => setTitle(event.target.value)} /></div>
      </div>
      <div className="toolbar" style={{ marginTop: 10 }}>
        <Upload accept=".xlsx,.csv" showUploadList={false} beforeUpload={(file) => { void look(file); return false; }}><Act>选择表格</Act></Upload>
        {chosen && <Act type="primary" loading={busy} why={title.trim().length < 2 ? '请填写名称' : undefined} onClick={() => void take()}>登记 {hits} 条线索</Act>}
        {undecided > 0 && <span className="warned">还有 {undecided} 行没有认定是谁，现在登记这些行就不留了。</span>}
      </div>
      {wrong && <p className="wrong below" role="alert">{wrong}</p>}
      {reading && <Loading what="正在核对" />}
      {chosen && !reading && <Rows key={chosen.content.length} chosen={chosen} decided={decided} onDecide={(line, personId) => setDecided((now) => ({ ...now, [line]: personId }))} />}
    </section>
  );
}

function Rows({ chosen: { name, judged: { rows, lines } }, decided, onDecide }: { chosen: Chosen; decided: Decided; onDecide: (line: number, personId: string | null) => void }) {
  const count = (kind: ListRow['kind']) => rows.filter((row) => row.kind === kind).length;
  const kinds = ORDER.filter((kind) => count(kind) > 0);
  const [shown, setShown] = useState<ListRow['kind']>(() => (count('unsure') > 0 ? 'unsure' : (kinds[0] ?? 'hit')));
  const [page, setPage] = useState(1);
  const listed = rows.filter((row) => row.kind === shown);
  return (
    <>
      <p role="status"><strong>{name}</strong> 共 {lines} 行：{kinds.map((kind) => `${KINDS[kind]} ${count(kind)}`).join('，')}。没有对上的请补身份证号后再比对，这里不留。</p>
      <Segmented aria-label="按情况查看" value={shown} options={kinds.map((kind) => ({ value: kind, label: `${KINDS[kind]} ${count(kind)}` }))} onChange={(kind) => { setShown(kind as ListRow['kind']); setPage(1); }} />
      <div className="scroll-x" tabIndex={0} role="region" aria-label="名单各行" style={{ marginTop: 8 }}>
        <table className="choice-table stacks">
          <thead><tr><th scope="col">行</th><th scope="col">姓名</th><th scope="col">情况</th><th scope="col">日期</th><th scope="col">说明</th></tr></thead>
          <tbody>{listed.slice((page - 1) * PAGE, page * PAGE).map((row) => (
            <tr key={row.line}><td data-label="行">{row.line}</td><td><strong>{row.name}</strong></td><td>{row.finding && labelOf(Finding, row.finding)}</td><td>{row.eventOn}</td>
              <td>{row.reason}{row.kind === 'unsure' && <Who row={row} value={decided[row.line]} onDecide={(personId) => onDecide(row.line, personId)} />}</td></tr>))}
          </tbody>
        </table>
      </div>
      {listed.length > PAGE && <nav className="list-foot" aria-label="名单翻页"><Pagination current={page} pageSize={PAGE} total={listed.length} showSizeChanger={false} size="small" showTotal={(total) => `共 ${total} 行`} onChange={setPage} /></nav>}
    </>
  );
}

const NOBODY = 'nobody';

/** Whom a row means of those whom it may mean, or none of them. */
function Who({ row, value, onDecide }: { row: ListRow; value: string | null | undefined; onDecide: (personId: string | null) => void }) {
  const options = [...row.candidates.map((one) => ({ value: one.personId, label: `${one.name}　${one.place}${one.birthOn ? `　${one.birthOn} 出生` : ''}` })), { value: NOBODY, label: '都不是' }];
  return <Radio.Group aria-label={`第 ${row.line} 行 ${row.name} 是谁`} options={options} value={value === undefined ? null : (value ?? NOBODY)} onChange={(event) => onDecide(event.target.value === NOBODY ? null : String(event.target.value))} style={{ display: 'grid', marginTop: 4 }} />;
}
