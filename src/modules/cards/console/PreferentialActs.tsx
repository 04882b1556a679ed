import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { useMay, useMe } from '#base/web/session.tsx';
import { ACTS, type CardAct, mayPerform } from '../rules/preferential.ts';
import { PreferentialAct, PreferentialState } from '../schema/preferential.ts';
import { ActDialog } from './ActDialog.tsx';
import { cardsClient } from './client.ts';
import { RenewDialog } from './RenewDialog.tsx';
import { StepBackDialog } from './StepBackDialog.tsx';

/** What the pages of 优待证 offer beside the standard acts: acts on the selected ones, and the acts that one card's state allows. */
export const PREFERENTIAL_ACTS: RecordActs = { bulk: (rows, done) => <ActsOnSeveral rows={rows} done={done} />, row: (row) => <ActsOnOne row={row} /> };

/** Acts that need something of each card are done one by one. */
const ONE_BY_ONE: readonly CardAct[] = ['issue', 'reportLost', 'withdrawLoss'];
const wordOf = (act: string) => labelOf(PreferentialAct, act);

function ActsOnSeveral({ rows, done }: { rows: AnyRow[]; done: () => void }) {
  const me = useMe();
  const may = useMay();
  const [act, setAct] = useState<CardAct | 'stepBack'>();
  const actor = { division: me.division.code, permissions: new Set(me.permissions) };
  const offered = ACTS.filter((one) => !ONE_BY_ONE.includes(one) && mayPerform(one, actor)).map((one): { value: CardAct | 'stepBack'; label: string } => ({ value: one, label: wordOf(one) }));
  if (!may('cards.write')) return null;
  return (
    <>
      <Select<CardAct | 'stepBack'> aria-label="办理所选" placeholder="办理所选…" value={null} options={[...offered, { value: 'stepBack', label: wordOf('stepBack') }]} onChange={setAct} style={{ minWidth: 150 }} />
      {act === 'stepBack' && <StepBackDialog ids={rows.map(({ id }) => id)} onClose={() => setAct(undefined)} onDone={() => { setAct(undefined); done(); }} />}
      {act && act !== 'stepBack' && <ActDialog act={act} ids={rows.map(({ id }) => id)} onClose={() => setAct(undefined)} onDone={() => { setAct(undefined); done(); }} />}
    </>
  );
}

function ActsOnOne({ row }: { row: AnyRow }) {
  const { data } = useQuery({ queryKey: ['cards.course', row.id], queryFn: () => cardsClient.course({ id: row.id }) });
  const [act, setAct] = useState<string>();
  const close = () => setAct(undefined);
  const name = row.labels.personId ?? '';
  const { state } = row as unknown as { state: string };
  return (
    <>
      <span className="quiet" style={{ alignSelf: 'center' }}>{labelOf(PreferentialState, state)}</span>
      {(data?.acts ?? []).map((one) => <Act key={one} permission="cards.write" danger={one === 'cancel'} onClick={() => setAct(one)}>{one === 'renew' ? '换发、补发' : wordOf(one)}</Act>)}
      {act === 'renew' && <RenewDialog cardId={row.id} lost={state === 'lost'} onClose={close} />}
      {act === 'stepBack' && <StepBackDialog ids={[row.id]} onClose={close} onDone={close} />}
      {act && act !== 'renew' && act !== 'stepBack' && <ActDialog act={act as CardAct} ids={[row.id]} recipient={name} onClose={close} onDone={close} />}
    </>
  );
}
