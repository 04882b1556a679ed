import { useQuery } from '@tanstack/react-query';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { RecognitionCase } from '../schema/case.ts';
import { CaseState, KindCode } from '../schema/codes.ts';

/** The applications of one person, newest first, and the way to a new one. */
export function PersonCases({ id }: { id: string }) {
  const openPage = useOpenPage();
  const allowed = useMay()('recognition.read');
  const { data, error, refetch } = useQuery({ queryKey: [RecognitionCase.name, 'of', id], queryFn: () => recordClient(RecognitionCase).list({ page: 1, size: 100, filters: { personId: [id] } }), enabled: allowed });
  if (!allowed) return <p className="panel quiet">您的岗位不办理身份认定。</p>;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <section className="panel" aria-label="身份认定">
      <div className="toolbar" style={{ marginBottom: 10 }}><Act permission="recognition.write" onClick={() => openPage(`/recognition/cases/new?personId=${id}`)}>登记申请</Act></div>
      {data.rows.length === 0 && <p className="quiet">没有身份认定申请。</p>}
      <ul className="cards">
        {data.rows.map((row) => <li key={row.id}><PageLink href={`/recognition/cases/${row.id}`}>{labelOf(KindCode, row.kind)}</PageLink>　{labelOf(CaseState, row.state ?? '')}<span className="quiet">　{row.appliedOn} 申请{row.document ? `　${row.document}` : ''}</span></li>)}
      </ul>
    </section>
  );
}
