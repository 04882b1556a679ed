import { labelOf } from '#base/pure/codes.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { PersonState } from '#modules/registry/schema/codes.ts';
import type { Likely } from '../schema/answers.ts';
import { Likelihood } from '../schema/codes.ts';

/** Files that may be of the person being typed, each with its reasons in words and a link that opens it. */
export function LikelyPersons({ found }: { found: readonly Likely[] }) {
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {found.map((one) => (
        <li key={one.id} style={{ padding: '8px 0', borderTop: '1px solid var(--line)' }}>
          <p style={{ margin: 0 }}><PageLink href={`/registry/persons/${one.id}`}>{one.name}</PageLink>　<span className="quiet">{[one.place, one.birthYear && `${one.birthYear}年生`, one.citizenId, one.state !== 'registered' && labelOf(PersonState, one.state)].filter(Boolean).join(' · ')}</span></p>
          <p style={{ margin: 0 }}>{labelOf(Likelihood, one.likelihood)}是同一人：{one.reasons.join('、')}</p>
        </li>
      ))}
    </ul>
  );
}
