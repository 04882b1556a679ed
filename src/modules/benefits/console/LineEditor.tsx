import { Input, Select } from 'antd';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { parseYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { asFailure } from '#base/web/failure.ts';
import { sayPlace } from '../rules/noticeLines.ts';
import type { LineView } from '../schema/noticeActs.ts';
import { RatePeriod, Standard } from '../schema/standards.ts';
import { typedYuan } from './amounts.ts';

/** The amount of one line, typed in place: saved when it is left; Enter and the arrow keys go to the neighbouring line. */
export function LineEditor({ line, onSaved }: { line: LineView; onSaved: () => Promise<void> }) {
  const [typed, setTyped] = useState(() => typedYuan(line.amount));
  const [wrong, setWrong] = useState<string>();
  useEffect(() => setTyped(typedYuan(line.amount)), [line.amount]);
  const words = sayPlace(line);
  const write = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setWrong(undefined);
      await onSaved();
    } catch (error) {
      setWrong(asFailure(error).message);
    }
  };
  const change = (fields: Record<string, unknown>) => write(() => recordClient(Standard).update({ id: line.id, version: line.version, change: fields }));
  const leave = () => {
    const fen = parseYuan(typed);
    if (fen === undefined || fen <= 0n) return setWrong('应为大于 0 的金额');
    if (String(fen) === line.amount) return setWrong(undefined);
    void change({ amount: String(fen), verification: 'unverified' });
  };
  return (
    <>
      <span className="line-editor">
        <Input data-amount className="number" inputMode="decimal" aria-label={`${words}，标准（元）`} aria-invalid={wrong !== undefined} status={wrong ? 'error' : undefined} value={typed} onChange={(event) => setTyped(event.target.value)} onFocus={(event) => event.target.select()} onBlur={leave} onKeyDown={toNeighbour} />
        <Select aria-label={`${words}，周期`} value={line.period} options={RatePeriod.codes.map((one) => ({ value: one.code, label: one.label }))} onChange={(period) => void change({ period })} popupMatchSelectWidth={false} />
        <Act size="small" type="text" aria-label={`${line.verification === 'published' ? '取消核实' : '标为已核实'}：${words}`} onClick={() => void change({ verification: line.verification === 'published' ? 'unverified' : 'published' })}>{line.verification === 'published' ? '取消核实' : '核实'}</Act>
        <Act size="small" type="text" danger aria-label={`去掉这一行：${words}`} onClick={() => void write(() => recordClient(Standard).remove({ id: line.id, version: line.version, reason: '通知未列入' }))}>去掉</Act>
      </span>
      {wrong && <span className="wrong" role="alert" style={{ display: 'block' }}>{wrong}</span>}
    </>
  );
}

/** Enter and ↓ go to the next amount, ↑ to the one before. */
function toNeighbour(event: KeyboardEvent<HTMLInputElement>): void {
  const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const all = Array.from(document.querySelectorAll<HTMLInputElement>('input[data-amount]'));
  const next = all[all.indexOf(event.currentTarget) + step];
  if (next) next.focus();
  else event.currentTarget.blur();
}
