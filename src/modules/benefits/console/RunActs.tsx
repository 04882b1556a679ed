import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { RunAct, type RunActName } from '../schema/runs.ts';
import { RunActDialog } from './RunActDialog.tsx';
import { RunBankFile } from './RunBankFile.tsx';
import { RunReturns } from './RunReturns.tsx';
import type { BankFile, RunView } from './runClient.ts';

/** What may be asked for on a run's page; `why` is the sentence that stands under an act that is refused. */
type Offered = { act: RunActName | 'returns'; label: string; why?: string; danger?: boolean };

const NEXT_WORDS: Readonly<Record<string, string>> = {
  compute: '从今天的档案、待遇台账和在用标准算出名单，并冻结下来。', review: '请先看合计和差异，再点复核通过。', approve: '审批后金额不再变动。', check: '由财务人员核对合计、账户和资金。',
  file: '生成后即记为已送银行，需要止付的请先在发放明细中办理。', returns: '银行的回盘文件到了就读入；没有退汇的可以直接办结。', close: '未退回的记为已发放，并登记到发放台账。',
};

/** The acts of a run in the order in which they matter to whoever looks: the next one first, refused ones greyed with the reason below. */
export function offeredActs(view: RunView, mayWrite: boolean): Offered[] {
  const offered = view.acts.map((one): Offered => ({ act: one.act as RunActName, label: labelOf(RunAct, one.act), why: one.refusal ?? undefined, danger: one.act === 'void' }));
  if (view.state === 'sent' && view.acts.length > 0) {
    const back: Offered = { act: 'returns', label: '读入回盘文件', why: mayWrite ? undefined : '“读入回盘文件”由县级业务员办理' };
    if (view.steps.some((one) => one.act === 'returns')) offered.push(back);
    else offered.unshift(back);
  }
  return offered;
}

/** 下一步: the one act that comes next, large, and what else may be done. */
export function RunNext({ view, run, onCover }: { view: RunView; run: { id: string; number: string; title: string }; onCover: (file: BankFile) => void }) {
  const may = useMay();
  const [doing, setDoing] = useState<Offered>();
  const [first, ...others] = offeredActs(view, may('benefits.write'));
  if (!first && view.state === 'closed') return <Closed run={run} />;
  if (!first) return <p className="quiet">{view.state === 'voided' ? '这一批次已经作废。' : '发放批次由县级办理，这里可以查看本辖区的明细。'}</p>;
  const close = () => setDoing(undefined);
  return (
    <div className="run-next">
      <div>
        <Act type="primary" size="large" why={first.why} onClick={() => setDoing(first)}>{first.label}</Act>
        <p className={first.why ? 'warned' : 'quiet'}>{first.why ?? NEXT_WORDS[first.act]}</p>
      </div>
      {others.map((one) => (
        <div key={one.act}>
          <Act danger={one.danger} why={one.why} onClick={() => setDoing(one)}>{one.label}</Act>
          {one.why && one.why !== first.why && <p className="quiet">{one.why}</p>}
        </div>
      ))}
      {doing?.act === 'file' && <RunBankFile run={run} version={view.version} made={false} onClose={close} onCover={onCover} />}
      {doing?.act === 'returns' && <RunReturns run={run} onClose={close} />}
      {doing && doing.act !== 'file' && doing.act !== 'returns' && <RunActDialog run={run} view={view} act={doing.act} label={doing.label} onClose={close} />}
    </div>
  );
}

/** A closed run: money that the bank sends back later is still read, by the county. */
function Closed({ run }: { run: { id: string; title: string } }) {
  const may = useMay();
  const me = useMe();
  const [reading, setReading] = useState(false);
  return (
    <div className="run-next">
      <div><p className="quiet">这一批次已经办结。</p></div>
      {may('benefits.write') && me.division.level === 'county' && <div><Act onClick={() => setReading(true)}>读入办结后的退汇</Act></div>}
      {reading && <RunReturns run={run} onClose={() => setReading(false)} />}
    </div>
  );
}
