import { App, Checkbox } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { useMay } from '#base/web/session.tsx';
import type { CaseView } from '../schema/answers.ts';
import { TABLE } from '../rules/course.ts';
import type { State } from '../schema/codes.ts';
import { recognitionClient } from './client.ts';

/** The checklist of papers: ticking one writes it down at once, with the day. */
export function PapersPanel({ view, onDone }: { view: CaseView; onDone: () => Promise<void> }) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const open = useMay()('recognition.write') && TABLE[view.state as State].withdraw !== undefined;
  const received = view.papers.filter((one) => one.receivedOn).map((one) => one.name);
  const toggle = async (name: string, on: boolean) => {
    setBusy(true);
    try {
      await recognitionClient.papers({ id: view.id, received: on ? [...received, name] : received.filter((one) => one !== name) });
      await onDone();
    } catch (error) {
      message.error(asFailure(error).message);
    }
    setBusy(false);
  };
  return (
    <section className="panel" aria-label="材料">
      <h2 className="section">材料{view.missing.length > 0 ? `（还缺 ${view.missing.length} 件）` : '（已齐）'}</h2>
      <ul className="papers">
        {view.papers.map((one) => (
          <li key={one.name}><Checkbox checked={one.receivedOn !== null} disabled={!open || busy} onChange={(event) => void toggle(one.name, event.target.checked)}>{one.name}</Checkbox>{one.receivedOn && <span className="quiet">　{one.receivedOn} 收到（{one.receivedBy}）</span>}</li>
        ))}
      </ul>
    </section>
  );
}
