import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '../Act.tsx';
import { useOpenPage } from '../PageLink.tsx';
import { useMe, useServices } from '../session.tsx';
import { type RecordPermissions, whyNotHere } from './permissions.ts';
import { RemoveDialog, useRemoving } from './removing.tsx';
import type { AnyRow } from './values.ts';

/** The acts on the selected rows: those of the record's module, export, print, remove. */
export function BulkBar({ type, permissions, rows, onDone, onPrint, children }: { type: RecordType; permissions: RecordPermissions; rows: AnyRow[]; onDone: () => void; onPrint: () => void; children?: ReactNode }) {
  const services = useServices();
  const openPage = useOpenPage();
  const me = useMe();
  const elsewhere = rows.filter((row) => whyNotHere(me, row)).length;
  const [asking, setAsking] = useState(false);
  const remove = useRemoving(type);
  const ids = rows.map((row) => `ids=${row.id}`).join('&');
  return (
    <div className="bulk" role="group" aria-label="所选记录">
      <span role="status">已选 {rows.length} 条</span>
      {children}
      {services.exportAddress && <Act permission={permissions.export} onClick={() => openPage(services.exportAddress!(type.name, ids))}>导出所选</Act>}
      <Button onClick={onPrint}>打印所选</Button>
      <Act danger permission={permissions.remove} why={elsewhere > 0 ? `所选的有 ${elsewhere} 条由别处登记，请先取消选择` : undefined} onClick={() => setAsking(true)}>删除所选</Act>
      <Button type="text" onClick={onDone}>取消选择</Button>
      {asking && <RemoveDialog type={type} count={rows.length} onClose={() => setAsking(false)} onRemove={(reason) => { setAsking(false); void remove(rows, reason).then(onDone); }} />}
    </div>
  );
}
