import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printDay, todayIn } from '#base/pure/day.ts';
import type { Field, RecordType } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { FieldValue } from '#base/web/record/FieldValue.tsx';
import { type AnyRow, headerOf, PLACE, textOf } from '#base/web/record/values.ts';
import { Failed, Loading } from '#base/web/States.tsx';
import { Person } from '../schema.ts';
import { HouseholdRelation } from '../schema/codes.ts';
import { type Confirmation, type FileOverview, type FileSection, type OpenedSection, ownFields, recordFields } from '../schema/file.ts';
import { KinRelation } from '../schema/sectionCodes.ts';
import { registryClient } from '../widgets.tsx';

const REVEAL = 'registry.reveal';

type State = FileOverview['sections'][number];

/** One opened section: who confirmed it last, 无变化, and what it holds; rows are fetched only here. */
export function SectionPanel({ person, section, state, overview }: { person: AnyRow; section: FileSection; state: State; overview: FileOverview }) {
  const back = `${Person.path}/${person.id}?section=${section.key}`;
  const { data, error, refetch } = useQuery({
    queryKey: ['registry.file', person.id, 'section', section.key],
    queryFn: () => registryClient().file.section({ id: person.id, section: section.key }), enabled: section.record !== undefined,
  });
  const own = ownFields(section);
  return (
    <section className="panel file-section" aria-label={section.label}>
      <div className="head">
        <h2 className="section">{section.label}</h2>
        <SectionActs person={person} section={section} rows={data?.rows as AnyRow[] | undefined} back={back} />
      </div>
      <Checked confirmed={state.confirmed} personId={person.id} />
      {own.length > 0 && <Facts type={Person} row={person} fields={section.key === 'identity' ? [...own, ['divisionCode', PLACE]] : own} />}
      {section.key === 'service' && overview.service.years !== null && (
        <p className="quiet">{overview.service.served ? `实际服役 ${overview.service.served}，` : ''}按本县口径计 {overview.service.years} 年（不足一年的部分{overview.service.part === 'full' ? '按一年计' : '满六个月按一年计'}）。</p>
      )}
      {error && <Failed error={error} retry={() => void refetch()} />}
      {section.record && !data && !error && <Loading what="正在打开" />}
      {section.record && data && <Rows section={section} opened={data} back={back} bare={own.length === 0} />}
    </section>
  );
}

function SectionActs({ person, section, rows, back }: { person: AnyRow; section: FileSection; rows: AnyRow[] | undefined; back: string }) {
  const openPage = useOpenPage();
  const { record: type } = section;
  const one = rows?.[0];
  const to = (path: string, more: Record<string, string> = {}) => openPage(`${path}?${new URLSearchParams({ ...more, back }).toString()}`);
  return (
    <div className="toolbar" role="group" aria-label={`${section.label}的操作`}>
      <ConfirmAct personId={person.id} section={section} />
      {section.own && <Act permission="registry.write" onClick={() => to(`${Person.path}/${person.id}/edit`)}>修改{type ? '基本项' : ''}</Act>}
      {type && !section.many && rows && (one
        ? <Act permission="registry.write" onClick={() => to(`${type.path}/${one.id}/edit`)}>修改{section.own ? type.label : ''}</Act>
        : <Act permission="registry.write" onClick={() => to(`${type.path}/new`, { personId: person.id })}>填写{type.label}</Act>)}
      {type && section.many && <Act permission="registry.write" onClick={() => to(`${type.path}/new`, { personId: person.id })}>添加{type.label}</Act>}
    </div>
  );
}

/** 无变化: one click, and the message that follows takes it back. */
function ConfirmAct({ personId, section }: { personId: string; section: FileSection }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const again = () => cache.invalidateQueries({ queryKey: ['registry.file', personId] });
  const confirm = useMutation({
    mutationFn: () => registryClient().file.confirm({ id: crypto.randomUUID(), personId, section: section.key }),
    onSuccess: () => {
      message.success(`已记下：${section.label}无变化`);
      return again();
    },
    onError: (error) => message.error(asFailure(error).message),
  });
  return <Act type="primary" permission="registry.write" disabled={confirm.isPending} onClick={() => confirm.mutate()}>无变化</Act>;
}

