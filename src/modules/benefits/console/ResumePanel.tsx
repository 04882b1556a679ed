import { useQuery } from '@tanstack/react-query';
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMe } from '#base/web/session.tsx';
import { Failed } from '#base/web/States.tsx';
import type { ResumeLine } from '../schema/confirmationActs.ts';
import { confirmClient } from './confirmClient.ts';
import { Confirming } from './Confirming.tsx';
import { useActing } from './useActing.ts';

/** 恢复: who was stopped and has been confirmed since, what making good would bring, and its confirmation by another person. */
export function ResumePanel({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({ queryKey: ['benefits.confirm', 'resumable', id], queryFn: () => confirmClient.resumable({ id }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <section className="panel" aria-label="恢复">
      <h2 className="section">停发后已补办确认，可以恢复</h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="可以恢复的人">
        <table className="choice-table confirm-rows stacks">
          <thead><tr><th scope="col">姓名</th><th scope="col">所属区划</th><th scope="col">停发从</th><th scope="col">补办日期</th><th scope="col" className="confirm-money">补发到本月共（元）</th><th scope="col">恢复</th></tr></thead>
          <tbody>{data.map((line) => <Line key={line.entryId} id={id} line={line} />)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Line({ id, line }: { id: string; line: ResumeLine }) {
  const me = useMe();
  const { busy, acting } = useActing();
  const [makeGood, setMakeGood] = useState(true);
  const [month, setMonth] = useState(me.today.slice(0, 7));
  const { movement } = line;
  const wrong = makeGood || (/^\d{4}-(0[1-9]|1[0-2])$/.test(month) && month > line.stoppedFrom) ? undefined : `恢复月份应晚于 ${line.stoppedFrom}，如 ${me.today.slice(0, 7)}`;
  return (
    <tr>
      <td><PageLink href={`/registry/persons/${line.personId}`}>{line.name}</PageLink></td><td>{line.place}</td><td data-label="停发从">{line.stoppedFrom}</td><td data-label="补办日期">{line.confirmedOn}</td>
      <td className="confirm-money" data-label="补发到本月共（元）">{printYuan(BigInt(line.madeGood))}（{line.months} 个月）{line.untold && <small className="warned"> 另有不能确定的</small>}</td>
      <td>{movement ? (
        <div className="toolbar"><PageLink href={`/benefits/movements/${movement.id}`}>{movement.makeGood ? '恢复并补发' : '恢复，不补发'}，待复核</PageLink>
          <Confirming title={`复核恢复${line.name}${movement.makeGood ? '并补发' : ''}？`} why={movement.own ? '您提出的须由另一个人复核' : undefined} onSure={() => void acting(() => confirmClient.confirmStops({ id, movements: [{ id: movement.id, version: movement.version }] }), '已恢复')}><Act size="small" type="primary" permission="benefits.approve" loading={busy} why={movement.own ? '您提出的须由另一个人复核' : undefined}>复核恢复</Act></Confirming></div>
      ) : (
        <div className="toolbar">
          <Radio.Group aria-label={`${line.name}是否补发`} value={makeGood} onChange={(event) => setMakeGood(Boolean(event.target.value))}><Radio value>补发停发的月份</Radio><Radio value={false}>不补发，从</Radio></Radio.Group>
          {!makeGood && <Input aria-label="恢复月份" value={month} maxLength={7} onChange={(event) => setMonth(event.target.value)} style={{ width: 100 }} />}
          <Act size="small" permission="benefits.write" loading={busy} why={wrong} onClick={() => void acting(() => confirmClient.resume({ id: line.entryId, makeGood, ...(makeGood ? {} : { month }) }), '已提出恢复，等另一人复核')}>提出恢复</Act>
        </div>)}
      </td>
    </tr>
  );
}
