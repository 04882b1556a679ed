import { Modal } from 'antd';
import { useState } from 'react';
import { parseYuan, plainYuan } from '#base/pure/fen.ts';
import { recordClient } from '#base/web/client.ts';
import { FormField } from '#base/web/record/FormField.tsx';
import { OneOffShare } from '../schema/oneOff.ts';
import type { ShareView } from '../schema/oneOffActs.ts';
import { RunWrong, useRunWork } from './RunWork.tsx';

type Name = keyof typeof OneOffShare.fields & string;
type Typed = Partial<Record<Name, string>>;

/** The fields of a share in their order, by what was typed so far: a payee who has a file is neither named nor given an account again. */
function namesFor({ relation, payeeId }: Typed): Name[] {
  return ['relation', ...(relation === 'sibling' ? ['ground' as const] : []), 'payeeId', ...(payeeId ? [] : ['payeeName' as const, 'payeeCitizenId' as const]), 'fen', ...(payeeId ? [] : ['bankName' as const, 'bankHolder' as const, 'bankAccount' as const])];
}

/** 登记或修改一份: who receives it, as what, how much, into which account. `rest` is what of the sum nobody has yet. */
export function OneOffShareDialog({ oneOffId, share, rest, onClose }: { oneOffId: string; share?: ShareView; rest: bigint; onClose: () => void }) {
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Typed>(() => share
    ? { relation: share.relation, ground: share.ground ?? '', payeeId: share.payeeId ?? '', payeeName: share.payeeName, fen: plainYuan(BigInt(share.fen)), bankName: share.bankName ?? '' }
    : { fen: rest > 0n ? plainYuan(rest) : '' });
  const [label, setLabel] = useState(share?.payeeName);
  const [mine, setMine] = useState<Record<string, string>>({});
  const { busy, wrong, work, forget } = useRunWork();
  const names = namesFor(typed);
  const settled = share?.stands !== null && share !== undefined;
  const set = (name: string, value: string | string[], title?: string) => {
    forget();
    setMine({});
    setTyped({ ...typed, [name]: String(value), ...(name === 'payeeId' && value ? { payeeName: title ?? '' } : {}) });
    if (name === 'payeeId') setLabel(title);
  };
  const send = async () => {
    const fen = parseYuan(typed.fen ?? '');
    const missing = { ...(typed.relation ? {} : { relation: '请选择与军人的关系' }), ...(typed.payeeName?.trim() ? {} : { payeeName: '请填写领取人姓名' }), ...(fen === undefined || fen < 0n ? { fen: '请填写金额' } : {}) };
    setMine(missing);
    if (Object.keys(missing).length > 0) return;
    const kept = (name: Name) => typed[name]?.trim() || null;
    const plain = { relation: typed.relation!, ground: typed.relation === 'sibling' ? kept('ground') : null, payeeId: kept('payeeId'), payeeName: typed.payeeName!.trim(), fen: String(fen) };
    const account = typed.payeeId ? { payeeCitizenId: null, bankName: null, bankHolder: null, bankAccount: null } : { bankName: kept('bankName'), ...(['payeeCitizenId', 'bankHolder', 'bankAccount'] as const).reduce((all, name) => (typed[name]?.trim() ? { ...all, [name]: typed[name]!.trim() } : all), {}) };
    const done = await work(() => (share ? recordClient(OneOffShare).update({ id: share.id, version: share.version, change: { ...plain, ...account } as never }) : recordClient(OneOffShare).create({ id, draft: { oneOffId, ...plain, ...account } as never })));
    if (done) onClose();
  };
  const error = (name: Name) => mine[name] ?? (wrong?.path.includes(name) ? wrong.message : undefined);
  const masked = (name: Name) => (name === 'bankAccount' && share?.account ? `尾号 ${share.account}` : name === 'payeeCitizenId' && share?.identified && !share.payeeId ? '已登记' : undefined);
  return (
    <Modal title={share ? `修改份额：${share.payeeName}` : '登记一份'} open okText="保存" cancelText="取消" width={760} confirmLoading={busy} onOk={() => void send()} onCancel={onClose} mask={{ closable: false }}>
      <RunWrong wrong={names.some((name) => error(name)) ? undefined : wrong} />
      {settled && <p className="quiet">这一份批准过，不能换领取人；不再发给的把金额改为 0。</p>}
      <div className="form-grid">{names.map((name) => <FormField key={name} idBase="share" name={name} field={OneOffShare.fields[name]} value={typed[name] ?? ''} label={name === 'payeeId' ? label : undefined} masked={masked(name)} error={error(name)} onChange={set} />)}</div>
    </Modal>
  );
}
