import { useQuery } from '@tanstack/react-query';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { FieldValue } from '#base/web/record/FieldValue.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { ContactCard } from '../schema/contact.ts';
import { PreferentialCard } from '../schema/preferential.ts';
import { useActing } from './useActing.ts';

/** What a person's page shows of 一卡: the contact cards, with one act to issue another, and the preferential cards. */
export function PersonCards({ personId }: { personId: string }) {
  const may = useMay();
  const openPage = useOpenPage();
  const { busy, acting } = useActing();
  if (!may('cards.read')) return null;
  const issue = (cover: 'person' | 'household') => acting(() => recordClient(ContactCard as RecordType).create({ id: crypto.randomUUID(), draft: { personId, cover } }), '已发联系卡，可以打印');
  return (
    <>
      <Hanging of={ContactCard as RecordType} personId={personId} show={['state', 'cover', 'unitId', 'staffName', 'phone', 'issuedOn', 'voidReason']}>
        <Act type="primary" permission="cards.write" loading={busy} onClick={() => void issue('person')}>发一张联系卡</Act>
        <Act permission="cards.write" loading={busy} onClick={() => void issue('household')}>发一张全户卡</Act>
      </Hanging>
      <Hanging of={PreferentialCard as RecordType} personId={personId} show={['state', 'purpose', 'appliedOn', 'issuedOn', 'cardTail', 'expiresOn']}>
        <Act permission="cards.write" onClick={() => openPage(`${PreferentialCard.path}/new?personId=${personId}`)}>申领优待证</Act>
      </Hanging>
    </>
  );
}

function Hanging({ of, personId, show, children }: { of: RecordType; personId: string; show: readonly string[]; children: React.ReactNode }) {
  const { data, error, refetch } = useQuery({ queryKey: [of.name, 'of', personId], queryFn: () => recordClient(of).list({ page: 1, size: 50, filters: { personId: [personId] } }) });
  const rows = (data?.rows ?? []) as unknown as AnyRow[];
  return (
    <section className="panel" aria-label={of.label}>
      <h2 className="section">{of.label}</h2>
      <div className="toolbar" style={{ marginBottom: 10 }}>{children}</div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && rows.length === 0 && <p className="quiet">还没有{of.label}。</p>}
      <ul className="cards">
        {rows.map((row) => (
          <li key={row.id}>
            <div className="head"><PageLink href={`${of.path}/${row.id}`}>{of.label}</PageLink></div>
            <dl className="facts">{show.map((name) => <div key={name}><dt>{of.fields[name]!.label}</dt><dd><FieldValue type={of} row={row} name={name} reveal="cards.reveal" /></dd></div>)}</dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
