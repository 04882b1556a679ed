import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Select } from 'antd';
import { clientOf } from '#base/web/client.ts';
import { type Question, QuestionKind } from '../schema/returns.ts';
import { organisationOperations } from '../operations.ts';

const { answerable } = clientOf({ answerable: organisationOperations.returns.answerable });

/** One question of a return: its words, how it is answered, and which figure or ledger answers it. */
export function QuestionRow({ number, question, onChange, onRemove }: { number: number; question: Question; onChange: (question: Question) => void; onRemove?: () => void }) {
  const { data } = useQuery({ queryKey: ['returns.answerable'], queryFn: () => answerable(), staleTime: Infinity });
  const source = question.kind === 'figure' ? data?.figures : question.kind === 'ledger' ? data?.ledgers : undefined;
  const chosen = question.kind === 'figure' ? question.figureKey : question.record;
  const choose = (key: string) => {
    const label = question.label || source?.find((one) => one.key === key)?.title || '';
    onChange(question.kind === 'figure' ? { ...question, label, figureKey: key } : { ...question, label, record: key });
  };
  return (
    <fieldset style={{ border: 0, borderBottom: '1px solid var(--line)', padding: '0 0 10px', margin: '0 0 10px' }}>
      <legend className="sr-only">问题 {number}</legend>
      <div className="toolbar">
        <Input aria-label={`问题 ${number}`} placeholder="问题" value={question.label} maxLength={200} style={{ flex: '2 1 240px' }} onChange={(event) => onChange({ ...question, label: event.target.value })} />
        <Select aria-label={`问题 ${number} 的填报方式`} value={question.kind} style={{ minWidth: 130 }} options={QuestionKind.codes.map(({ code, label }) => ({ value: code, label }))}
          onChange={(kind) => onChange({ key: question.key, label: question.label, kind: kind as Question['kind'], optional: question.optional })} />
        {source && <Select aria-label={`问题 ${number} 取自`} value={chosen} style={{ flex: '1 1 200px' }} placeholder="请选择" showSearch={{ optionFilterProp: 'label' }} options={source.map((one) => ({ value: one.key, label: one.title }))} onChange={choose} />}
        {!source && <Checkbox checked={question.optional ?? false} onChange={(event) => onChange({ ...question, optional: event.target.checked })}>可不填</Checkbox>}
        {onRemove && <button type="button" className="link-button" onClick={onRemove}>删除<span className="sr-only">问题 {number}</span></button>}
      </div>
    </fieldset>
  );
}
