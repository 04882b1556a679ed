import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { allColumns, usualColumns } from './columnChoice.ts';
import { fieldOf } from './values.ts';

/** 列设置: which columns stand in the list, and in what order. */
export function ColumnSettings({ type, chosen, onChoose, onClose }: { type: RecordType; chosen: string[]; onChoose: (names: string[] | undefined) => void; onClose: () => void }) {
  const [names, setNames] = useState<string[]>(() => [...chosen, ...allColumns(type).filter((name) => !chosen.includes(name))]);
  const [shown, setShown] = useState(() => new Set(chosen));
  const move = (index: number, by: number) => setNames((was) => {
    const next = was.slice();
    const [one] = next.splice(index, 1);
    next.splice(index + by, 0, one!);
    return next;
  });
  const toggle = (name: string, on: boolean) => setShown((was) => new Set(on ? [...was, name] : [...was].filter((one) => one !== name)));
  return (
    <Modal open title="列设置" onCancel={onClose} onOk={() => { onChoose(names.filter((name) => shown.has(name))); onClose(); }} okButtonProps={{ disabled: shown.size === 0 }} okText="确定" cancelText="取消"
      footer={(_, { OkBtn, CancelBtn }) => <><Button onClick={() => { onChoose(undefined); onClose(); }} style={{ float: 'left' }}>恢复默认</Button><CancelBtn /><OkBtn /></>}>
      <ul style={{ listStyle: 'none', padding: 0, maxHeight: '55vh', overflowY: 'auto' }} tabIndex={0} aria-label="列">
        {names.map((name, index) => {
          const label = fieldOf(type, name)!.label;
          return (
            <li key={name} style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
              <Checkbox style={{ flex: 1 }} checked={shown.has(name)} onChange={(event) => toggle(name, event.target.checked)}>{label}{usualColumns(type).includes(name) ? '' : <span className="quiet">（可选）</span>}</Checkbox>
              <Button type="text" size="small" icon={<ArrowUpOutlined />} aria-label={`${label} 上移`} disabled={index === 0} onClick={() => move(index, -1)} />
              <Button type="text" size="small" icon={<ArrowDownOutlined />} aria-label={`${label} 下移`} disabled={index === names.length - 1} onClick={() => move(index, 1)} />
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
