import { Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { PageLink } from '#base/web/PageLink.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import type { Comparison } from '../schema/answers.ts';

/** One of the two files beside each other. */
export type Side = 'left' | 'right';

/** What each side is called. */
export const SIDE_WORDS: Record<Side, string> = { left: '第一份', right: '第二份' };

type Props = { both: Comparison; keep: Side; onKeep: (side: Side) => void; sides: Record<string, Side>; onChoose: (name: string, side: Side) => void };

/** Both files in columns: whose they are, which one stays, and for every differing field which side the kept file takes. */
export function FilesTable({ both, keep, onKeep, sides, onChoose }: Props) {
  const [all, setAll] = useState(false);
  const same = both.fields.filter((one) => !one.differs).length;
  const fields = both.fields.filter((one) => all || one.differs);
  return (
    <>
      <div style={{ overflowX: 'auto' }}>
        <table className="changes" style={{ width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' }}>
          <colgroup><col style={{ width: '26%' }} /><col /><col /></colgroup>
          <thead>
            <tr>
              <th scope="col" style={CELL}>项目</th>
              {(['left', 'right'] as const).map((side) => <th key={side} scope="col" style={columnOf(side === keep)}><FileHead file={both[side]} side={side} kept={side === keep} onKeep={() => onKeep(side)} /></th>)}
            </tr>
          </thead>
          <tbody>
            {fields.map((one) => <FieldRow key={one.name} field={one} marked={all} keep={keep} taken={sides[one.name]} onChoose={(side) => onChoose(one.name, side)} />)}
            {both.ledgers.map((one) => <tr key={one.ledger}><th scope="row" style={CELL}>{one.ledger}</th>{(['left', 'right'] as const).map((side) => <td key={side} style={columnOf(side === keep)}>{one[side] > 0 ? `${one[side]} 条` : '没有'}</td>)}</tr>)}
          </tbody>
        </table>
      </div>
      {same > 0 && <p><Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>也显示相同的 {same} 项</Checkbox></p>}
    </>
  );
}

function FileHead({ file, side, kept, onKeep }: { file: Comparison['left']; side: Side; kept: boolean; onKeep: () => void }) {
  const [made, changed] = [file.createdAt, file.updatedAt].map((at) => minuteOf(new Date(at)).slice(0, 10));
  const facts = [file.place, file.birthYear && `${file.birthYear}年生`].filter(Boolean).join(' · ');
  return (
    <>
      <p style={{ margin: 0 }}>{SIDE_WORDS[side]}：<PageLink href={`/registry/persons/${file.id}`}>{file.name}</PageLink></p>
      <p className="quiet" style={{ margin: 0 }}>{facts}</p>
      <p className="quiet" style={{ margin: '0 0 4px' }}>{made} 建档{changed !== made && `，${changed} 改过`}</p>
      <Radio checked={kept} aria-label={`合并时保留${SIDE_WORDS[side]}`} onChange={onKeep}>合并时保留</Radio>
    </>
  );
}

type RowProps = { field: Comparison['fields'][number]; marked: boolean; keep: Side; taken: Side | undefined; onChoose: (side: Side) => void };

function FieldRow({ field, marked, keep, taken, onChoose }: RowProps) {
  const masked = field.differs && field.left === field.right;
  const chosen = field.differs && field.name !== 'roles';
  return (
    <tr>
      <th scope="row" style={CELL}>{field.label}{marked && field.differs && <span className="warned" style={{ whiteSpace: 'nowrap' }}>（不同）</span>}{masked && <span className="quiet" style={{ display: 'block' }}>遮住的部分不同</span>}</th>
      {(['left', 'right'] as const).map((side) => (
        <td key={side} style={columnOf(side === keep)}>{chosen
          ? <Radio checked={taken === side} aria-label={`${field.label}采用${SIDE_WORDS[side]}`} onChange={() => onChoose(side)}>{field[side] ?? '（空）'}</Radio>
          : (field[side] ?? '（空）')}</td>
      ))}
    </tr>
  );
}

const CELL = { textAlign: 'left', verticalAlign: 'top', padding: '6px 8px', borderBottom: '1px solid var(--line)', fontWeight: 400, overflowWrap: 'anywhere' } as const;
const columnOf = (kept: boolean) => (kept ? { ...CELL, background: '#f0f6ff' } : CELL);
