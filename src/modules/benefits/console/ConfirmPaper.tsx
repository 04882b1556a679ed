import { useQuery } from '@tanstack/react-query';
import { Act } from '#base/web/Act.tsx';
import { labelOf } from '#base/pure/codes.ts';
import { useMay, useMe } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { BenefitCategory } from '../schema.ts';
import type { ConfirmLine, ConfirmSheet } from '../schema/confirmationActs.ts';
import { ConfirmResult, ConfirmWay } from '../schema/confirmation.ts';
import { confirmClient, useConfirming } from './confirmClient.ts';
import { ConfirmHead } from './ConfirmHead.tsx';

const PATH = '/benefits/confirm/paper';
const LANDSCAPE = '@page { size: A4 landscape; margin: 10mm 10mm }';

/** 年度确认名单打印 (`/benefits/confirm/paper`): a table for each village on A4 landscape, with room for way, day, result and signature. */
export function ConfirmPaper() {
  const may = useMay();
  const asking = useConfirming(PATH);
  const { id, division } = asking;
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['benefits.confirm', 'paper', id, division], queryFn: () => confirmClient.sheet({ id, division, only: 'waiting' }), enabled: id !== '' && may('benefits.confirm') });
  if (!may('benefits.confirm')) return <Forbidden />;
  const waiting = data?.entries ?? [];
  const villages = new Map<string, ConfirmLine[]>();
  for (const one of waiting) villages.set(one.divisionCode, [...(villages.get(one.divisionCode) ?? []), one]);
  return (
    <>
      <style>{LANDSCAPE}</style>
      <ConfirmHead path={PATH} title="年度确认名单打印" asking={asking} acts={<Act type="primary" why={waiting.length > 0 ? undefined : '没有未确认的人'} onClick={() => window.print()}>打印 {waiting.length} 人</Act>} />
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在准备名单" />}
      {data && <p className="quiet only-screen">只印未确认的人，一村一张起页，A4 横向；填好后到“登记与复核”或“表格登记”录入。{data.total > data.entries.length ? `未确认的共 ${data.total} 人，这里只印前 ${data.entries.length} 人，请分乡镇打印。` : ''}</p>}
      {data && waiting.length === 0 && <p className="empty">没有未确认的人。</p>}
      {data && [...villages.values()].map((entries, at) => <Village key={entries[0]!.divisionCode} sheet={data} entries={entries} first={at === 0} />)}
    </>
  );
}

function Village({ sheet: { confirmation }, entries, first }: { sheet: ConfirmSheet; entries: ConfirmLine[]; first: boolean }) {
  const me = useMe();
  return (
    <div className="panel confirm-paper scroll-x" tabIndex={0} role="region" aria-label={`${entries[0]!.divisionName}名单`} style={first ? undefined : { breakBefore: 'page' }}>
      <table>
        <caption>{confirmation.title}　{entries[0]!.divisionName}</caption>
        <thead>
          <tr><th className="paper-who" colSpan={9}>{me.unit.name} {me.name} {minuteOf(new Date())} 打印　{confirmation.untilOn} 前确认完　方式：{confirmation.ways.map((code) => labelOf(ConfirmWay, code)).join('／')}　结果：{ConfirmResult.codes.map(({ label }) => label).join('／')}　不需要拍照　请勿填写涉密内容</th></tr>
          <tr><th>序号</th><th className="paper-name">姓名</th><th>年龄</th><th>待遇类别</th><th>方式</th><th>日期</th><th>结果</th><th>说明</th><th>本人或协助人签字</th></tr>
        </thead>
        <tbody>{entries.map((entry, at) => <tr key={entry.id}><td>{at + 1}</td><td className="paper-name">{entry.name}</td><td>{entry.age}</td><td>{entry.categories.map((code) => labelOf(BenefitCategory, code)).join('、')}</td><td>{entry.homeVisit ? '预约入户' : ''}</td><td /><td /><td /><td /></tr>)}</tbody>
      </table>
    </div>
  );
}
