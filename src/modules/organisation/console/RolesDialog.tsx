import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { organisationClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import { RolesChoice } from './RolesChoice.tsx';

type Props = { staffId: string; level: string; roles: string[]; lines: string[]; onClose: () => void; onDone: () => void };

/** Asks for other roles of an account; the security administrator decides. */
export function RolesDialog({ staffId, level, onClose, onDone, ...present }: Props) {
  const [chosen, setChosen] = useState({ roles: present.roles, lines: present.lines });
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [id] = useState(() => crypto.randomUUID());
  const send = async () => {
    try {
      await organisationClient.accounts.askRoles({ id, staffId, ...chosen, reason: reason.trim() || undefined });
      onDone();
    } catch (error) {
      setWrong(asFailure(error).message);
    }
  };
  return (
    <Modal title="申请岗位" open onOk={() => void send()} onCancel={onClose} okText="提交申请" cancelText="取消">
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginBottom: 12 }} />}
      <RolesChoice level={level} {...chosen} onChange={(roles, lines) => setChosen({ roles, lines })} />
      <Labelled id="roles-reason" label="原因"><Input id="roles-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} /></Labelled>
      <p className="quiet">由安全保密管理员批准后生效。</p>
    </Modal>
  );
}
