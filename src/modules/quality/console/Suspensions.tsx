import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMay, useMe } from '#base/web/session.tsx';
import { type RuleSheet, ruleOf } from '../rules/all.ts';
import type { Suspension } from '../schema/answers.ts';
import { qualityClient } from './client.ts';

const KEY = ['quality.suspension'];

/** The county's suspensions of rules, standing ones first; undefined until they are known. */
export function useSuspensions(): Suspension[] | undefined {
  const enabled = useMay()('quality.read');
  return useQuery({ queryKey: KEY, queryFn: () => qualityClient.suspensions({}), enabled }).data;
}

/** Whether the signed-in person may put rules out of use: a clerk at the county. */
export function useKeepsRules(): boolean {
  const may = useMay();
  const me = useMe();
  return may('quality.write') && me.division.level === 'county';
}

function useSuspending(): (work: () => Promise<unknown>, said: string) => Promise<string | undefined> {
  const cache = useQueryClient();
  const { message } = App.useApp();
  return async (work, said) => {
    try {
      await work();
    } catch (error) {
      return asFailure(error).message;
    }
    message.success(said);
    await cache.invalidateQueries();
    return undefined;
  };
}

/** 停用规则: asks why a rule is put out of use for the whole county, and says what that does. */
export function SuspendDialog({ rule, open, onClose }: { rule: RuleSheet; open: number; onClose: () => void }) {
  const suspending = useSuspending();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [id] = useState(() => crypto.randomUUID());
  const save = async () => {
    setBusy(true);
    const refused = await suspending(() => qualityClient.suspend({ rule: rule.key, id, reason }), `已停用“${rule.title}”，可在页面下方恢复`);
    setBusy(false);
    setWrong(refused);
    if (!refused) onClose();
  };
  return (
    <Modal open title={`全县停用：${rule.title}`} okText="停用" cancelText="取消" confirmLoading={busy} onOk={() => void save()} onCancel={onClose} destroyOnHidden>
      <p>本县的台账没有这一项、或这一项不适用于本县时停用。停用后全县不再提示，{open} 条待处理事项收起，准确率和完整率随之不计。个别记录不适用的，不必停用，在那一条说明不适用即可。</p>
      <p className="quiet">原因和经办人对全县可见，并记入审计；随时可以恢复，恢复后重新核对全部档案，已有的不适用说明仍然有效。</p>
      <label htmlFor="suspend-reason">停用的原因</label>
      <Input.TextArea id="suspend-reason" autoFocus value={reason} maxLength={200} rows={3} onChange={(event) => setReason(event.target.value)} placeholder="如：原系统没有退役证号一栏，待换证时补采" aria-invalid={wrong !== undefined} aria-describedby="suspend-wrong" />
      <p id="suspend-wrong" className="wrong" role="alert">{wrong}</p>
    </Modal>
  );
}

/** 已停用的规则: which rules the county has put out of use, why, by whom; each is put into use again here. Past ones are folded away. */
export function SuspendedRules() {
  const all = useSuspensions() ?? [];
  const [standing, past] = [all.filter((one) => !one.endedOn), all.filter((one) => one.endedOn)];
  if (all.length === 0) return null;
  return (
    <section className="panel" aria-label="停用的规则">
      <h2 className="section">停用的规则</h2>
      {standing.length === 0 ? <p className="quiet">现在没有停用的规则。</p> : <ul className="cards">{standing.map((one) => <Standing key={one.id} one={one} />)}</ul>}
      {past.length > 0 && (
        <details>
          <summary>以前停用、已经恢复的 {past.length} 次</summary>
          <ul className="cards" style={{ marginTop: 8 }}>{past.map((one) => <li key={one.id}><div className="head"><strong style={{ fontWeight: 500 }}>{titleOf(one)}</strong></div><p style={{ margin: '2px 0' }}>停用原因：{one.reason}</p><p className="quiet" style={{ margin: 0 }}>{one.suspendedOn} {one.suspendedBy} 停用 · {one.endedOn} {one.endedBy} 恢复{one.endReason ? `（${one.endReason}）` : ''}</p></li>)}</ul>
        </details>
      )}
    </section>
  );
}

const titleOf = (one: Suspension) => ruleOf(one.rule)?.title ?? one.rule;

function Standing({ one }: { one: Suspension }) {
  const keeps = useKeepsRules();
  const suspending = useSuspending();
  const { modal, message } = App.useApp();
  const resume = () => modal.confirm({
    title: `恢复“${titleOf(one)}”？`, content: '恢复后在后台重新核对全县的档案，有问题的会重新列出。', okText: '恢复', cancelText: '取消',
    onOk: async () => {
      const refused = await suspending(() => qualityClient.resume({ rule: one.rule }), `已恢复“${titleOf(one)}”，正在后台重新核对`);
      if (refused) message.error(refused);
    },
  });
  return (
    <li>
      <div className="head">
        <strong style={{ fontWeight: 500 }}>{titleOf(one)}</strong>
        {keeps && <Act size="small" onClick={resume} aria-label={`恢复规则：${titleOf(one)}`}>恢复</Act>}
      </div>
      <p style={{ margin: '2px 0' }}>停用原因：{one.reason}</p>
      <p className="quiet" style={{ margin: 0 }}>{one.suspendedOn} {one.suspendedBy} 停用，当时收起 {one.hidden} 条</p>
    </li>
  );
}
