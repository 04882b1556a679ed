import { useQuery } from '@tanstack/react-query';
import { App, Segmented } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { Reminder } from '../schema/confirmationActs.ts';
import { confirmClient, type Confirming, useConfirming } from './confirmClient.ts';
import { ConfirmHead } from './ConfirmHead.tsx';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';

const PATH = '/benefits/confirm/reminders';

/** 提醒名单 (`/benefits/confirm/reminders`): who is still to be confirmed, with the words of a short message; who cannot come is visited and stands apart. Numbers are fetched only when asked for, and that is audited. */
export function ConfirmReminders() {
  const may = useMay();
  const asking = useConfirming(PATH);
  const { id, division } = asking;
  const [shown, setShown] = useState<'message' | 'visit'>('message');
  const { data, error, refetch, isFetching, isFetched } = useQuery({ queryKey: ['benefits.confirm', 'reminders', id, division], queryFn: () => confirmClient.reminders({ id, division }), enabled: false, gcTime: 0 });
  if (!may('benefits.confirm')) return <Forbidden />;
  const of = (visit: boolean) => (data?.rows ?? []).filter((one) => one.homeVisit === visit);
  const rows = of(shown === 'visit');
  return (
    <>
      <ConfirmHead path={PATH} title="年度确认提醒名单" asking={asking} acts={<Act type="primary" loading={isFetching} why={id ? undefined : '还没有下发的年度确认'} onClick={() => void refetch()}>显示名单和号码</Act>} />
      <p className="quiet">只列未确认的人。短信里不写是什么待遇；显示号码会记入操作日志。不便到场的登记一次，以后各年沿用，不再催促到站。</p>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isFetching && !data && <Loading what="正在取名单" />}
      {isFetched && data && (
        <section className="panel" aria-label="提醒名单">
          <Segmented aria-label="名单" style={{ marginBottom: 10 }} value={shown} options={[{ value: 'message', label: `发短信 ${of(false).length}` }, { value: 'visit', label: `上门 ${of(true).length}` }]} onChange={(value) => setShown(value as 'message' | 'visit')} />
          {shown === 'message' && <Sending asking={asking} rows={rows.filter((one) => one.mobile !== null)} gateway={data.gateway} />}
          {rows.length === 0 ? <p className="empty">没有这样的人。</p> : (
            <div className="scroll-x" tabIndex={0} role="region" aria-label="提醒名单表">
              <table className="choice-table confirm-rows stacks">
                <thead><tr><th scope="col">姓名</th><th scope="col">所属区划</th><th scope="col">手机号码</th><th scope="col">短信</th></tr></thead>
                <tbody>{rows.map((one) => <tr key={one.id}><td><strong>{one.name}</strong></td><td>{one.place}</td><td data-label="手机">{one.mobile ?? <span className="warned">没有号码，请村里通知</span>}</td><td>{one.text}</td></tr>)}</tbody>
              </table>
            </div>
          )}
        </section>
      )}
    </>
  );
}

/** How the messages get out: by the gateway where one is connected, after the words were seen; else copied into another platform. */
function Sending({ asking: { id, division }, rows, gateway }: { asking: Confirming; rows: readonly Reminder[]; gateway: boolean }) {
  const { message, modal } = App.useApp();
  const { busy, wrong, work } = useRunWork();
  const nobody = rows.length > 0 ? undefined : '没有可发的号码';
  const copy = () => navigator.clipboard.writeText(rows.map((one) => `${one.mobile}\t${one.text}`).join('\n')).then(() => void message.success('已复制，粘贴到短信平台的号码和内容两列'), () => void message.error('浏览器不让复制，请选中表格后复制'));
  const send = async () => {
    const done = await work(() => confirmClient.remind({ id, division }));
    if (done) message.success(done.queued > 0 ? `已提交 ${done.queued} 条，几分钟内发出` : '今天都已提醒过，没有再发');
  };
  const ask = () => void modal.confirm({ title: `给 ${rows.length} 人各发一条提醒短信？`, content: <><blockquote className="sms-sample">{rows[0]?.text}</blockquote><p className="quiet flush">今天已经提醒过的不再发。</p></>, okText: '发送', cancelText: '取消', onOk: send });
  return (
    <>
      <RunWrong wrong={wrong} />
      <div className="toolbar" style={{ marginBottom: 10 }}>
        {gateway && <Act type="primary" loading={busy} why={nobody} onClick={ask}>给 {rows.length} 人发提醒短信</Act>}
        <Act why={nobody} onClick={() => void copy()}>复制号码和短信</Act>
      </div>
      {!gateway && <p className="quiet">没有接入短信网关：复制后用本单位的短信平台发送。</p>}
      <RunProgress busy={busy} what="正在提交短信" />
    </>
  );
}
