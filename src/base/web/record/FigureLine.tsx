import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useServices } from '../session.tsx';

/** Says that the list shows exactly the rows that a figure counts, with the figure's definition and a way out. */
export function FigureLine({ figure, period, total, onLeave }: { figure: string; period: string | undefined; total: number | undefined; onLeave: () => void }) {
  const services = useServices();
  const { data } = useQuery({ queryKey: ['figure', figure], queryFn: async () => (await services.figure?.(figure)) ?? null, staleTime: Infinity });
  return (
    <div className="figure-line" role="status">
      <span><strong>指标“{data?.title ?? figure}”{period ? `（${period}）` : ''}的明细</strong>{total === undefined ? '' : `，共 ${total} 条`}</span>
      {data && <span className="quiet">口径：{data.definition}</span>}
      <Button size="small" onClick={onLeave}>查看整本台账</Button>
    </div>
  );
}
