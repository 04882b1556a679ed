import { Button, Input, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { parseYuan } from '#base/pure/fen.ts';
import { recordClient } from '#base/web/client.ts';
import { asFailure } from '#base/web/failure.ts';
import type { NoticeView } from '../schema/noticeActs.ts';
import { ON_TOP, RateArea, RateCategory, RateKind, RateNature, RatePeriod, Standard } from '../schema/standards.ts';

const choices = (list: typeof RateCategory) => list.codes.map((one) => ({ value: one.code, label: one.label }));
const GRADES = Array.from({ length: 10 }, (_, at) => ({ value: at + 1, label: `${at + 1}级` }));
type Typed = { category?: string; grade?: number; nature?: string; variant: string; area?: string; addon?: string; amount: string; period: string; kind: string };

/** One further standard for a notice being drafted; the form stays ready for the next. */
export function AddLine({ notice, onSaved }: { notice: NoticeView['notice']; onSaved: () => Promise<void> }) {
  const id = useId();
  const blank: Typed = { variant: '', amount: '', period: 'year', kind: notice.reach === 'nation' ? 'floor' : notice.reach === 'province' ? 'full' : 'topUp' };
  const [typed, setTyped] = useState<Typed>(blank);
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const set = (fields: Partial<Typed>) => setTyped({ ...typed, ...fields });
  const graded = typed.category === 'disabled';
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const fen = parseYuan(typed.amount);
    if (!typed.category) return setWrong('请选择类别');
    if (fen === undefined || fen < 0n || (fen === 0n && !ON_TOP.includes(typed.kind))) return setWrong('标准应为大于 0 的金额；增发停止执行的填 0');
    if (typed.kind === 'personal' && !typed.addon?.trim()) return setWrong('逐人增发须填写增发项目，如孤老增发');
    setBusy(true);
    const own = graded ? { grade: typed.grade ?? null, nature: typed.nature ?? null, variant: null } : { grade: null, nature: null, variant: typed.variant.trim() || null };
    try {
      await recordClient(Standard).create({ id: crypto.randomUUID(), draft: { noticeId: notice.id, kind: typed.kind, category: typed.category, ...own, area: typed.area ?? null, addon: ON_TOP.includes(typed.kind) ? typed.addon?.trim() || null : null, amount: String(fen), period: typed.period, verification: 'unverified' } });
      setTyped({ ...typed, amount: '', ...(graded ? { nature: undefined } : { variant: '' }) });
      setWrong(undefined);
      await onSaved();
    } catch (error) {
      setWrong(asFailure(error).message);
    } finally {
      setBusy(false);
    }
  };
  const field = (name: string, label: string, control: React.ReactNode) => <div><label className="field-label" htmlFor={`${id}-${name}`}>{label}</label>{control}</div>;
  return (
    <form className="new-line only-screen" onSubmit={(event) => void add(event)} aria-label="添加一行">
      {field('category', '类别', <Select id={`${id}-category`} className="wide" showSearch optionFilterProp="label" value={typed.category} options={choices(RateCategory)} onChange={(category) => set({ category })} popupMatchSelectWidth={false} />)}
      {graded ? field('grade', '残疾等级', <Select id={`${id}-grade`} className="wide" value={typed.grade} options={GRADES} onChange={(grade) => set({ grade })} />) : field('variant', '细类', <Input id={`${id}-variant`} maxLength={60} value={typed.variant} placeholder={typed.category === 'survivor' ? '如：烈士遗属' : '没有可不填'} onChange={(event) => set({ variant: event.target.value })} />)}
      {graded ? field('nature', '性质', <Select id={`${id}-nature`} className="wide" value={typed.nature} options={choices(RateNature)} onChange={(nature) => set({ nature })} />) : field('area', '城乡', <Select id={`${id}-area`} className="wide" allowClear placeholder="不分" value={typed.area} options={choices(RateArea)} onChange={(area) => set({ area })} />)}
      {field('amount', '标准（元）', <Input id={`${id}-amount`} className="number" inputMode="decimal" value={typed.amount} onChange={(event) => set({ amount: event.target.value })} />)}
      {field('period', '周期', <Select id={`${id}-period`} className="wide" value={typed.period} options={choices(RatePeriod)} onChange={(period) => set({ period })} />)}
      {notice.reach !== 'nation' && field('kind', '标准性质', <Select id={`${id}-kind`} className="wide" value={typed.kind} options={choices(RateKind).filter((one) => one.value !== 'floor')} onChange={(kind) => set({ kind })} />)}
      {ON_TOP.includes(typed.kind) && field('addon', '增发项目', <Input id={`${id}-addon`} maxLength={40} value={typed.addon ?? ''} placeholder={typed.kind === 'personal' ? '如：孤老增发' : '如：粮油补贴，可不填'} onChange={(event) => set({ addon: event.target.value })} />)}
      <Button htmlType="submit" loading={busy}>添加一行</Button>
      {wrong && <p className="wrong span" role="alert">{wrong}</p>}
    </form>
  );
}
