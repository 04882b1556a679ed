import { Button, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { chineseNumber } from '../rules/printing.ts';
import type { BulletinDocument, Section } from '../schema/document.ts';
import { moved } from './pieces.ts';
import { TextEditor } from './TextEditor.tsx';

type Change = (change: Partial<BulletinDocument>) => void;
type FormProps = { document: BulletinDocument; onChange: (document: BulletinDocument) => void };

/** The whole document as a form: masthead, title, lead, sections with their points, and the distribution. Texts keep their own state; a new `key` starts them afresh. */
export function DocumentForm({ document, onChange }: FormProps) {
  const change: Change = (part) => onChange({ ...document, ...part });
  const period = String(document.year);
  return (
    <>
      <section className="panel" aria-label="标题与导语">
        <h2 className="section">标题与导语</h2>
        <Labelled label="标题"><Input aria-label="标题" value={document.title} maxLength={120} onChange={(event) => change({ title: event.target.value })} /></Labelled>
        <Labelled label="副标题"><Input aria-label="副标题" value={document.subtitle ?? ''} maxLength={120} onChange={(event) => change({ subtitle: event.target.value || null })} /></Labelled>
        <p className="field-label">导语</p>
        <TextEditor label="导语" value={document.lead} period={period} onChange={(lead) => change({ lead })} />
      </section>
      {document.sections.map((section, at) => (
        <SectionForm key={keyOf(section, at)} section={section} at={at} period={period}
          onChange={(next) => change({ sections: document.sections.map((one, index) => (index === at ? keep(one, next) : one)) })}
          onMove={(step) => change({ sections: moved(document.sections, at, step) })}
          onRemove={() => change({ sections: document.sections.filter((_, index) => index !== at) })} />
      ))}
      <p><Button onClick={() => change({ sections: [...document.sections, { heading: '', opening: [], items: [] }] })}>增加一个部分</Button></p>
      <Imprint document={document} change={change} />
    </>
  );
}

function SectionForm({ section, at, period, onChange, onMove, onRemove }: { section: Section; at: number; period: string; onChange: (section: Section) => void; onMove: (step: number) => void; onRemove: () => void }) {
  const name = `第${chineseNumber(at + 1)}部分`;
  const items = (next: Section['items']) => onChange({ ...section, items: next });
  return (
    <section className="panel" aria-label={name}>
      <div className="bulletin-line">
        <h2 className="section">{name}</h2>
        <Input className="grow" aria-label={`${name}标题`} value={section.heading} maxLength={60} onChange={(event) => onChange({ ...section, heading: event.target.value })} />
        <Order name={name} onMove={onMove} onRemove={onRemove} />
      </div>
      <TextEditor label={`${name}开头`} value={section.opening} period={period} onChange={(opening) => onChange({ ...section, opening })} />
      {section.items.map((item, point) => {
        const label = `${name}${chineseNumber(point + 1)}是`;
        const put = (next: Section['items'][number]) => items(section.items.map((one, index) => (index === point ? keep(one, next) : one)));
        return (
          <div className="bulletin-point" key={keyOf(item, point)}>
            <div className="bulletin-line">
              <strong>{chineseNumber(point + 1)}是</strong>
              <Input className="grow" aria-label={`${label}要点`} value={item.lead} maxLength={60} onChange={(event) => put({ ...item, lead: event.target.value })} />
              <Order name={label} onMove={(step) => items(moved(section.items, point, step))} onRemove={() => items(section.items.filter((_, index) => index !== point))} />
            </div>
            <TextEditor label={label} value={item.text} period={period} onChange={(text) => put({ ...item, text })} />
          </div>
        );
      })}
      <Button onClick={() => items([...section.items, { lead: '', text: [] }])}>增加一点</Button>
    </section>
  );
}

function Order({ name, onMove, onRemove }: { name: string; onMove: (step: number) => void; onRemove: () => void }) {
  return (
    <>
      <Button size="small" aria-label={`${name}上移`} onClick={() => onMove(-1)}>上移</Button>
      <Button size="small" aria-label={`${name}下移`} onClick={() => onMove(1)}>下移</Button>
      <Button size="small" danger aria-label={`删去${name}`} onClick={onRemove}>删去</Button>
    </>
  );
}

const LISTS = [['report', '报（上级机关）'], ['send', '送（平级单位）'], ['issue', '发（下级单位）']] as const;

function Imprint({ document, change }: { document: BulletinDocument; change: Change }) {
  const { distribution } = document;
  return (
    <section className="panel" aria-label="报头与版记">
      <h2 className="section">报头与版记</h2>
      <div className="form-grid">
        <Labelled label="简报名称"><Input aria-label="简报名称" value={document.masthead} maxLength={30} onChange={(event) => change({ masthead: event.target.value })} /></Labelled>
        <Labelled label="编印单位"><Input aria-label="编印单位" value={document.editorUnit} maxLength={60} onChange={(event) => change({ editorUnit: event.target.value })} /></Labelled>
        <Labelled label="印发日期（YYYY-MM-DD）"><Input aria-label="印发日期" value={document.issuedOn} maxLength={10} onChange={(event) => change({ issuedOn: event.target.value })} /></Labelled>
        <Labelled label="署名"><Input aria-label="署名" value={document.sourceLine} maxLength={60} onChange={(event) => change({ sourceLine: event.target.value })} /></Labelled>
        <Labelled label="密级（可不填）"><Input aria-label="密级" value={document.secrecyLevel ?? ''} maxLength={20} onChange={(event) => change({ secrecyLevel: event.target.value || null })} /></Labelled>
        <Labelled label="共印份数"><InputNumber aria-label="共印份数" className="wide" min={0} max={100000} precision={0} value={document.printRun} onChange={(printRun) => change({ printRun: printRun ?? 0 })} /></Labelled>
      </div>
      {LISTS.map(([key, label]) => (
        <Labelled key={key} label={`${label}，每行一个`}>
          <Input.TextArea aria-label={label} autoSize={{ minRows: 1, maxRows: 10 }} defaultValue={distribution[key].join('\n')} onChange={(event) => change({ distribution: { ...distribution, [key]: event.target.value.split('\n').map((line) => line.trim()).filter(Boolean) } })} />
        </Labelled>
      ))}
    </section>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return <div style={{ marginBottom: 8 }}><span className="field-label">{label}</span>{children}</div>;
}

const keys = new WeakMap<object, string>();
let next = 0;
/** One key for one section or point through all its changes, so that moving it does not restart its editors. */
function keyOf(one: object, at: number): string {
  if (!keys.has(one)) keys.set(one, `part-${at}-${(next += 1)}`);
  return keys.get(one)!;
}
function keep<T extends object>(before: T, after: T): T {
  keys.set(after, keyOf(before, 0));
  return after;
}
