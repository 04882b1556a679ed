import { useQuery } from '@tanstack/react-query';
import { Input, Pagination, Radio } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed } from '#base/web/States.tsx';
import type { ConfirmHead, ConfirmLine } from '../schema/confirmationActs.ts';
import { ConfirmResult, ConfirmWay, ReviewResult } from '../schema/confirmation.ts';
import { confirmClient } from './confirmClient.ts';
import { Confirming } from './Confirming.tsx';
import { useActing } from './useActing.ts';

const SIZE = 50;

/** 抽查: the county draws once by a seed, and writes down what the checks found. */
export function SamplePanel({ confirmation }: { confirmation: ConfirmHead }) {
  const { id } = confirmation;
  const may = useMay();
  const { busy, acting } = useActing();
  const [seed, setSeed] = useState('');
  const [page, setPage] = useState(1);
  const sample = useQuery({ queryKey: ['benefits.confirm', 'sample', id], queryFn: () => confirmClient.sample({ id }) });
  const list = useQuery({ queryKey: ['benefits.confirm', 'sampled', id, page], queryFn: () => confirmClient.sheet({ id, only: 'sampled', page, size: SIZE }), enabled: Boolean(sample.data) && may('benefits.confirm') });
  if (sample.error) return <Failed error={sample.error} retry={() => void sample.refetch()} />;
  const drawn = list.data?.entries ?? [];
  const short = seed !== '' && seed.trim().length < 4 ? '种子至少 4 个字' : undefined;
  return (
    <section className="panel" aria-label="抽查">
      <h2 className="section">抽查</h2>
      {sample.data === null && (
        <div className="toolbar">
          <label className="field-label" htmlFor="sample-seed" style={{ alignSelf: 'center' }}>随机种子</label><Input id="sample-seed" value={seed} maxLength={60} placeholder="不填由系统产生" onChange={(event) => setSeed(event.target.value)} style={{ width: 200 }} />
          <Confirming title={`从现在已确认的人里抽取 ${confirmation.samplePercent}%？一次年度确认只抽一次，建议大家都确认、复核以后再抽。`} why={short} onSure={() => void acting(() => confirmClient.draw({ id, ...(seed.trim() ? { seed: seed.trim() } : {}) }), '已抽取')}><Act permission="benefits.write" loading={busy} why={short}>从已确认的人中抽取 {confirmation.samplePercent}%</Act></Confirming>
          <span className="quiet" style={{ alignSelf: 'center' }}>只抽一次；种子和名单都留存，可随时重现。</span>
        </div>
      )}
      {sample.data && <p role="status">{confirmation.drawnOn ?? ''} 按种子“{sample.data.seed}”从 {sample.data.pool} 人中抽取 {sample.data.percent}%，共 {sample.data.drawn} 人。{sample.data.reproduced ? '按留存的名单重新抽取，结果一致。' : <span className="wrong">按留存的名单重新抽取，结果不一致，名单可能被动过。</span>}</p>}
      {drawn.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="抽查名单">
          <table className="choice-table stacks">
            <thead><tr><th scope="col">姓名</th><th scope="col">村（社区）</th><th scope="col">登记的结果</th><th scope="col">抽查结果</th></tr></thead>
            <tbody>{drawn.map((one) => <Checked key={one.id} one={one} />)}</tbody>
          </table>
        </div>
      )}
      {(list.data?.total ?? 0) > SIZE && <nav className="list-foot" aria-label="翻页"><Pagination current={page} pageSize={SIZE} total={list.data!.total} showSizeChanger={false} size="small" showTotal={(total) => <span role="status">共 {total} 人</span>} onChange={setPage} /></nav>}
    </section>
  );
}

function Checked({ one }: { one: ConfirmLine }) {
  const { busy, acting } = useActing();
  const [note, setNote] = useState('');
  const [result, setResult] = useState<'agreed' | 'disagreed'>();
  const [again, setAgain] = useState(false);
  const why = result === undefined ? '请选择抽查结果' : result === 'disagreed' && !note.trim() ? '不属实的请写明' : one.own ? '由您登记的，抽查须由另一个人办理' : undefined;
  const send = async () => { if (await acting(() => confirmClient.check({ id: one.id, result: result!, ...(note.trim() ? { note: note.trim() } : {}) }), '已登记')) setAgain(false); };
  return (
    <tr>
      <td><strong>{one.name}</strong></td><td>{one.divisionName}</td><td data-label="登记">{one.result ? `${labelOf(ConfirmResult, one.result)}（${one.confirmedOn} ${labelOf(ConfirmWay, one.way ?? '')}，${one.confirmedBy}）` : '已退回重新确认'}</td>
      <td>{one.spotCheck && !again ? <>{labelOf(ReviewResult, one.spotCheck)}{one.checkNote ? `：${one.checkNote}` : ''} <Act size="small" permission="benefits.write" onClick={() => { setResult(undefined); setAgain(true); }}>更正</Act></> : (
        <div className="toolbar">
          <Radio.Group aria-label={`${one.name}抽查结果`} value={result ?? null} onChange={(event) => setResult(event.target.value as 'agreed')}>{ReviewResult.codes.map(({ code, label }) => <Radio key={code} value={code}>{label}</Radio>)}</Radio.Group>
          <Input aria-label={`${one.name}抽查说明`} value={note} maxLength={200} placeholder="不属实的写明" onChange={(event) => setNote(event.target.value)} style={{ width: 180 }} />
          <Act size="small" permission="benefits.write" loading={busy} why={why} onClick={() => void send()}>登记</Act>
        </div>)}
      </td>
    </tr>
  );
}
