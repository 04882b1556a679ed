import { useQuery } from '@tanstack/react-query';
import type { Change } from '#base/pure/recordOperations.ts';
import { printYuan } from '#base/pure/fen.ts';
import type { RecordType } from '#base/pure/record.ts';
import { recordClient } from '../client.ts';
import { Failed, Loading } from '../States.tsx';
import { shortTime } from './ConflictDialog.tsx';

const ACTS: Record<Change['act'], string> = { create: '新增', update: '修改', remove: '删除', restore: '恢复', import: '导入' };

/** 变更记录: who changed which field from what to what, and why. */
export function History({ type, id }: { type: RecordType; id: string }) {
  const { data, error, refetch } = useQuery({ queryKey: [type.name, 'history', id], queryFn: () => recordClient(type).history({ id }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在查询" />;
  return (
    <ol className="history">
      {data.map((change) => (
        <li key={`${change.version} ${change.at}`}>
          <p><strong>{ACTS[change.act]}</strong>　{change.actor}　<span className="quiet">{shortTime(change.at)}　第 {change.version} 版</span></p>
          {change.reason && <p>原因：{change.reason}</p>}
          {change.fields.length > 0 && (
            <div className="scroll-x" tabIndex={0} role="region" aria-label={`第 ${change.version} 版的改动`}>
              <table className="choice-table">
                <thead><tr><th scope="col">项目</th><th scope="col">原来</th><th scope="col">改为</th></tr></thead>
                <tbody>{change.fields.map((one) => <tr key={one.field}><th scope="row">{one.label}</th><td>{words(type, one.field, one.before)}</td><td>{words(type, one.field, one.after)}</td></tr>)}</tbody>
              </table>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function words(type: RecordType, name: string, value: string | null): string {
  if (value === null || value === '') return '（空）';
  const field = type.fields[name];
  if (field?.kind === 'fen' && /^-?\d+(\.\d+)?$/.test(value)) return printYuan(BigInt(Math.round(Number(value) * 100)));
  return field?.kind === 'reference' ? '（所选记录）' : value;
}
