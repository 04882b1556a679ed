import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { type FormEvent, useEffect, useId, useRef } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '../Act.tsx';
import { recordClient, signInAddress } from '../client.ts';
import { keepDraft } from '../drafts.ts';
import { useOwnSearch } from '../ownSearch.ts';
import { useOpenPage } from '../PageLink.tsx';
import { useMay, useMe } from '../session.tsx';
import { closeOpened } from '../shell/opened.ts';
import { Failed, Forbidden, Loading } from '../States.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { formSections, isHeldBack, typedBlank, typedRow } from './formState.ts';
import { FormField } from './FormField.tsx';
import { type RecordPermissions, useRecordPermissions, whyNotHere } from './permissions.ts';
import { useRecordForm } from './useRecordForm.ts';
import { type AnyRow, textOf, titleOf } from './values.ts';

/** The page of a new row (`…/new`, fields may be given in the address, or by the page that holds the form) or of correcting one (`…/<id>/edit`). */
export function RecordForm({ record: type, permissions: other, given }: { record: RecordType; permissions?: Partial<RecordPermissions>; given?: Readonly<Record<string, string>> }) {
  const { id } = useParams({ strict: false }) as { id?: string };
  const path = id ? `${type.path}/${id}/edit` : `${type.path}/new`;
  const search = useOwnSearch(path);
  const permissions = useRecordPermissions(type, other);
  const me = useMe();
  const may = useMay();
  const { data, error, refetch } = useQuery({ queryKey: [type.name, 'get', id], queryFn: () => recordClient(type).get({ id: id! }), enabled: id !== undefined, gcTime: 0, staleTime: Infinity });
  if (!may(id ? permissions.update : permissions.create)) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (id && !data) return <Loading />;
  if (data && whyNotHere(me, data as unknown as AnyRow)) return <Forbidden />;
  return <OneForm key={path + search} type={type} path={path} search={search} given={given} row={data as unknown as AnyRow | undefined} />;
}

function OneForm({ type, path, search, given, row }: { type: RecordType; path: string; search: string; given?: Readonly<Record<string, string>>; row?: AnyRow }) {
  const me = useMe();
  const { message } = App.useApp();
  const openPage = useOpenPage();
  const idBase = useId();
  const again = useRef(false);
  const back = backOf(search);
  const leave = (to: string) => {
    keepDraft(path, undefined);
    closeOpened(path);
    openPage(to, { replace: true });
  };
  const form = useRecordForm({
    type, path, today: me.today,
    begin: () => row
      ? { typed: typedRow(type, row), row, labels: row.labels, id: row.id }
      : { typed: typedBlank(type, { place: me.division.code, name: me.name, today: me.today }, { ...Object.fromEntries(new URLSearchParams(search)), ...given }), labels: {}, id: crypto.randomUUID() },
    onSaved: (saved) => {
      message.success(`已保存：${titleOf(type, saved)}`);
      if (again.current) leave(`${type.path}/new?${new URLSearchParams({ again: saved.id }).toString()}`);
      else leave(back ?? `${type.path}/${saved.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.saving) form.save();
  };
  useSaveKey(() => { if (!form.saving) form.save(); });
  useAskedField();
  return (
    <form className="form" onSubmit={submit} noValidate aria-label={row ? `修改${type.label}` : `新增${type.label}`}>
      <div className="page-head"><h1>{row ? `修改${type.label}：${titleOf(type, row)}` : `新增${type.label}`}</h1><span className="quiet"><span className="must wrong" aria-hidden>*</span> 为必填</span></div>
      {formSections(type).map((section) => (
        <section className="panel" key={section.title} aria-label={section.title}>
          <h2 className="section">{section.title}</h2>
          <div className="form-grid">
            {section.fields.filter(([, field]) => !isHeldBack(field, form.row)).map(([name, field]) => (
              <FormField key={name} idBase={idBase} name={name} field={field} value={form.typed[name] ?? ''} label={form.labels[name]} masked={form.row && field.sealed ? textOf(type, form.row, name) : undefined}
                error={form.findings.errors[name]} warning={form.findings.warnings[name]} onChange={form.change} />
            ))}
          </div>
        </section>
      ))}
      <div className="form-foot">
        <div role="alert" className="span">
          {form.failure && !Object.values(form.findings.errors).includes(form.failure.message) && <Alert type="error" showIcon style={{ marginBottom: 8 }} title={form.failure.message} description={form.failure.status === 401 ? <a href={signInAddress()} target="_blank" rel="noopener">在新窗口登录后，回到这里再保存</a> : form.failure.code === 'network' ? '填写的内容还在，网络恢复后再点保存。' : undefined} />}
          {Object.keys(form.findings.errors).length > 0 && <p className="wrong">有 {Object.keys(form.findings.errors).length} 处需要改正。</p>}
        </div>
        <Button type="primary" htmlType="submit" loading={form.saving} onClick={() => { again.current = false; }}>保存</Button>
        {!row && <Act htmlType="submit" disabled={form.saving} onClick={() => { again.current = true; }}>保存并继续新增</Act>}
        <Button onClick={() => leave(back ?? (row ? `${type.path}/${row.id}` : type.path))}>{form.dirty ? '放弃填写' : '返回'}</Button>
        {form.dirty && <span className="quiet" style={{ alignSelf: 'center' }}>有未保存的内容</span>}
      </div>
      {form.conflict && <ConflictDialog type={type} conflict={form.conflict} touched={form.touched} typed={form.typed} labels={form.labels} onResolve={form.resolve} onClose={form.closeConflict} />}
    </form>
  );
}

/** Where a form leads afterwards when it was opened from another page of the console (`back` in its address); never elsewhere. */
function backOf(search: string): string | undefined {
  const back = new URLSearchParams(search).get('back');
  return back && /^\/(?![/\\])/.test(back) ? back : undefined;
}

/** `…/edit#mobile` opens the form with the focus in that field. */
function useAskedField(): void {
  useEffect(() => {
    const name = decodeURIComponent(location.hash.slice(1));
    if (!/^[A-Za-z]+$/.test(name)) return undefined;
    const timer = setTimeout(() => {
      const field = document.querySelector(`form.form [data-field="${name}"]`);
      field?.querySelector<HTMLElement>('input, textarea, button, [tabindex]')?.focus();
      field?.scrollIntoView({ block: 'center' });
    }, 60);
    return () => clearTimeout(timer);
  }, []);
}

/** Ctrl+S saves. */
function useSaveKey(save: () => void): void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
