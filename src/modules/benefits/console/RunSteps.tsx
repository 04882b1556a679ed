import { labelOf } from '#base/pure/codes.ts';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { RunAct, RunState } from '../schema/runs.ts';
import type { RunView } from './runClient.ts';

type Step = RunView['steps'][number];

const STAGES = [['compute', '计算'], ['review', '复核'], ['approve', '审批'], ['check', '财务核对'], ['file', '银行文件'], ['returns', '回盘'], ['close', '办结']] as const;
const STANDING: Readonly<Record<string, string>> = { draft: 'compute', computed: 'review', reviewed: 'approve', approved: 'check', checked: 'file', sent: 'returns', closed: '', voided: '' };
const WORDS: Readonly<Record<string, string>> = { returns: '读入回盘文件', stop: '止付', rightReturn: '退汇更正', recompute: '按冻结口径重算核对' };

/** A moment of a step as people write it: 11月26日 14:05. */
export const momentOf = (at: string): string => {
  const [, month, day, minute] = /^\d{4}-(\d{2})-(\d{2}) (.{5})/.exec(minuteOf(new Date(at)))!;
  return `${Number(month)}月${Number(day)}日 ${minute}`;
};

/** The steps that still count: what was done before a 退回重算 is done again. */
export function standingSteps(steps: readonly Step[]): Step[] {
  const back = steps.map((one) => one.act).lastIndexOf('sendBack');
  return steps.slice(back + 1);
}

/** Where a run stands, as one line: each stage with who did it and when. */
export function RunStages({ view }: { view: RunView }) {
  const counted = standingSteps(view.steps);
  const here = view.state === 'sent' && counted.some((one) => one.act === 'returns') ? 'close' : STANDING[view.state];
  return (
    <ol className="run-stages" aria-label="办到哪一步">
      {STAGES.map(([act, label]) => {
        const step = counted.filter((one) => one.act === act).pop();
        const skipped = !step && view.state === 'closed';
        return (
          <li key={act} className={act === here ? 'here' : step ? 'done' : ''} aria-current={act === here ? 'step' : undefined}>
            <strong>{label}</strong>
            <span>{step ? <>{step.by} <br />{momentOf(step.at)}</> : act === here ? '现在' : skipped ? '没有' : '　'}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Everything that was done with a run, last first, with the words given. */
export function RunCourse({ view }: { view: RunView }) {
  if (view.steps.length === 0) return <p className="quiet">还没有办理。</p>;
  return (
    <ol className="history">
      {[...view.steps].reverse().map((step) => (
        <li key={`${step.at} ${step.act}`}>
          <p><strong>{WORDS[step.act] ?? labelOf(RunAct, step.act)}</strong>　{step.unit} {step.by}　<span className="quiet">{new Date(step.at).getFullYear()}年{momentOf(step.at)}{step.from !== step.to && `　${labelOf(RunState, step.from)} → ${labelOf(RunState, step.to)}`}</span></p>
          {step.opinion && <p>{step.opinion}</p>}
          {step.act === 'returns' && step.detail && <p className="quiet">{returnWords(step.detail)}</p>}
        </li>
      ))}
    </ol>
  );
}

function returnWords(detail: Record<string, unknown>): string {
  const count = (name: string) => (Array.isArray(detail[name]) ? (detail[name] as unknown[]).length : Number(detail[name] ?? 0));
  return `成功 ${count('paid')} 笔，退汇 ${count('returned')} 笔${count('unknown') + count('twice') + count('unread') > 0 ? `；未能读入 ${count('unknown') + count('twice') + count('unread')} 行` : ''}`;
}
