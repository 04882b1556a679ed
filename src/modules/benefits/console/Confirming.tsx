import { Popconfirm } from 'antd';
import type { ReactNode } from 'react';

/** Asks once more before an act, unless it cannot be done anyway. */
export function Confirming({ title, why, onSure, children }: { title: string; why: string | undefined; onSure: () => void; children: ReactNode }) {
  return why ? <>{children}</> : <Popconfirm title={title} okText="确定" cancelText="取消" onConfirm={onSure}>{children}</Popconfirm>;
}
