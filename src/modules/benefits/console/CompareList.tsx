import { Input, Segmented, Select, Upload } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMe } from '#base/web/session.tsx';
import { Loading } from '#base/web/States.tsx';
import { ComparisonSource, Finding, FINDINGS_OF, type ListJudged, type ListRow } from '../schema/comparison.ts';
import { compareClient, readFileContent } from './confirmClient.ts';
import { useActing } from './useActing.ts';

const KINDS: Record<ListRow['kind'], string> = { hit: '在享，须核查', unmatched: '没有对上', bad: '看不懂', notDrawing: '在册不在享' };
const ORDER = Object.keys(KINDS) as ListRow['kind'][];
type Chosen = { name: string; content: string; judged: ListJudged };

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
  const [reading, setReading] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const look = async (file: File) => {
    setReading(true);
    setWrong(undefined);
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
  const take = async () => { if (await acting(() => compareClient.commit({ id, title: title.trim(), receivedOn, source, finding, content: chosen!.content }), `已登记 ${chosen!.judged.hits} 条线索`)) onTaken(); };
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
        {chosen && <Act type="primary" loading={busy} why={title.trim().length < 2 ? '请填写名称' : undefined} onClick={() => void take()}>登记 {chosen.judged.hits} 条线索</Act>}
      </div>
      {wrong && <p className="wrong below" role="alert">{wrong}</p>}
      {reading && <Loading what="正在核对" />}
      {chosen && !reading && <Rows key={chosen.content.length} chosen={chosen} />}
    </section>
  );
}

function Rows({ chosen: { name, judged: { rows, lines } } }: { chosen: Chosen }) {
  const [shown, setShown] = useState<ListRow['kind']>(() => ORDER.find((kind) => rows.some((row) => row.kind === kind)) ?? 'hit');
  const count = (kind: ListRow['kind']) => rows.filter((row) => row.kind === kind).length;
  return (
    <>
      <p role="status"><strong>{name}</strong> 共 {lines} 行：{ORDER.filter((kind) => count(kind) > 0).map((kind) => `${KINDS[kind]} ${count(kind)}`).join('，')}。没有对上的请补身份证号后再比对，这里不留。</p>
      <Segmented aria-label="按情况查看" value={shown} options={ORDER.filter((kind) => count(kind) > 0).map((kind) => ({ value: kind, label: `${KINDS[kind]} ${count(kind)}` }))} onChange={(kind) => setShown(kind as ListRow['kind'])} />
      <div className="scroll-x" tabIndex={0} role="region" aria-label="名单各行" style={{ marginTop: 8 }}>
        <table className="choice-table stacks">
          <thead><tr><th scope="col">行</th><th scope="col">姓名</th><th scope="col">情况</th><th scope="col">日期</th><th scope="col">说明</th></tr></thead>
          <tbody>{rows.filter((row) => row.kind === shown).slice(0, 200).map((row) => <tr key={row.line}><td data-label="行">{row.line}</td><td><strong>{row.name}</strong></td><td>{row.finding && labelOf(Finding, row.finding)}</td><td>{row.eventOn}</td><td>{row.reason}</td></tr>)}</tbody>
        </table>
      </div>
      {count(shown) > 200 && <p className="quiet">这里只列前 200 行。</p>}
    </>
  );
}
