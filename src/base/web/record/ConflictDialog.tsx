import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { Change } from '#base/pure/recordOperations.ts';
import type { RecordType } from '#base/pure/record.ts';
import { readTyped } from '../controls/typed.ts';
import type { Typed } from './formState.ts';
import { type AnyRow, fieldOf, headerOf, textOf } from './values.ts';

/** What a save met: the row as it now is, and what others changed since the form was opened. */
export type Conflict = { current: AnyRow; changes: Change[] };

type Props = { type: RecordType; conflict: Conflict; touched: string[]; typed: Typed; labels: Record<string, string>; onResolve: (mine: string[]) => void; onClose: () => void };

/** Two clerks on one row: field by field mine and theirs; the second decides which stays. What only the other changed stays as it is. */
export function ConflictDialog({ type, conflict, touched, typed, labels, onResolve, onClose }: Props) {
  const theirs = new Set(conflict.changes.flatMap((change) => change.fields.map((one) => one.field)));
  const disputed = touched.filter((name) => theirs.has(name));
  const [mine, setMine] = useState<Set<string>>(() => new Set(touched));
  const choose = (name: string, isMine: boolean) => setMine((was) => new Set(isMine ? [...was, name] : [...was].filter((one) => one !== name)));
  const last = conflict.changes[conflict.changes.length - 1];
  const rows = [...new Set([...touched, ...theirs])].filter((name) => fieldOf(type, name));
  return (
    <Modal open width={820} title="这条记录刚刚被别人修改" onCancel={onClose} footer={[
      <Button key="back" onClick={onClose}>回去再看看</Button>,
      <Button key="theirs" onClick={() => onResolve([])}>全部用对方的</Button>,
      <Button key="mine" onClick={() => onResolve(touched)}>全部用我的</Button>,
      <Button key="chosen" type="primary" onClick={() => onResolve([...mine])}>按下面的选择保存</Button>,
    ]}>
      <p>{last ? `${last.actor}在 ${shortTime(last.at)} 保存过。` : '他人刚刚保存过。'}{disputed.length > 0 ? `有 ${disputed.length} 项你们都改了，请选择用谁的。` : '你们改的不是同一项，可以一起保存。'}</p>
      <div className="scroll-x">
        <table className="choice-table">
          <thead><tr><th scope="col">项目</th><th scope="col">对方保存的（现在）</th><th scope="col">我填写的</th><th scope="col">用谁的</th></tr></thead>
          <tbody>
            {rows.map((name) => (
              <tr key={name}>
                <th scope="row">{headerOf(fieldOf(type, name)!)}{disputed.includes(name) && <span className="warned">（都改了）</span>}</th>
                <td>{textOf(type, conflict.current, name) || '（空）'}</td>
                <td>{touched.includes(name) ? wordsOf(type, name, typed, labels) : '（没有改）'}</td>
                <td>
                  {touched.includes(name)
                    ? <Radio.Group aria-label={`${fieldOf(type, name)!.label}用谁的`} value={mine.has(name) ? 'mine' : 'theirs'} onChange={(event) => choose(name, event.target.value === 'mine')} options={[{ value: 'theirs', label: '对方' }, { value: 'mine', label: '我的' }]} />
                    : '对方'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}

function wordsOf(type: RecordType, name: string, typed: Typed, labels: Record<string, string>): string {
  const field = fieldOf(type, name)!;
  if (field.sealed) return typed[name] ? '（重新填写）' : '（没有改）';
  const read = readTyped({ ...field, required: false }, typed[name]);
  const row = { [name]: read.ok ? read.value : typed[name], labels } as unknown as AnyRow;
  return textOf(type, row, name) || '（空）';
}

/** An instant as clerks read it: 2023-05-01 09:30. */
export function shortTime(at: string): string {
  return new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
