import { useQuery } from '@tanstack/react-query';
import { recordClient } from '#base/web/client.ts';
import { useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { Finding } from '../schema.ts';
import { FindingList, type FindingRow } from './FindingList.tsx';

/** 待核对: the open findings of one person, each with the way to its field; waived ones below. */
export function PersonFindings({ id }: { id: string }) {
  const enabled = useMay()('quality.read');
  const { data, error, refetch, isLoading } = useQuery({ queryKey: [Finding.name, 'list', 'person', id], queryFn: () => recordClient(Finding).list({ page: 1, size: 200, sort: 'severity', filters: { personId: [id] } }), enabled });
  if (!enabled) return <p className="quiet">您的岗位不查看待核对事项。</p>;
  if (isLoading) return <Loading what="正在查询待核对事项" />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  const back = `/registry/persons/${id}`;
  const rows = (data?.rows ?? []) as FindingRow[];
  const [open, waived] = [rows.filter((row) => row.state === 'open'), rows.filter((row) => row.state === 'waived')];
  return (
    <section className="panel" aria-label="待核对">
      {open.length === 0 ? <p className="quiet">这份档案没有待核对的事项。</p> : <FindingList rows={open} withSubject={false} backOf={() => back} />}
      {waived.length > 0 && <><h2 className="section">已说明不适用</h2><FindingList rows={waived} withSubject={false} backOf={() => back} /></>}
    </section>
  );
}
