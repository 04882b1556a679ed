import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Field, RecordType } from '#base/pure/record.ts';
import { Act } from '../Act.tsx';
import { recordClient } from '../client.ts';
import { PageLink, useOpenPage } from '../PageLink.tsx';
import { useMay, useMe } from '../session.tsx';
import { minuteOf } from '../shell/Marked.tsx';
import { closeOpened } from '../shell/opened.ts';
import { Failed, Forbidden, Loading } from '../States.tsx';
import { shortTime } from './ConflictDialog.tsx';
import { FieldValue } from './FieldValue.tsx';
import { History } from './History.tsx';
import { type RecordPermissions, useRecordPermissions, whyNotHere } from './permissions.ts';
import { RemoveDialog, useRemoving } from './removing.tsx';
import { type AnyRow, headerOf, PLACE, titleOf } from './values.ts';

/** A further tab of a detail page, given by the record's module: a person's timeline, the rows that hang on this one. One with the key `facts` stands in place of 基本信息. */
export type DetailTab = { key: string; label: string; render: (row: AnyRow) => ReactNode };

export type RecordDetailProps = { record: RecordType; permissions?: Partial<RecordPermissions>; tabs?: readonly DetailTab[]; acts?: (row: AnyRow) => ReactNode; stays?: (row: AnyRow) => string | undefined; fixed?: (row: AnyRow) => string | undefined };

/** The page of one row: its fields by section, 变更记录, further tabs of its module, and the acts on it. */
export function RecordDetail({ record: type, permissions: other, tabs = [], acts, stays, fixed }: RecordDetailProps) {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const permissions = useRecordPermissions(type, other);
  const me = useMe();
  const allowed = useMay()(permissions.read);
  const { data, error, refetch } = useQuery({ queryKey: [type.name, 'get', id], queryFn: () => recordClient(type).get({ id }), enabled: allowed });
  if (!allowed) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const row = data as unknown as AnyRow;
  const items = [
    ...(tabs.some((tab) => tab.key === 'facts') ? [] : [{ key: 'facts', label: '基本信息', children: <Facts type={type} row={row} reveal={permissions.reveal} /> }]),
    ...tabs.map((tab) => ({ key: tab.key, label: tab.label, children: tab.render(row) })),
    { key: 'history', label: '变更记录', children: <section className="panel" aria-label="变更记录"><History type={type} id={id} /></section> },
  ];
  return (
    <>
      <Head type={type} row={row} permissions={permissions} acts={acts?.(row)} stays={stays?.(row)} fixed={fixed?.(row)} />
      <p className="only-print">{me.unit.name}　{me.name}　{minuteOf(new Date())} 打印</p>
      <Tabs items={items} destroyOnHidden />
    </>
  );
}

function Head({ type, row, permissions, acts, stays, fixed }: { type: RecordType; row: AnyRow; permissions: RecordPermissions; acts: ReactNode; stays?: string; fixed?: string }) {
  const openPage = useOpenPage();
  const elsewhere = whyNotHere(useMe(), row);
  const remove = useRemoving(type);
  const [asking, setAsking] = useState(false);
  const here = `${type.path}/${row.id}`;
  const removeNow = async (reason: string) => {
    setAsking(false);
    closeOpened(here);
    openPage(type.path);
    const gone = await remove([row], reason);
    if (gone.length === 0) openPage(here);
  };
  return (
    <div className="page-head">
      <h1>{titleOf(type, row)}<span className="quiet" style={{ fontSize: '0.75em', fontWeight: 400 }}>　{type.label}</span></h1>
      <div className="toolbar" role="group" aria-label="操作">
        {acts}
        <Act type="primary" permission={permissions.update} why={elsewhere ?? fixed} onClick={() => openPage(`${here}/edit`)}>修改</Act>
        <Act onClick={() => window.print()}>打印</Act>
        <Act danger permission={permissions.remove} why={elsewhere ?? stays} onClick={() => setAsking(true)}>删除</Act>
      </div>
      {asking && <RemoveDialog type={type} count={1} onClose={() => setAsking(false)} onRemove={(reason) => void removeNow(reason)} />}
    </div>
  );
}

function Facts({ type, row, reveal }: { type: RecordType; row: AnyRow; reveal: string }) {
  return (
    <>
      {sectionsOf(type).map((section) => (
        <section className="panel" key={section.title} aria-label={section.title}>
          <h2 className="section">{section.title}</h2>
          <dl className="facts">
            {section.fields.map(([name, field]) => (
              <div key={name} className={field.kind === 'note' ? 'long' : ''}><dt>{headerOf(field)}</dt><dd><FieldValue type={type} row={row} name={name} reveal={reveal} /></dd></div>
            ))}
          </dl>
        </section>
      ))}
      <p className="quiet">登记于 {shortTime(row.createdAt)}，最后修改 {shortTime(row.updatedAt)}，第 {row.version} 版。<PageLink href={type.path}>回到{type.ledger}</PageLink></p>
    </>
  );
}

/** All fields by section, derived ones too; the row's place stands at the end of the first. */
function sectionsOf(type: RecordType): { title: string; fields: [string, Field][] }[] {
  const sections: { title: string; fields: [string, Field][] }[] = [];
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.technical) continue;
    const title = field.section ?? '基本情况';
    const section = sections.find((one) => one.title === title);
    if (section) section.fields.push([name, field]);
    else sections.push({ title, fields: [[name, field]] });
  }
  if (!type.fields.divisionCode) sections[0]?.fields.push(['divisionCode', PLACE]);
  return sections;
}
