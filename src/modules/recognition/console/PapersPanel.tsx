import { App, Checkbox } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMay } from '#base/web/session.tsx';
import type { CaseView } from '../schema/answers.ts';
import { TABLE } from '../rules/course.ts';
import type { State } from '../schema/codes.ts';
import { recognitionClient } from './client.ts';

/** The checklist of papers: ticking one writes it down at once, with the day. */
export function PapersPanel({ view, onDone }: { view: CaseView; onDone: () => Promise<void> }) {
  const { message } = App.useApp();
  const [wanted, setWanted] = useState<string[]>();
  const open = useMay()('recognition.write') && TABLE[view.state as State].withdraw !== undefined;
  const received = wanted ?? view.papers.filter((one) => one.receivedOn).map((one) => one.name);
  const keep = async (names: string[]) => {
    setWanted(names);
    try {
      await recognitionClient.papers({ id: view.id, received: names });
      await onDone();
    } catch (error) {
      message.error(asFailure(error).message);
    }
    setWanted(undefined);
  };
  const asked = view.papers.filter((one) => !one.optional && !received.includes(one.name)).map((one) => one.name);
  return (
    <section className="panel" aria-label="材料" aria-busy={wanted !== undefined}>
      <div className="line-apart">
        <h2 className="section">材料{asked.length > 0 ? `（还缺 ${asked.length} 件）` : '（已齐）'}</h2>
        {open && asked.length > 1 && <Act size="small" loading={wanted !== undefined} onClick={() => void keep([...received, ...asked])}>全部收到</Act>}
      </div>
      <ul className="papers">
        {view.papers.map((one) => (
          <li key={one.name}><Checkbox checked={received.includes(one.name)} disabled={!open || wanted !== undefined} onChange={(event) => void keep(event.target.checked ? [...received, one.name] : received.filter((name) => name !== one.name))}>{one.name}</Checkbox>{one.receivedOn && <span className="quiet">　{one.receivedOn} 收到（{one.receivedBy}）</span>}</li>
        ))}
      </ul>
    </section>
  );
}
