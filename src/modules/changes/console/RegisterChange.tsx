import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { readTyped } from '#base/web/controls/typed.ts';
import { asFailure } from '#base/web/failure.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { FormField } from '#base/web/record/FormField.tsx';
import { focusFirst } from '#base/web/record/useRecordForm.ts';
import { useMay, useMe } from '#base/web/session.tsx';
import { closeOpened } from '#base/web/shell/opened.ts';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { Person } from '#modules/registry/schema.ts';
import { PersonState, RoleCode } from '#modules/registry/schema/codes.ts';
import { PersonPicker } from '#modules/registry/widgets.tsx';
import { whyNot } from '../rules/plan.ts';
import { latenessOf } from '../rules/reporting.ts';
import type { ActDraft } from '../schema/acts.ts';
import { ChangeKind } from '../schema/codes.ts';
import { changesClient } from './client.ts';
import { CountyPlace } from './CountyPlace.tsx';
import { Family, useFamily } from './Family.tsx';
import { ACT_FIELDS, ACT_WORDS } from './fields.ts';
import { useActing } from './useActing.ts';

type Kind = ActDraft['kind'];
type Subject = { id: string; version: number; name: string; state: string; roles: string[] | null; dischargedOn: string | null; reportedOn: string | null; enlistedOn: string | null; citizenId: string | null; householdId: string | null; labels: Record<string, string> };
const PATH = '/changes/new';

/** 登记变动 (`/changes/new?person=…&kind=…`): choose a person and an act, see what the file says now, type only what is new. */
export function RegisterChange() {
  const may = useMay();
  const openPage = useOpenPage();
  const asked = new URLSearchParams(useOwnSearch(PATH));
  const [id, kind] = [asked.get('person') ?? '', (asked.get('kind') ?? '') as Kind | ''];
  const { data, error, refetch } = useQuery({ queryKey: [Person.name, 'get', id], queryFn: () => recordClient(Person).get({ id }), enabled: id !== '' && may('changes.write'), staleTime: 0 });
  if (!may('changes.write')) return <Forbidden />;
  const person = data as unknown as Subject | undefined;
  const go = (next: Record<string, string>) => openPage(`${PATH}?${new URLSearchParams({ person: id, kind, ...next }).toString()}`, { replace: true });
  return (
    <div className="form">
      <div className="page-head"><h1>登记变动{person ? `：${person.name}` : ''}</h1></div>
      <section className="panel" aria-label="人员">
        {id === '' && <><label className="field-label" htmlFor="change-person"><span className="must" aria-hidden>*</span>服务对象</label><PersonPicker id="change-person" value="" onChange={(chosen) => go({ person: chosen })} /></>}
        {error && <Failed error={error} retry={() => void refetch()} />}
        {id !== '' && !person && !error && <Loading />}
        {person && <Standing person={person} />}
      </section>
      {person && <Kinds person={person} kind={kind} onChoose={(chosen) => go({ kind: chosen })} />}
      {person && kind && ACT_FIELDS[kind] && !whyNot(kind, factsOf(person)) && <ActForm key={`${person.id} ${kind}`} person={person} kind={kind} />}
    </div>
  );
}

const factsOf = (person: Subject) => ({ ...person, roles: person.roles ?? [] });

