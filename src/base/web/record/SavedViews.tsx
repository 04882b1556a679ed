import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { asFailure } from '../failure.ts';
import { PageLink } from '../PageLink.tsx';
import { useServices, type View } from '../session.tsx';
import { holdsToken } from './address.ts';

/** The queries of this ledger that the person keeps under names, and a way to keep the current one, unless it asks for somebody's number. */
export function SavedViews({ record, path, query }: { record: string; path: string; query: string }) {
  const { views } = useServices();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const { data = [] } = useQuery({ queryKey: ['views', record], queryFn: () => views!.list(record), enabled: views !== undefined });
  if (!views) return null;
  const after = async (work: Promise<unknown>, done: string) => {
    try {
      await work;
      message.success(done);
      await queryClient.invalidateQueries({ queryKey: ['views', record] });
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  const save = () => {
    if (name.trim() === '') return;
    setNaming(false);
    void after(views.save({ id: crypto.randomUUID(), record, name: name.trim(), query }), '已保存');
  };
  if (data.length === 0 && (query === '' || holdsToken(query))) return null;
  return (
    <div className="views" style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'center', marginBottom: 8 }}>
      {data.length > 0 && <span className="quiet">我的视图：</span>}
      {data.map((view: View) => (
        <span key={view.id}>
          <PageLink href={`${path}?${view.query}`} aria-current={view.query === query ? 'true' : undefined}>{view.name}</PageLink>
          <Button type="text" size="small" style={{ minWidth: 28 }} aria-label={`删除视图 ${view.name}`} onClick={() => void after(views.remove(view.id), '已删除')}>×</Button>
        </span>
      ))}
      {query !== '' && !holdsToken(query) && !data.some((view) => view.query === query) && <button type="button" className="link-button" onClick={() => { setName(''); setNaming(true); }}>保存当前查询</button>}
      <Modal open={naming} title="保存当前查询" okText="保存" cancelText="取消" onOk={save} onCancel={() => setNaming(false)} destroyOnHidden>
        <label>名称<Input autoFocus maxLength={30} value={name} onChange={(event) => setName(event.target.value)} onPressEnter={save} /></label>
      </Modal>
    </div>
  );
}
