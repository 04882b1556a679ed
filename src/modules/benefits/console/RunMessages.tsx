import { useQuery } from '@tanstack/react-query';
import { App, Input } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { clientOf } from '#base/web/client.ts';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { saveContent } from '#base/web/files.ts';
import { Person } from '#modules/registry/schema.ts';
import { Message, messageContract, MessageState, type RunMessages as Standing } from '../schema/messages.ts';
import { Run } from '../schema/runs.ts';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';

const client = clientOf({ runMessages: messageContract.runMessages }).runMessages;

/** 发放短信 of a closed run: what it says, whom it reaches and whom not, and where what was queued stands. Nothing is sent unasked. */
export function RunMessages({ runId }: { runId: string }) {
  const { data, error, refetch } = useQuery({ queryKey: [Run.name, 'messages', runId], queryFn: () => client.look({ id: runId }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在查询短信情况" />;
  return (
    <>
      {data.able > 0 ? <Queue runId={runId} standing={data} /> : <p className="quiet">{Object.keys(data.states).length > 0 ? '能发的都已提交。' : '这一批次没有能发短信的人。'}</p>}
      <Queued runId={runId} standing={data} />
      {data.unable.length > 0 && (
        <>
          <h3>发不了短信的 {data.unable.length} 人</h3>
          <ul className="run-rows">{data.unable.map((one) => <li key={one.personId}><PageLink href={`${Person.path}/${one.personId}`}>{one.name}</PageLink>　<span className="quiet">{one.place}</span>　{one.why}</li>)}</ul>
        </>
      )}
    </>
  );
}

function Queue({ runId, standing }: { runId: string; standing: Standing }) {
  const { message } = App.useApp();
  const [phone, setPhone] = useState(standing.phone ?? '');
  const { busy, wrong, work, forget } = useRunWork();
  const send = async () => {
    const done = await work(() => client.queue({ id: runId, phone }));
    if (done) message.success(`已提交 ${done.queued} 条`);
  };
  const wrongPhone = wrong?.path[0] === 'phone' ? wrong.message : undefined;
  return (
    <>
      <p className="quiet">每人一条，几项待遇合在一起写；不写是什么待遇、等级和账号。{standing.gateway ? '提交后由短信网关在几分钟内发出。' : '没有接入短信网关：提交后取出号码和内容，用本单位的短信平台发送。'}</p>
      <blockquote className="sms-sample">{standing.sample.replace(standing.phone ?? '（咨询电话）', phone || '（咨询电话）')}</blockquote>
      <RunWrong wrong={wrong} besides={['phone']} />
      <Labelled id="sms-phone" label="咨询电话" must wrong={wrongPhone}>
        <Input id="sms-phone" style={{ maxWidth: 280 }} value={phone} maxLength={20} inputMode="tel" onChange={(event) => { setPhone(event.target.value); forget(); }} onPressEnter={() => void send()} />
      </Labelled>
      <div className="toolbar"><Act type="primary" permission="benefits.write" loading={busy} onClick={() => void send()}>给 {standing.able} 人提交短信</Act></div>
      <RunProgress busy={busy} what="正在提交短信" />
    </>
  );
}

function Queued({ runId, standing }: { runId: string; standing: Standing }) {
  const { message } = App.useApp();
  const { busy, wrong, work } = useRunWork();
  const count = (state: string) => standing.states[state] ?? 0;
  const known = MessageState.codes.filter(({ code }) => count(code) > 0);
  if (known.length === 0) return null;
  const out = async (again: boolean) => {
    const done = await work(() => client.takeOut({ id: runId, again }));
    if (!done) return;
    saveContent({ name: '发放短信.csv', content: base64Of(`\uFEFF姓名,手机号码,内容\r\n${done.rows.map((row) => [row.name, row.mobile, row.text].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`) });
    message.success(`已取出 ${done.rows.length} 条，存为“发放短信.csv”`);
  };
  const once = async () => {
    const done = await work(() => client.again({ id: runId }));
    if (done) message.success(`${done.queued} 条已重新提交`);
  };
  return (
    <>
      <p>{known.map(({ code }) => <span key={code}><PageLink href={`${Message.path}?f.runId=${runId}&f.state=${code}`}>{labelOf(MessageState, code)} {count(code)} 条</PageLink>　</span>)}</p>
      <RunWrong wrong={wrong} />
      <div className="toolbar">
        <Act permission="benefits.reveal" loading={busy} why={count('waiting') + count('failed') === 0 ? '没有待发送的短信' : undefined} onClick={() => void out(false)}>取出待发送的号码和内容</Act>
        {count('taken') > 0 && <Act permission="benefits.reveal" loading={busy} onClick={() => void out(true)}>再取一次已取出的</Act>}
        {count('failed') > 0 && <Act permission="benefits.write" loading={busy} why={standing.gateway ? undefined : '没有接入短信网关，请取出后用别的平台发送'} onClick={() => void once()}>未发出的再发一次</Act>}
      </div>
      <p className="quiet">取出的文件含手机号码，取出会记入审计；取出后网关不再发这些短信。</p>
    </>
  );
}

/** Text as base64 of its UTF-8. */
function base64Of(text: string): string {
  let letters = '';
  for (const byte of new TextEncoder().encode(text)) letters += String.fromCharCode(byte);
  return btoa(letters);
}
