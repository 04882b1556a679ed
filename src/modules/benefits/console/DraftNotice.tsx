import { Alert, Input, Radio, Select } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { parseYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Forbidden } from '#base/web/States.tsx';
import type { Rounding } from '../rules/noticeLines.ts';
import { provinceOf } from '../rules/provinces.ts';
import type { NoticeDraft } from '../schema/noticeActs.ts';
import { Notice, NoticeReach, Province, RateCategory } from '../schema/standards.ts';
import { noticeClient } from './noticeClient.ts';
import './standards.css';

type Typed = { title: string; reach: string; province?: string; issuer: string; document: string; publishedOn: string; effectiveOn: string; start: 'copy' | 'percent' | 'amount' | 'blank'; from: 'own' | 'nation'; by: string; to: Rounding; categories: string[] };
const ROUNDINGS: { value: Rounding; label: string }[] = [{ value: 'yuanMonthly', label: '每月整元' }, { value: 'tenYuan', label: '整10元' }, { value: 'yuan', label: '整元' }, { value: 'fen', label: '不取整' }];
const SOURCES: { value: Typed['from']; label: string }[] = [{ value: 'own', label: '本范围现行的标准' }, { value: 'nation', label: '全国现行标准，作为全额标准' }];
const STARTS = [{ value: 'percent', label: '在现行标准上按百分比提高' }, { value: 'amount', label: '在现行标准上增加金额' }, { value: 'copy', label: '照抄现行标准，逐条改' }, { value: 'blank', label: '空白，逐条填或导入表格' }];

/** 拟定标准通知 (`/benefits/notices/new`): what the document says of itself, and which standards the draft begins with. */
export function DraftNotice() {
  const me = useMe();
  const may = useMay();
  const openPage = useOpenPage();
  const [id] = useState(() => crypto.randomUUID());
  const own = provinceOf(me.scope.county) ?? undefined;
  const [typed, setTyped] = useState<Typed>({ title: '', reach: 'province', province: own, issuer: '', document: '', publishedOn: me.today, effectiveOn: '', start: 'percent', from: 'own', by: '', to: 'yuanMonthly', categories: [] });
  const [wrong, setWrong] = useState<{ field?: string; text: string }>();
  const [busy, setBusy] = useState(false);
  if (!may('benefits.write')) return <Forbidden />;
  const set = (fields: Partial<Typed>) => { setTyped({ ...typed, ...fields }); if (wrong?.field && wrong.field in fields) setWrong(undefined); };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const draft = draftOf(id, typed);
    if ('text' in draft) return setWrong(draft);
    setBusy(true);
    try {
      const made = await noticeClient.draft(draft);
      openPage(`${Notice.path}/${made.id}`, { replace: true });
    } catch (error) {
      const failure = asFailure(error);
      setWrong({ field: failure.path[failure.path.length - 1], text: failure.message });
      setBusy(false);
    }
  };
  const field: Place = (name, label, must, control, help) => (
    <div>
      <label className="field-label" htmlFor={`notice-${name}`}>{must && <span className="must" aria-hidden="true">*</span>}{label}</label>
      {control}
      {wrong?.field === name ? <p className="wrong below" role="alert">{wrong.text}</p> : help && <p className="quiet below">{help}</p>}
    </div>
  );
  const text = (name: 'title' | 'issuer' | 'document', max: number, placeholder?: string) => <Input id={`notice-${name}`} maxLength={max} placeholder={placeholder} value={typed[name]} onChange={(event) => set({ [name]: event.target.value })} />;
  const known = wrong?.field !== undefined && wrong.field in typed;
  return (
    <form onSubmit={(event) => void send(event)} aria-label="拟定标准通知">
      <div className="page-head"><h1>拟定标准通知</h1></div>
      {wrong && !known && <Alert type="error" showIcon role="alert" title={wrong.text} style={{ marginBottom: 12 }} />}
      <section className="panel" aria-label="文件">
        <h2 className="section">文件</h2>
        <div className="draft-grid">
          <div className="span">{field('title', '标题', true, text('title', 120, '照文件的标题'))}</div>
          {field('reach', '适用范围', true, <Select id="notice-reach" className="wide" value={typed.reach} options={NoticeReach.codes.map((one) => ({ value: one.code, label: one.label }))} onChange={(reach) => set({ reach })} />)}
          {typed.reach === 'province' && field('province', '省份', true, <Select id="notice-province" className="wide" showSearch optionFilterProp="label" value={typed.province} options={Province.codes.map((one) => ({ value: one.code, label: one.label }))} onChange={(province) => set({ province })} />, own && typed.province !== own ? '外省的只作参考，不用于本县' : undefined)}
          {field('issuer', '发文机关', false, text('issuer', 120))}
          {field('document', '文号', true, text('document', 80))}
          {field('publishedOn', '发布日期', true, <DayInput id="notice-publishedOn" value={typed.publishedOn} onChange={(publishedOn) => set({ publishedOn })} />, '本县收到的日期；与执行日期之间的差额由此补发')}
          {field('effectiveOn', '执行日期', true, <DayInput id="notice-effectiveOn" value={typed.effectiveOn} onChange={(effectiveOn) => set({ effectiveOn })} />)}
        </div>
      </section>
      <StartPanel typed={typed} set={set} field={field} />
      <div className="form-foot"><Act type="primary" htmlType="submit" permission="benefits.write" loading={busy}>拟定</Act><Act onClick={() => openPage(Notice.path)}>取消</Act></div>
    </form>
  );
}

