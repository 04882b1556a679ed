import { useQuery } from '@tanstack/react-query';
import { labelOf } from '#base/pure/codes.ts';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { PreferentialAct, PreferentialState } from '../schema/preferential.ts';
import { cardsClient } from './client.ts';

/** The further tab of a preferential card: how it came to where it stands. */
export const COURSE_TABS: readonly DetailTab[] = [{ key: 'course', label: '办理过程', render: (row) => <Course id={row.id} /> }];

function Course({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({ queryKey: ['cards.course', id], queryFn: () => cardsClient.course({ id }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <section className="panel" aria-label="办理过程">
      {data.steps.length === 0 && <p className="quiet">还没有办理环节。导入的以往台账没有过程。</p>}
      <ul className="cards">
        {data.steps.map((step) => (
          <li key={step.id}>
            <p><time dateTime={step.actedOn}>{step.actedOn}</time>　<strong>{labelOf(PreferentialAct, step.act)}</strong>　{labelOf(PreferentialState, step.fromState)} → {labelOf(PreferentialState, step.toState)}</p>
            <p className="quiet">{step.unitName}　{step.actorName}{step.opinion && `　${step.opinion}`}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
