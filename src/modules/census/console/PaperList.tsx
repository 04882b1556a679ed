import { useQuery } from '@tanstack/react-query';
import { Act } from '#base/web/Act.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { Sheet, SheetEntry } from '../schema/answers.ts';
import { useAsking } from './asking.ts';
import { CensusHead } from './CensusHead.tsx';
import './census.css';
import { censusClient } from './client.ts';

const LANDSCAPE = '@page { size: A4 landscape; margin: 10mm 10mm }';

/** 普查名单打印 (`/census/paper`): a table for each village on A4 landscape, what is registered above room for what changed. */
export function PaperList() {
  const may = useMay();
  const asking = useAsking('/census/paper');
  const { campaign, division } = asking;
  const enabled = may('census.read') && campaign !== '';
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['census.paper', campaign, division], queryFn: () => censusClient.sheet({ id: campaign, division }), enabled });
  if (!may('census.read')) return <Forbidden />;
  const waiting = data?.entries.filter((one) => one.state === 'waiting') ?? [];
  const villages = new Map<string, SheetEntry[]>();
  for (const one of waiting) villages.set(one.divisionCode, [...(villages.get(one.divisionCode) ?? []), one]);
  return (
    <>
      <style>{LANDSCAPE}</style>
      <CensusHead title="普查名单打印" asking={asking} acts={<Act type="primary" why={data?.campaign.state === 'closed' ? '这次普查已经结束' : waiting.length > 0 ? undefined : '没有未问的人'} onClick={() => window.print()}>打印 {waiting.length} 人</Act>} />
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在准备名单" />}
      {data && <p className="quiet only-screen">只印未问的人，一村一张起页，A4 横向。隐藏信息只印遮盖后的样子；填好后到“入户填报”或“普查表格填报”录入。{data.total > data.entries.length ? `名单共 ${data.total} 人，只印前 ${data.entries.length} 人，请分村打印。` : ''}</p>}
      {data && waiting.length === 0 && <p className="empty">没有未问的人。</p>}
      {data && [...villages.values()].map((entries, at) => <Village key={entries[0]!.divisionCode} sheet={data} entries={entries} first={at === 0} />)}
    </>
  );
}

function Village({ sheet: { campaign, questions }, entries, first }: { sheet: Sheet; entries: SheetEntry[]; first: boolean }) {
  const me = useMe();
  const span = 4 + questions.length;
  return (
    <div className="panel census-paper census-roll scroll-x" tabIndex={0} role="region" aria-label={`${entries[0]!.divisionName}名单`} style={first ? undefined : { breakBefore: 'page' }}>
      <table>
        <caption>{campaign.title}　{entries[0]!.divisionName}</caption>
        <thead>
          <tr><th className="paper-who" colSpan={span}>{me.unit.name} {me.name} {minuteOf(new Date())} 打印　{campaign.untilOn} 前问完　没有变化的在格里打“√”，有变化的写新的内容　请勿填写涉密内容</th></tr>
          <tr><th>序号</th><th className="paper-name">姓名</th><th>年龄</th>{questions.map((one) => <th key={one.id}>{one.label}{one.options.length > 0 && one.options.length <= 6 && <small>{one.options.map(({ label }) => label).join('／')}</small>}</th>)}<th>问不到原因</th></tr>
        </thead>
        <tbody>{entries.map((entry, at) => <tr key={entry.id}><td>{at + 1}</td><td className="paper-name">{entry.name}</td><td>{entry.age}</td>{entry.cells.map((cell) => <td key={cell.questionId}>{cell.shown}</td>)}<td /></tr>)}</tbody>
      </table>
    </div>
  );
}