type Place = (name: keyof Typed, label: string, must: boolean, control: ReactNode, help?: string) => ReactNode;

/** What the draft begins with: the standards that it replaces, raised or as they are, or nothing. */
function StartPanel({ typed, set, field }: { typed: Typed; set: (fields: Partial<Typed>) => void; field: Place }) {
  const by = (placeholder?: string) => <Input id="notice-by" maxLength={12} inputMode="decimal" placeholder={placeholder} value={typed.by} onChange={(event) => set({ by: event.target.value })} />;
  return (
    <section className="panel" aria-label="标准">
      <h2 className="section">标准</h2>
      <Radio.Group aria-label="从哪里开始" value={typed.start} onChange={(event) => set({ start: event.target.value as Typed['start'] })} style={{ display: 'grid', gap: 6, marginBottom: 12 }}>{STARTS.map((one) => <Radio key={one.value} value={one.value}>{one.label}</Radio>)}</Radio.Group>
      {typed.start !== 'blank' && (
        <div className="draft-grid">
          {typed.reach !== 'nation' && field('from', '抄自', true, <Select id="notice-from" className="wide" value={typed.from} options={SOURCES} onChange={(from) => set({ from })} />)}
          {typed.start === 'percent' && field('by', '提高百分比', true, by('如 3 或 5.5'))}
          {typed.start === 'amount' && field('by', '每一标准周期增加（元）', true, by())}
          {typed.start !== 'copy' && field('to', '取整', true, <Select id="notice-to" className="wide" value={typed.to} options={ROUNDINGS} onChange={(to) => set({ to })} />)}
          {field('categories', '类别', false, <Select id="notice-categories" className="wide" mode="multiple" allowClear placeholder="全部" optionFilterProp="label" value={typed.categories} options={RateCategory.codes.map((one) => ({ value: one.code, label: one.label }))} onChange={(categories) => set({ categories })} />)}
        </div>
      )}
      {typed.start !== 'blank' && <p className="quiet" style={{ margin: '10px 0 0' }}>复制执行日期之前已生效的标准，一律标为待核实；与文件核对后再标为已核实。</p>}
    </section>
  );
}

/** The typed words as a draft, or what is wrong with them. */
function draftOf(id: string, typed: Typed): NoticeDraft | { field: string; text: string } {
  const { title, reach, province, issuer, document, publishedOn, effectiveOn, start, from, by, to, categories } = typed;
  if (title.trim() === '') return { field: 'title', text: '请填写标题' };
  if (reach === 'province' && !province) return { field: 'province', text: '请选择省份' };
  if (effectiveOn.trim() === '') return { field: 'effectiveOn', text: '请填写执行日期' };
  const notice = { title: title.trim(), reach, province: reach === 'province' ? province : null, issuer: issuer.trim() || null, document: document.trim() || null, publishedOn: publishedOn.trim() || null, effectiveOn };
  const rest = { id, notice, categories, from: reach === 'nation' ? 'own' as const : from };
  if (start === 'blank') return { ...rest, copy: false, raise: { way: 'none' } };
  if (start === 'copy') return { ...rest, copy: true, raise: { way: 'none' } };
  const read = parseYuan(by);
  if (read === undefined) return { field: 'by', text: start === 'percent' ? '应为百分比，最多两位小数' : '应为金额' };
  return { ...rest, copy: true, raise: start === 'percent' ? { way: 'percent', hundredths: Number(read), to } : { way: 'amount', fen: String(read), to } };
}