function Checked({ confirmed, personId }: { confirmed: Confirmation | null; personId: string }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const withdraw = useMutation({
    mutationFn: (id: string) => registryClient().file.withdraw({ id }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['registry.file', personId] }),
    onError: (error) => message.error(asFailure(error).message),
  });
  if (!confirmed) return <p className="checked">还没有核对过。与本人核对后没有变化的，点“无变化”。</p>;
  const today = dayOf(new Date().toISOString()) === dayOf(confirmed.at);
  return (
    <p className="checked" role="status">
      上次核对：{printDay(dayOf(confirmed.at))}　{confirmed.by}（{confirmed.unit}）
      {confirmed.mine && today && <Button type="link" size="small" disabled={withdraw.isPending} onClick={() => withdraw.mutate(confirmed.id)}>撤回</Button>}
    </p>
  );
}

/** The day in China of a moment. */
const dayOf = (at: string) => todayIn('Asia/Shanghai', new Date(at));

/** Filled fields with their values; the names of the others in one quiet line. */
function Facts({ type, row, fields }: { type: RecordType; row: AnyRow; fields: [string, Field][] }) {
  const filled = fields.filter(([name]) => textOf(type, row, name) !== '');
  const blank = fields.filter(([name, field]) => textOf(type, row, name) === '' && !(field.withheldBeside && row[field.withheldBeside]));
  return (
    <>
      {filled.length > 0 && (
        <dl className="facts">
          {filled.map(([name, field]) => <div key={name} className={field.kind === 'note' ? 'long' : ''}><dt>{headerOf(field)}</dt><dd>{valueOf(type, row, name, field)}</dd></div>)}
        </dl>
      )}
      {blank.length > 0 && <p className="quiet" style={{ margin: '10px 0 0' }}>未填写：{blank.map(([, field]) => field.label).join('、')}</p>}
    </>
  );
}

/** The name of grown-up kin stands open; everything sealed else asks for a reason. */
function valueOf(type: RecordType, row: AnyRow, name: string, field: Field): ReactNode {
  if (field.mask === 'name' && row.protection === 'none') return textOf(type, row, name);
  return <FieldValue type={type} row={row} name={name} reveal={REVEAL} />;
}

function Rows({ section, opened, back, bare }: { section: FileSection; opened: OpenedSection; back: string; bare: boolean }) {
  const type = section.record!;
  const rows = opened.rows as AnyRow[];
  const fields = recordFields(section);
  if (!section.many) {
    if (rows.length === 0) return bare ? <p className="quiet">这一栏还没有填写。</p> : null;
    return <>{!bare && <h3>{type.label}</h3>}<Facts type={type} row={rows[0]!} fields={fields} /></>;
  }
  return (
    <>
      {rows.length === 0 && <p className="quiet">还没有登记{type.label}。</p>}
      <ul className="cards">
        {rows.map((row) => (
          <li key={row.id}>
            <dl className="facts">{fields.filter(([name]) => textOf(type, row, name) !== '').map(([name, field]) => <div key={name}><dt>{headerOf(field)}</dt><dd>{valueOf(type, row, name, field)}</dd></div>)}</dl>
            {row.protection !== undefined && row.protection !== 'none' && <p className="quiet" style={{ margin: '6px 0 0' }}>{row.protection === 'child' ? '不满十四周岁' : '未成年人'}，姓名和号码不显示。</p>}
            <p style={{ margin: '6px 0 0' }}><PageLink href={`${type.path}/${row.id}/edit?${new URLSearchParams({ back }).toString()}`}>修改这一条</PageLink></p>
          </li>
        ))}
      </ul>
      {section.key === 'family' && <FamilyLinks opened={opened} />}
    </>
  );
}

/** Who else counts this person as kin, and who lives in the same household. */
function FamilyLinks({ opened: { kinOf, household } }: { opened: OpenedSection }) {
  return (
    <>
      {kinOf.length > 0 && <><h3>作为家庭成员登记在</h3><ul>{kinOf.map((one) => <li key={one.personId}><PageLink href={`${Person.path}/${one.personId}`}>{one.name}</PageLink>　的{labelOf(KinRelation, one.relation)}</li>)}</ul></>}
      {household.length > 0 && (
        <><h3>同户的在册人员</h3>
          <ul>{household.map((one) => <li key={one.personId}><PageLink href={`${Person.path}/${one.personId}`}>{one.name}</PageLink>{one.relation ? `　${labelOf(HouseholdRelation, one.relation)}` : ''}{one.age === null ? '' : `　${one.age} 周岁`}</li>)}</ul></>
      )}
    </>
  );
}
