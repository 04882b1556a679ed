import { useQuery } from '@tanstack/react-query';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { recordClient } from '#base/web/client.ts';
import { ReferencePicker } from '#base/web/controls/ReferencePicker.tsx';
import { asFailure } from '#base/web/failure.ts';
import { Unit } from '../schema/unit.ts';
import type { Given } from './Accounts.tsx';
import { organisationClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import { RolesChoice } from './RolesChoice.tsx';

const EMPTY = { unitId: '', name: '', account: '', workNumber: '', roles: [] as string[], lines: [] as string[] };

/** Opens an account; its roles wait for the security administrator. */
export function AccountDialog({ onClose, onMade }: { onClose: () => void; onMade: (given: Given) => void }) {
  const [draft, setDraft] = useState(EMPTY);
  const [wrong, setWrong] = useState<string>();
  const [id] = useState(() => crypto.randomUUID());
  const { data: unit } = useQuery({ queryKey: ['organisation.unit', 'get', draft.unitId], queryFn: () => recordClient(Unit).get({ id: draft.unitId }), enabled: draft.unitId !== '' });
  const put = (change: Partial<typeof EMPTY>) => setDraft({ ...draft, ...change });
  const send = async () => {
    try {
      onMade(await organisationClient.accounts.create({ id, draft: { ...draft, workNumber: draft.workNumber || null } }));
    } catch (error) {
      setWrong(asFailure(error).message);
    }
  };
  return (
    <Modal title="新增账号" open onOk={() => void send()} onCancel={onClose} okText="新增" cancelText="取消">
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginBottom: 12 }} />}
      <Labelled id="account-unit" label="机构" must><ReferencePicker id="account-unit" of={Unit} value={draft.unitId} onChange={(unitId) => put({ unitId, roles: [], lines: [] })} /></Labelled>
      <Labelled id="account-name" label="姓名" must><Input id="account-name" value={draft.name} maxLength={30} onChange={(event) => put({ name: event.target.value })} /></Labelled>
      <Labelled id="account-account" label="账号" must below="小写字母开头，3–30 个字母、数字、下划线；一人一号，不得共用"><Input id="account-account" value={draft.account} maxLength={30} autoComplete="off" onChange={(event) => put({ account: event.target.value })} /></Labelled>
      <Labelled id="account-number" label="工号"><Input id="account-number" value={draft.workNumber} maxLength={30} onChange={(event) => put({ workNumber: event.target.value })} /></Labelled>
      <RolesChoice level={unit?.level} roles={draft.roles} lines={draft.lines} onChange={(roles, lines) => put({ roles, lines })} />
    </Modal>
  );
}