function Standing({ person }: { person: Subject }) {
  const facts: [string, string | null | undefined][] = [['姓名', person.name], ['身份证号', person.citizenId], ['在册状态', labelOf(PersonState, person.state)], ['人员类别', (person.roles ?? []).map((role) => labelOf(RoleCode, role)).join('、')], ['所属区划', person.labels.divisionCode], ['入伍时间', person.enlistedOn], ['退役时间', person.dischargedOn], ['报到日期', person.reportedOn]];
  return <dl className="facts">{facts.filter(([, value]) => value).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}

function Kinds({ person, kind, onChoose }: { person: Subject; kind: string; onChoose: (kind: string) => void }) {
  return (
    <section className="panel" aria-label="变动种类">
      <h2 className="section">办理什么变动</h2>
      <div className="toolbar" role="group" aria-label="变动种类">
        {ChangeKind.codes.map(({ code, label }) => <Act key={code} type={code === kind ? 'primary' : 'default'} aria-pressed={code === kind} why={whyNot(code as Kind, factsOf(person))} onClick={() => onChoose(code)}>{label}</Act>)}
      </div>
      {kind && ACT_WORDS[kind as Kind] && <p className="quiet">{ACT_WORDS[kind as Kind]}</p>}
    </section>
  );
}

function ActForm({ person, kind }: { person: Subject; kind: Kind }) {
  const me = useMe();
  const idBase = useId();
  const { notification } = App.useApp();
  const openPage = useOpenPage();
  const { acting, busy } = useActing();
  const fields = ACT_FIELDS[kind];
  const [change] = useState(() => crypto.randomUUID());
  const family = useFamily(person.id, kind === 'move' ? person.householdId : null);
  const [staying, setStaying] = useState<string[]>([]);
  const [ids] = useState(() => new Map<string, string>());
  const along = family.free?.filter((one) => !staying.includes(one.id)) ?? [];
  const idOf = (personId: string) => ids.get(personId) ?? ids.set(personId, crypto.randomUUID()).get(personId)!;
  const [typed, setTyped] = useState<Record<string, string>>(kind === 'death' || kind === 'discharge' ? {} : { effectiveOn: me.today });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const put = (name: string, value: string) => { setTyped({ ...typed, [name]: value }); setErrors({ ...errors, [name]: '' }); };
  const late = kind === 'discharge' ? latenessWords(typed.dischargedOn, typed.effectiveOn) : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { draft, wrong } = readDraft(kind, typed);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return focusFirst();
    const own = { id: change, personId: person.id, version: person.version };
    const relatives = along.map((one) => ({ id: idOf(one.id), personId: one.id, version: one.version }));
    const answer = await acting(() => placing(draft.kind === 'move' && relatives.length > 0 ? changesClient.moveTogether({ people: [own, ...relatives], draft }) : changesClient.perform({ ...own, draft }), [...Object.keys(fields), 'toDivision'], (refused) => { setErrors(refused); focusFirst(); }));
    if (!answer) return;
    if (answer.findings.length > 0) notification.info({ title: answer.state === 'waiting' ? '已登记，等待对方' : '已登记，请注意', description: answer.findings.join('；'), duration: 12 });
    closeOpened(PATH);
    openPage(`/changes/register/${change}`, { replace: true });
  };
  const wrongs = Object.entries(errors).filter(([name, words]) => name !== '' && words).map(([, words]) => words);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={labelOf(ChangeKind, kind)}>
      {kind === 'move' && <Family name={person.name} family={family} staying={staying} onStay={setStaying} />}
      <section className="panel" aria-label="填写">
        <div className="form-grid">
          {kind === 'move' && (
            <div data-field="toDivision">
              <label className="field-label" htmlFor={`${idBase}-place`}><span className="must" aria-hidden>*</span>迁往</label>
              <CountyPlace id={`${idBase}-place`} value={typed.toDivision ?? ''} onChange={(code) => put('toDivision', code)} />
              <div className="below">{errors.toDivision && <p className="wrong">{errors.toDivision}</p>}</div>
            </div>
          )}
          {Object.entries(fields).map(([name, field]) => <FormField key={name} idBase={idBase} name={name} field={field} value={typed[name] ?? ''} error={errors[name] || undefined} warning={name === 'effectiveOn' ? late : undefined} onChange={(key, value) => put(key, String(value))} />)}
        </div>
      </section>
      <div className="form-foot">
        <div role="alert" className="span">{errors[''] && <Alert type="error" showIcon title={errors['']} style={{ marginBottom: 8 }} />}{wrongs.length > 0 && <p className="wrong">有 {wrongs.length} 处需要改正。</p>}</div>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!family.free} danger={kind === 'death' || kind === 'cancel'}>{`登记${labelOf(ChangeKind, kind)}${along.length > 0 ? `（${along.length + 1} 人）` : ''}`}</Button>
        <PageLink href={`/registry/persons/${person.id}`} className="quiet" style={{ alignSelf: 'center' }}>回到档案</PageLink>
      </div>
    </form>
  );
}

/** Where the server refuses a field, the sentence stands at the field alone; any other refusal stands in the form too. */
function placing<T>(work: Promise<T>, fields: readonly string[], onWrong: (errors: Record<string, string>) => void): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    const failure = asFailure(error);
    const field = failure.path[1] ?? '';
    const placed = fields.includes(field) && failure.status !== 409;
    onWrong({ [placed ? field : '']: failure.message });
    if (placed) return undefined;
    throw error;
  });
}

function readDraft(kind: Kind, typed: Record<string, string>): { draft: ActDraft; wrong: Record<string, string> } {
  const wrong: Record<string, string> = {};
  const draft: Record<string, unknown> = { kind };
  for (const [name, field] of Object.entries(ACT_FIELDS[kind])) {
    const read = readTyped(field, typed[name] ?? '');
    if (!read.ok) wrong[name] = read.reason;
    else if (read.value === null || read.value === '') { if (field.required) wrong[name] = `请填写${field.label}`; } else draft[name] = read.value;
  }
  if (kind === 'move') {
    if (typed.toDivision) draft.toDivision = typed.toDivision;
    else wrong.toDivision = '请选择迁往的区划';
  }
  return { draft: draft as ActDraft, wrong };
}

function latenessWords(dischargedOn: string | undefined, reportedOn: string | undefined): string | undefined {
  const whole = /^\d{4}(-\d{2}){0,2}$/;
  return dischargedOn && reportedOn && whole.test(dischargedOn) && /^\d{4}-\d{2}-\d{2}$/.test(reportedOn) ? latenessOf(dischargedOn, reportedOn).words : undefined;
}
