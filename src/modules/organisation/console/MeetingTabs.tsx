import { useQuery } from '@tanstack/react-query';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { FieldValue } from '#base/web/record/FieldValue.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { type AnyRow, titleOf } from '#base/web/record/values.ts';
import { Failed, Loading } from '#base/web/States.tsx';
import { Attendance, Decision } from '../schema/meeting.ts';

/** The further tabs of a meeting's page: who came, and what was decided. */
export const MEETING_TABS: readonly DetailTab[] = [
  { key: 'attendance', label: '参会', render: (row) => <Hanging of={Attendance as RecordType} meetingId={row.id} show={['unitId', 'presence']} /> },
  { key: 'decisions', label: '交办事项', render: (row) => <Hanging of={Decision as RecordType} meetingId={row.id} show={['ownerUnitId', 'dueOn', 'state', 'doneNote']} /> },
];

/** The rows of a ledger that hang on one meeting. */
function Hanging({ of, meetingId, show }: { of: RecordType; meetingId: string; show: readonly string[] }) {
  const openPage = useOpenPage();
  const { data, error, refetch } = useQuery({ queryKey: [of.name, 'of', meetingId], queryFn: () => recordClient(of).list({ page: 1, size: 500, filters: { meetingId: [meetingId] } }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const rows = data.rows as unknown as AnyRow[];
  return (
    <section className="panel" aria-label={of.ledger}>
      <div className="toolbar" style={{ marginBottom: 10 }}><Act permission="organisation.write" onClick={() => openPage(`${of.path}/new?meetingId=${meetingId}`)}>新增{of.label}</Act></div>
      {rows.length === 0 && <p className="quiet">还没有登记。</p>}
      <ul className="cards">
        {rows.map((row) => (
          <li key={row.id}>
            <div className="head"><PageLink href={`${of.path}/${row.id}`}>{titleOf(of, row)}</PageLink></div>
            <dl className="facts">{show.map((name) => <div key={name}><dt>{of.fields[name]!.label}</dt><dd><FieldValue type={of} row={row} name={name} reveal="organisation.reveal" /></dd></div>)}</dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
