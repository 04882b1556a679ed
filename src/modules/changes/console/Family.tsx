import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { recordClient } from '#base/web/client.ts';
import { Failed, Loading } from '#base/web/States.tsx';
import { Person } from '#modules/registry/schema.ts';
import { HouseholdRelation, PersonState } from '#modules/registry/schema/codes.ts';
import { whyNot } from '../rules/plan.ts';
import './changes.css';

/** Somebody of a household, as a list of persons shows them. */
export type Relative = { id: string; version: number; name: string; householdRelation: string | null; state: string; roles: string[] | null; dischargedOn: string | null; reportedOn: string | null; labels: Record<string, string> };

const MOST = 100;

/** The others of a person's household: those who may move too, and those who may not; undefined until they are known. */
export function useFamily(personId: string, householdId: string | null) {
  const { data, error, refetch } = useQuery({ queryKey: [Person.name, 'list', 'of household', householdId], queryFn: () => recordClient(Person).list({ page: 1, size: MOST, filters: { householdId: [householdId!] } }), enabled: householdId !== null, staleTime: 0 });
  const others = householdId === null ? [] : (data?.rows as unknown as Relative[] | undefined)?.filter((one) => one.id !== personId);
  return { free: others?.filter((one) => whyMoves(one) === undefined), bound: others?.filter((one) => whyMoves(one) !== undefined), error, refetch };
}

const whyMoves = (one: Relative) => whyNot('move', { ...one, roles: one.roles ?? [] });
const wordsOf = ({ householdRelation, labels }: Relative) => [householdRelation && labelOf(HouseholdRelation, householdRelation), labels.divisionCode].filter(Boolean).join('，');

/** 一起迁移的家人: everybody who may move is chosen at first; what becomes of the household is said before it is done. */
export function Family({ name, family, staying, onStay }: { name: string; family: ReturnType<typeof useFamily>; staying: readonly string[]; onStay: (ids: string[]) => void }) {
  const { free, bound, error, refetch } = family;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!free || !bound) return <Loading what="正在查询同户的人" />;
  if (free.length === 0) return null;
  const stay = free.filter((one) => staying.includes(one.id)).length;
  return (
    <section className="panel" aria-label="一起迁移的家人">
      <div className="line-apart">
        <h2 className="section">同户一起迁移的人</h2>
        <Checkbox checked={stay === 0} indeterminate={stay > 0 && stay < free.length} onChange={(event) => onStay(event.target.checked ? [] : free.map((one) => one.id))}>全户一起</Checkbox>
      </div>
      <ul className="family">
        <li><Checkbox checked disabled>{name}（本人）</Checkbox></li>
        {free.map((one) => <li key={one.id}><Checkbox checked={!staying.includes(one.id)} onChange={(event) => onStay(event.target.checked ? staying.filter((id) => id !== one.id) : [...staying, one.id])}>{one.name}{wordsOf(one) && <span className="quiet">（{wordsOf(one)}）</span>}</Checkbox></li>)}
      </ul>
      <p className="quiet" role="status">
        {stay === 0 ? `${free.length + 1} 人一次迁移，户随人迁，各人一条变动登记，可以一起或逐人撤销。` : `留下 ${stay} 人，户留在原地；走的 ${free.length + 1 - stay} 人从户中转出，到新地后登记“所属户”。`}
        {bound.length > 0 && `不能迁移的：${bound.map((one) => `${one.name}（${labelOf(PersonState, one.state)}）`).join('、')}，档案留在原地。`}
      </p>
    </section>
  );
}
