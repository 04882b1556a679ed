import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { PlaceSelect } from '../controls/PlaceSelect.tsx';
import { useNarrow } from '../narrow.ts';
import type { ListState } from './address.ts';
import { filterValues, QueryControl, typedFilter } from './QueryControl.tsx';

type Props = { type: RecordType; state: ListState; onQuery: (state: ListState) => void };
const SHOWN = 1;

/** The query form above a list: search box, place, the common filters first, 查询 重置 展开. Enter queries; `/` anywhere goes to the search box. */
export function QueryForm({ type, state, onQuery }: Props) {
  const id = useId();
  const [search, setSearch] = useState(state.search ?? '');
  const [division, setDivision] = useState(state.division ?? '');
  const [typed, setTyped] = useState(() => typedFrom(type, state));
  const names = type.filters.filter((name) => type.fields[name] && !type.fields[name].technical);
  const narrow = useNarrow();
  const shown = narrow ? 0 : SHOWN;
  const [unfolded, setUnfolded] = useState(() => names.slice(shown).some((name) => (state.filters[name] ?? []).length > 0));
  const box = useSlashKey();
  useEffect(() => {
    setSearch(state.search ?? '');
    setDivision(state.division ?? '');
    setTyped(typedFrom(type, state));
  }, [type, state]);
  const query = (event?: FormEvent) => {
    event?.preventDefault();
    const filters: Record<string, string[]> = {};
    for (const [name, values] of Object.entries(typed)) {
      const read = type.fields[name] ? filterValues(type.fields[name], values) : values;
      if (read.length > 0) filters[name] = read;
    }
    onQuery({ ...state, page: 1, search: search.trim() || undefined, division: division || undefined, filters });
  };
  const reset = () => onQuery({ page: 1, size: state.size, figure: state.figure, period: state.period, filters: {} });
  return (
    <search>
      <form className="panel query-panel" onSubmit={query} aria-label={`查询${type.ledger}`}>
        <div className="query">
          {type.search.length > 0 && (
            <div>
              <label className="field-label" htmlFor={`${id}-search`}>搜索</label>
              <Input id={`${id}-search`} ref={box} value={search} maxLength={60} allowClear autoComplete="off" placeholder={searchWords(type)} onChange={(event) => setSearch(event.target.value)} />
            </div>
          )}
          {(!narrow || unfolded || type.search.length === 0) && (
            <div>
              <label className="field-label" htmlFor={`${id}-division`}>所属区划</label>
              <PlaceSelect id={`${id}-division`} value={division} placeholder="管辖范围内全部" onChange={setDivision} />
            </div>
          )}
          {(unfolded ? names : names.slice(0, shown)).map((name) => (
            <div key={name}>
              <label className="field-label" htmlFor={`${id}-${name}`}>{type.fields[name]!.label}</label>
              <QueryControl id={`${id}-${name}`} field={type.fields[name]!} values={typed[name] ?? []} onChange={(values) => setTyped((was) => ({ ...was, [name]: values }))} />
            </div>
          ))}
          <div className="query-acts">
            {names.length > shown && <Button type="link" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>{unfolded ? '收起' : `展开（${names.length - shown} 项）`}</Button>}
            <Button onClick={reset}>重置</Button>
            <Button type="primary" htmlType="submit">查询</Button>
          </div>
        </div>
      </form>
    </search>
  );
}

function searchWords(type: RecordType): string {
  const labels = type.search.map((name) => type.fields[name]?.label).filter(Boolean);
  return labels.slice(0, 3).join('、');
}

function typedFrom(type: RecordType, state: ListState): Record<string, string[]> {
  return Object.fromEntries(Object.entries(state.filters).map(([name, values]) => [name, type.fields[name] ? typedFilter(type.fields[name], values) : values]));
}

/** Lets `/` put the cursor into the search box, wherever no text is being typed. */
function useSlashKey() {
  const box = useRef<InputRef>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable) return;
      event.preventDefault();
      box.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return box;
}
