import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { equalShares } from '../rules/shares.ts';
import { OneOffShare, ShareRelation, SiblingGround } from '../schema/oneOff.ts';
import type { OneOffView, ShareView } from '../schema/oneOffActs.ts';
import { OneOffShareDialog } from './OneOffShareDialog.tsx';
import { RunWrong, useRunWork } from './RunWork.tsx';

/** 领取人和份额: whoever receives, how much, and whether it comes to the sum; while it is being drafted it is changed here. */
export function OneOffShares({ view }: { view: OneOffView }) {
  const narrow = useNarrow();
  const may = useMay()('benefits.write');
  const { busy, wrong, work } = useRunWork();
  const [editing, setEditing] = useState<ShareView | 'new'>();
  const { shares } = view;
  const own = view.row.kind === 'localGrant';
  const open = may && view.row.state === 'draft';
  const total = BigInt(view.fen);
  const sum = shares.reduce((all, one) => all + BigInt(one.fen), 0n);
  const change = (one: ShareView, fen: bigint) => recordClient(OneOffShare).update({ id: one.id, version: one.version, change: { fen: String(fen) } });
  const divide = () => work(async () => { for (const [at, fen] of equalShares(total, shares.length).entries()) if (String(fen) !== shares[at]!.fen) await change(shares[at]!, fen); return true; });
  const remove = (one: ShareView) => work(async () => { await recordClient(OneOffShare).remove({ id: one.id, version: one.version, reason: '调整份额' }); return true; });
  const relation = (one: ShareView) => `${labelOf(ShareRelation, one.relation)}${one.ground ? `（${labelOf(SiblingGround, one.ground)}）` : ''}`;
  const payee = (one: ShareView) => (one.payeeId ? <PageLink href={`/registry/persons/${one.payeeId}`}>{one.payeeName}</PageLink> : one.payeeName);
  const account = (one: ShareView) => (one.hasAccount ? (one.account ? `${one.bankName ?? ''} 尾号 ${one.account}` : '档案中的账户') : <span className="warned">没有账号</span>);
  const buttons = (one: ShareView) => open && !own && (
    <div className="toolbar">
      <Button size="small" disabled={busy} aria-label={`修改${one.payeeName}的份额`} onClick={() => setEditing(one)}>修改</Button>
      {one.stands === null && <Popconfirm title={`删除${one.payeeName}的份额？`} okText="删除" cancelText="取消" okButtonProps={{ danger: true }} onConfirm={() => void remove(one)}><Button size="small" danger disabled={busy} aria-label={`删除${one.payeeName}的份额`}>删除</Button></Popconfirm>}
    </div>
  );
  return (
    <section className="panel" aria-label="领取人和份额" aria-busy={busy}>
      <div className="line-apart run-apart">
        <h2 className="section">领取人和份额</h2>
        {open && !own && <div className="toolbar">{shares.length > 1 && <Act why={total > 0n ? undefined : '还算不出金额'} loading={busy} onClick={() => void divide()}>平均分</Act>}<Act type="primary" onClick={() => setEditing('new')}>登记一份</Act></div>}
      </div>
      <RunWrong wrong={wrong} />
      {!own && <p className="quiet flush">发给父母（抚养人）、配偶、子女；都没有的，发给未满18周岁的兄弟姐妹和已满18周岁但无生活费来源且由军人生前供养的兄弟姐妹（《军人抚恤优待条例》第十八条）。各份多少由遗属协商，合计须等于应发金额。</p>}
      {own && <p className="quiet flush">发给本人，份额随计算结果自动登记，账户用档案中的。</p>}
      {shares.length === 0 && <p className="empty">还没有登记领取人。</p>}
      {shares.length > 0 && (narrow
        ? <ul className="cards" aria-label="份额">{shares.map((one) => <li key={one.id}><div className="head">{payee(one)}　{printYuan(BigInt(one.fen))} 元</div><p className="flush">{relation(one)}　{account(one)}</p>{changed(one)}{buttons(one)}</li>)}</ul>
        : (
          <table className="choice-table run-sums">
            <thead><tr><th scope="col">领取人</th><th scope="col">与军人的关系</th><th scope="col" className="number">金额（元）</th><th scope="col">账户</th>{open && !own && <th scope="col">操作</th>}</tr></thead>
            <tbody>{shares.map((one) => <tr key={one.id}><th scope="row">{payee(one)}</th><td>{relation(one)}</td><td className="number">{printYuan(BigInt(one.fen))}{changed(one)}</td><td>{account(one)}</td>{open && !own && <td>{buttons(one)}</td>}</tr>)}</tbody>
            <tfoot><tr><th scope="row" colSpan={2}>合计</th><td className="number">{printYuan(sum)}</td><td colSpan={open && !own ? 2 : 1} className={sum === total || view.answer !== 'yes' ? '' : 'wrong'}>{view.answer !== 'yes' ? '' : sum === total ? '等于应发金额' : `应发 ${printYuan(total)} 元，${sum < total ? '还差' : '多出'} ${printYuan(sum < total ? total - sum : sum - total)} 元`}</td></tr></tfoot>
          </table>
        ))}
      {editing && <OneOffShareDialog oneOffId={view.row.id} share={editing === 'new' ? undefined : editing} rest={view.answer === 'yes' ? total - sum : 0n} onClose={() => setEditing(undefined)} />}
    </section>
  );
}

/** What was approved of a share before, where it is being corrected. */
function changed(one: ShareView) {
  return one.stands !== null && one.stands !== one.fen ? <div className="quiet">原批准 {printYuan(BigInt(one.stands))}</div> : null;
}
