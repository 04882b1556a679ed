import { Checkbox, Input } from 'antd';
import { Act } from '#base/web/Act.tsx';
import type { Draft } from '../rules/desk.ts';
import type { SheetCell, SheetQuestion } from '../schema/answers.ts';
import { Outcome } from '../schema/codes.ts';

type Props = {
  question: SheetQuestion; cell: SheetCell; full: string | null | undefined; said: Draft[string] | undefined; here: boolean; typing: string | undefined; problem: string | undefined; readOnly: boolean;
  hold: (element: HTMLElement | null) => void; onFocus: () => void; onKey: (event: React.KeyboardEvent) => void; onType: (text: string) => void; onWord: (text: string) => void; onSame: () => void; onEdit: () => void; onLeave: () => void;
};

/** One question: what stands, what was said, and, where it is in focus, its choices or the field that is being typed. */
export function QuestionLine({ question, cell, full, said, here, typing, problem, readOnly, hold, onFocus, onKey, onType, onWord, onSame, onEdit, onLeave }: Props) {
  const outcome = said ? (said.outcome === 'same' ? '无变化' : `改为：${said.value}`) : cell.outcome ? Outcome.codes.find(({ code }) => code === cell.outcome)?.label : undefined;
  const choosing = question.options.length > 0;
  const many = question.kind === 'codes';
  return (
    <li className={here ? 'here' : ''}>
      <div className="census-line" ref={hold} tabIndex={here ? 0 : -1} role="group" aria-label={`${question.label}，现登记 ${full ?? cell.shown ?? '空'}${outcome ? `，${outcome}` : ''}`} onFocus={onFocus} onKeyDown={typing === undefined ? onKey : undefined} onClick={onFocus}>
        <span className="census-label">{question.label}</span>
        <span>{full ?? cell.shown ?? <span className="quiet">（空）</span>}</span>
        <span className={said?.outcome === 'changed' || cell.outcome === 'changed' ? 'warned' : 'quiet'}>{outcome}</span>
        {!readOnly && <span className="toolbar"><Act size="small" tabIndex={-1} onClick={onSame}>无变化</Act>{(!choosing || many || question.options.length > 9) && <Act size="small" tabIndex={-1} onClick={onEdit}>改</Act>}</span>}
      </div>
      {here && !readOnly && choosing && !many && question.options.length <= 9 && (
        <div className="toolbar census-choices" role="group" aria-label={`${question.label}的选项`}>{question.options.map(({ code, label }, at) => <Act key={code} size="small" onClick={() => onWord(label)}>{at + 1} {label}</Act>)}</div>
      )}
      {here && !readOnly && typing !== undefined && <Typing question={question} text={typing} many={many} problem={problem} onType={onType} onWord={onWord} onLeave={onLeave} />}
      {here && problem && <p className="wrong below" role="alert" id={`${question.id}-problem`}>{problem}</p>}
    </li>
  );
}

function Typing({ question, text, many, problem, onType, onWord, onLeave }: { question: SheetQuestion; text: string; many: boolean; problem: string | undefined; onType: (text: string) => void; onWord: (text: string) => void; onLeave: () => void }) {
  const chosen = text.split('、').filter((word) => word !== '');
  const list = question.options.length > 0;
  const key = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') { event.preventDefault(); event.stopPropagation(); onWord(text); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onLeave(); }
  };
  return (
    <div className="census-typing" onKeyDown={key}>
      {many
        ? <Checkbox.Group aria-label={question.label} options={question.options.map(({ label }) => label)} value={chosen} onChange={(next) => onType(next.join('、'))} />
        : <Input autoFocus aria-label={`${question.label}的新内容`} aria-invalid={problem !== undefined} aria-describedby={problem ? `${question.id}-problem` : undefined} value={text} maxLength={4000} list={list ? `${question.id}-list` : undefined} autoComplete="off" status={problem ? 'error' : ''} onChange={(event) => onType(event.target.value)} />}
      {list && !many && <datalist id={`${question.id}-list`}>{question.options.map(({ code, label }) => <option key={code} value={label} />)}</datalist>}
      <Act type="primary" onClick={() => onWord(text)}>记下（回车）</Act><Act onClick={onLeave}>不改（Esc）</Act>
    </div>
  );
}
