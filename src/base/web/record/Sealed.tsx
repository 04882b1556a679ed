import { App, Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import type { RecordType } from '#base/pure/record.ts';
import { recordClient } from '../client.ts';
import { asFailure } from '../failure.ts';
import { Act } from '../Act.tsx';

const SHOWN_SECONDS = 60;
let lastReason = '';

/** A masked value with 显示: asks the reason once per visit of the page, shows the value for 60 seconds; every look is audited by the server. */
export function Sealed({ type, id, name, masked, permission }: { type: RecordType; id: string; name: string; masked: string; permission: string }) {
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState(lastReason);
  const [shown, setShown] = useState<string>();
  const field = type.fields[name]!;
  const { label } = field;
  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), SHOWN_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [shown]);
  const reveal = async () => {
    const words = reason.trim();
    if (words.length < 2) return void message.warning('请写明查看原因');
    lastReason = words;
    setAsking(false);
    try {
      const { value } = await recordClient(type).reveal({ id, field: name, reason: words });
      setShown(value === null ? '（空）' : field.codes ? labelOf(field.codes, value) : field.kind === 'fen' ? `${printYuan(BigInt(value))} 元` : value);
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  if (shown !== undefined) return <span className="sealed"><strong>{shown}</strong> <Button size="small" type="text" onClick={() => setShown(undefined)}>隐藏</Button></span>;
  return (
    <span className="sealed">
      {masked}
      <Act size="small" type="link" permission={permission} aria-label={`显示${label}`} onClick={() => setAsking(true)}>显示</Act>
      <Modal open={asking} title={`查看${label}`} okText="查看" cancelText="取消" onOk={() => void reveal()} onCancel={() => setAsking(false)} destroyOnHidden>
        <label>
          查看原因（会记入审计）
          <Input autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} onPressEnter={() => void reveal()} placeholder="如：电话核实走访情况" />
        </label>
      </Modal>
    </span>
  );
}
