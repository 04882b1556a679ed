import { useQuery } from '@tanstack/react-query';
import { Alert, App, Input, Modal } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { clientOf } from '#base/web/client.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { Failed, Loading } from '#base/web/States.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { ConscriptTermsRecord } from '../schema/conscripts.ts';
import { countyTermsContract, type TermsKind } from '../schema/countyTerms.ts';
import { GrantTermsRecord } from '../schema/oneOff.ts';
import { RunWrong, useRunWork } from './RunWork.tsx';

const termsClient = clientOf(countyTermsContract).countyTerms;
const RECORDS = { grant: GrantTermsRecord, conscript: ConscriptTermsRecord } as const;
const STAYS = '已生效的标准不能删除；有变化的，据此起草一份代替它';
const FIXED = '已生效的标准不再改动；有变化的，据此起草一份代替它';

const actsOf = (kind: TermsKind): RecordActs => ({ row: (row) => <TermsActs kind={kind} row={row} />, stays: (row) => (row.state === 'inForce' ? STAYS : undefined), fixed: (row) => (row.state === 'inForce' ? FIXED : undefined) });
/** What the pages of 地方经济补助标准 offer: 确认生效 by another person, and a copy to write the next ones from. */
export const GRANT_TERMS_ACTS = actsOf('grant');
/** The same for 优待金标准. */
export const CONSCRIPT_TERMS_ACTS = actsOf('conscript');

function TermsActs({ kind, row }: { kind: TermsKind; row: AnyRow }) {
  const [doing, setDoing] = useState<'confirm' | 'copy'>();
  const close = () => setDoing(undefined);
  return (
    <>
      {row.state === 'draft' && <Act type="primary" permission="benefits.approve" onClick={() => setDoing('confirm')}>确认生效</Act>}
      <Act permission="benefits.write" onClick={() => setDoing('copy')}>据此起草</Act>
      {doing === 'confirm' && <Confirm kind={kind} row={row} onClose={close} />}
      {doing === 'copy' && <Copy kind={kind} row={row} onClose={close} />}
    </>
  );
}

/** The difference to what is replaced, and the decision. */
function Confirm({ kind, row, onClose }: { kind: TermsKind; row: AnyRow; onClose: () => void }) {
  const { message } = App.useApp();
  const { busy, wrong, work } = useRunWork();
  const { data, error, refetch } = useQuery({ queryKey: [RECORDS[kind].name, 'terms', row.id, row.version], queryFn: () => termsClient.look({ kind, id: row.id }), gcTime: 0 });
  const why = data ? (data.why ?? undefined) : '正在读取';
  const confirm = async () => { if (await work(() => termsClient.confirm({ kind, id: row.id, version: data!.version }))) { message.success('已生效'); onClose(); } };
  return (
    <Modal open width={720} mask={{ closable: false }} title={`确认生效：${String(row.title)}`} onCancel={onClose} footer={<><Act onClick={onClose}>取消</Act><Act type="primary" loading={busy} why={why} onClick={() => void confirm()}>对照无误，确认生效</Act></>}>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      <RunWrong wrong={wrong} />
      {data && (
        <>
          {data.why && <Alert type="info" showIcon title={data.why} style={{ marginBottom: 10 }} />}
          {row.verification !== 'published' && <Alert type="warning" showIcon title="这份标准待核实：确认以后只能试算，不能据以提交审批；核实后据此起草一份，再确认。" style={{ marginBottom: 10 }} />}
          <p>{data.replaces ? <>与上一份“{data.replaces}”相比，不同的是：</> : '没有上一份标准，全部内容是：'}</p>
          {data.rows.length === 0 && <p className="empty">与上一份完全相同。</p>}
          {data.rows.length > 0 && (
            <div className="scroll-x" tabIndex={0} role="region" aria-label="差异">
              <table className="choice-table run-sums">
                <thead><tr><th scope="col">项目</th>{data.replaces && <th scope="col">上一份</th>}<th scope="col">{data.replaces ? '这一份' : '内容'}</th></tr></thead>
                <tbody>{data.rows.map((one) => <tr key={one.label}><th scope="row">{one.label}</th>{data.replaces && <td>{one.was ?? '—'}</td>}<td>{one.now ?? '—'}</td></tr>)}</tbody>
              </table>
            </div>
          )}
          <p className="quiet">生效以后不再改动，只能由后来的标准代替；已经批准的金额不变。</p>
        </>
      )}
    </Modal>
  );
}

function Copy({ kind, row, onClose }: { kind: TermsKind; row: AnyRow; onClose: () => void }) {
  const openPage = useOpenPage();
  const { busy, wrong, work } = useRunWork();
  const [id] = useState(() => crypto.randomUUID());
  const conscript = kind === 'conscript';
  const next = String(Number(row.year) + 1);
  const [title, setTitle] = useState(conscript ? String(row.title).replace(String(row.year), next) : '');
  const [from, setFrom] = useState(conscript ? next : '');
  const send = async () => { if (await work(() => termsClient.copy({ kind, id: row.id, newId: id, title: title.trim(), from }))) openPage(`${RECORDS[kind].path}/${id}/edit`); };
  const at = (...names: string[]) => (names.includes(String(wrong?.path[0])) ? wrong!.message : undefined);
  return (
    <Modal open mask={{ closable: false }} title={`据此起草：${String(row.title)}`} okText="起草" cancelText="取消" confirmLoading={busy} onCancel={onClose} onOk={() => void send()}>
      <RunWrong wrong={wrong} besides={['title', 'from', 'year', 'effectiveOn']} />
      <p>内容{conscript && '和加发项目'}照抄一份，文号和核实情况另填；改好以后由另一人确认生效。</p>
      <Labelled id="terms-title" label="名称" must wrong={at('title')}><Input id="terms-title" value={title} maxLength={80} onChange={(event) => setTitle(event.target.value)} /></Labelled>
      <Labelled id="terms-from" label={conscript ? '年度' : '适用于从哪天起退役的'} must wrong={at('from', 'year', 'effectiveOn')}>
        {conscript ? <Input id="terms-from" value={from} maxLength={4} onChange={(event) => setFrom(event.target.value)} /> : <DayInput id="terms-from" value={from} onChange={setFrom} />}
      </Labelled>
    </Modal>
  );
}
