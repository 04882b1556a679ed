import { Act } from '#base/web/Act.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { Sex } from '#modules/registry/schema/codes.ts';
import { Reason } from '../schema/codes.ts';
import { MissedDialog } from './MissedDialog.tsx';
import { QuestionLine } from './QuestionLine.tsx';
import { type Missed, type PersonProps, usePersonDesk } from './usePersonDesk.ts';

/** The person in front of the clerk: the questions of the census with what stands; the focus goes on by itself. */
export function PersonCard(props: PersonProps) {
  const { entry, sheet: { questions }, said, finished, closed, readOnly, onMissed, onWithdraw } = props;
  const { focus, setFocus, typing, setTyping, problem, setProblem, shown, missing, setMissing, lines, say, all, word, reveal, press } = usePersonDesk(props);
  const narrow = useNarrow();
  return (
    <section className="panel census-person" aria-label={`${entry.name}的普查问题`}>
      <div className="page-head">
        <h2><PageLink href={`/registry/persons/${entry.personId}`}>{entry.name}</PageLink>　<small>{[Sex.codes.find(({ code }) => code === entry.sex)?.label, entry.age === null ? undefined : `${entry.age} 岁`, entry.divisionName].filter(Boolean).join('　')}</small></h2>
        <div className="toolbar">
          {!closed && <Act type="primary" why={readOnly} onClick={all}>全部无变化（0）</Act>}
          {!closed && <Act why={readOnly} onClick={() => setMissing(true)}>问不到（X）</Act>}
          {questions.some((one) => one.sealed) && <Act permission="census.reveal" onClick={() => void reveal()}>显示隐藏信息（V）</Act>}
          {!closed && ['answered', 'unreachable'].includes(entry.state) && <Act why={readOnly} onClick={onWithdraw}>撤回</Act>}
        </div>
      </div>
      {finished && <p role="status" className="quiet">都问过了。改错的可以选中此人重新回答。</p>}
      {entry.state === 'unreachable' && <p className="warned">问不到：{Reason.codes.find(({ code }) => code === entry.reason)?.label}{entry.note ? `，${entry.note}` : ''}</p>}
      {readOnly && !closed && <p className="warned">{readOnly}</p>}
      <ol className="census-questions">
        {questions.map((question, at) => (
          <QuestionLine key={question.id} question={question} cell={entry.cells[at]!} full={shown[question.id]} said={said[question.id]} here={at === focus} typing={at === focus ? typing : undefined} problem={at === focus ? problem : undefined} readOnly={readOnly !== undefined}
            hold={(element) => { lines.current[at] = element; }} onFocus={() => { if (at !== focus) { setTyping(undefined); setProblem(undefined); setFocus(at); } }} onKey={press} onType={setTyping} onWord={(text) => word(at, text)} onSame={() => say(at, { outcome: 'same' })} onEdit={() => { setFocus(at); setTyping(''); }} onLeave={() => { setTyping(undefined); setProblem(undefined); }} />
        ))}
      </ol>
      {!readOnly && <p className="quiet">{narrow ? '' : '回车：这一题无变化　0：全部无变化，到下一人　数字：选一项或直接改　空格：打汉字、打 0 开头的号码　↑↓：换题　←→：换人　X：问不到　'}填“清空”可清空一项　请勿填写涉密内容</p>}
      {missing && <MissedDialog name={entry.name} onClose={() => setMissing(false)} onMissed={(reason, note) => { setMissing(false); onMissed(reason as Missed, note); }} />}
    </section>
  );
}
