import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { asFailure, type Failure } from '#base/web/failure.ts';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { upkeepClient } from './client.ts';

/** What a setting's shape says, as JSON Schema with Chinese titles. */
type Shape = { type?: string; title?: string; enum?: string[]; words?: Record<string, string>; minimum?: number; maximum?: number; properties?: Record<string, Shape>; items?: Shape; prefixItems?: Shape[]; help?: string };
type Setting = { key: string; label: string; value?: unknown; shape: Shape };

/** 参数设置 (`/upkeep/settings`): what an office decides for its county, each with the product's default until it is changed. */
export function Settings() {
  const enabled = useMay()('system.secure');
  const settings = useQuery({ queryKey: ['upkeep.settings'], queryFn: () => upkeepClient.settings.list(), enabled });
  if (!enabled) return <Forbidden />;
  return (
    <>
      <div className="page-head"><h1>参数设置</h1></div>
      {settings.error && <Failed error={settings.error} retry={() => void settings.refetch()} />}
      {settings.isLoading && <Loading what="正在查询" />}
      {(settings.data as Setting[] | undefined)?.map((setting) => <SettingCard key={setting.key} setting={setting} />)}
    </>
  );
}

function SettingCard({ setting }: { setting: Setting }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [value, setValue] = useState(setting.value);
  const [failure, setFailure] = useState<Failure>();
  const save = useMutation({
    mutationFn: () => upkeepClient.settings.set({ key: setting.key, value }),
    onSuccess: () => {
      setFailure(undefined);
      message.success(`已保存${setting.label}`);
      return cache.invalidateQueries({ queryKey: ['upkeep.settings'] });
    },
    onError: (error) => setFailure(asFailure(error)),
  });
  return (
    <Card title={setting.label} style={{ marginBottom: 16 }}>
      {failure && <Alert type="error" showIcon role="alert" title={failure.message} style={{ marginBottom: 16 }} />}
      <Control id={setting.key} label={setting.label} shape={setting.shape} value={value} onChange={setValue} />
      <Button type="primary" loading={save.isPending} onClick={() => save.mutate()} style={{ marginTop: 16 }} aria-label={`保存${setting.label}`}>保存</Button>
    </Card>
  );
}

type ControlProps = { id: string; label: string; shape: Shape; value: unknown; onChange: (value: unknown) => void };

function Control({ id, label, shape, value, onChange }: ControlProps) {
  if (shape.properties) {
    const given = (value ?? {}) as Record<string, unknown>;
    return <>{Object.entries(shape.properties).map(([name, inner]) => <Labelled key={name} id={`${id}.${name}`} label={inner.title ?? name} shape={inner} value={given[name]} onChange={(next) => onChange({ ...given, [name]: next })} />)}</>;
  }
  if (shape.enum) return <Radio.Group aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} options={shape.enum.map((code) => ({ value: code, label: shape.words?.[code] ?? code }))} />;
  if (shape.type === 'boolean') return <Radio.Group aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} options={[{ value: true, label: '是' }, { value: false, label: '否' }]} />;
  if (shape.type === 'integer') return <InputNumber id={id} aria-label={label} value={value as number} min={shape.minimum} max={shape.maximum} precision={0} onChange={(next) => onChange(next ?? undefined)} />;
  if (shape.items?.prefixItems) return <Pairs label={label} sides={shape.items.prefixItems} value={(value as string[][] | undefined) ?? []} onChange={onChange} />;
  if (shape.type === 'array') return <Select id={id} aria-label={label} mode="tags" open={false} suffixIcon={null} value={(value as string[] | undefined) ?? []} onChange={onChange} tokenSeparators={['，', ',', '；']} style={{ width: '100%' }} placeholder="输入后按回车" />;
  return <Input id={id} aria-label={label} value={(value as string | undefined) ?? ''} onChange={(event) => onChange(event.target.value || undefined)} />;
}

/** Pairs of choices, one a line. */
function Pairs({ label, sides, value, onChange }: { label: string; sides: Shape[]; value: string[][]; onChange: (value: unknown) => void }) {
  const put = (at: number, side: number, next: string) => onChange(value.map((pair, index) => (index === at ? pair.map((one, place) => (place === side ? next : one)) : pair)));
  return (
    <div role="group" aria-label={label}>
      {value.map((pair, at) => (
        <div key={at} className="toolbar" style={{ marginBottom: 8 }}>
          {sides.map((side, place) => <Select key={place === 0 ? 'one' : 'other'} aria-label={`第 ${at + 1} 对的${place === 0 ? '一项' : '另一项'}`} value={pair[place] || undefined} placeholder="请选择" options={(side.enum ?? []).map((code) => ({ value: code, label: side.words?.[code] ?? code }))} onChange={(next) => put(at, place, next)} style={{ width: 230 }} />)}
          <Button onClick={() => onChange(value.filter((_, index) => index !== at))} aria-label={`去掉第 ${at + 1} 对`}>去掉</Button>
        </div>))}
      <Button onClick={() => onChange([...value, sides.map(() => '')])}>添加一对</Button>
    </div>
  );
}

function Labelled(props: ControlProps) {
  return (
    <div style={{ marginBottom: 12, maxWidth: 640 }}>
      {props.shape.properties ? <p className="quiet">{props.label}</p> : <label htmlFor={props.id} style={{ display: 'block', marginBottom: 4 }}>{props.label}</label>}
      <Control {...props} />
    </div>
  );
}
