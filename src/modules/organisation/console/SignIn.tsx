import { Alert, Button, Input } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { asFailure, type Failure } from '#base/web/failure.ts';
import { afterSignIn, atDoor } from './door.ts';
import { DoorFrame } from './DoorFrame.tsx';
import { Labelled } from './Labelled.tsx';

/** 登录 (`/sign-in`): account and password, then the one-time password where the account has one. */
export function SignIn() {
  const [asked, setAsked] = useState<'password' | 'code'>('password');
  const enter = ({ state }: { state: 'in' | 'code' }) => (state === 'in' ? location.assign(afterSignIn(location.search)) : setAsked('code'));
  return asked === 'password' ? <PasswordStep onDone={enter} /> : <CodeStep onDone={enter} onBack={() => setAsked('password')} />;
}

type Step = { state: 'in' | 'code' };

function PasswordStep({ onDone }: { onDone: (step: Step) => void }) {
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [county, setCounty] = useState('');
  const { failure, busy, send } = useDoor(onDone);
  const waiting = useSetUpWaiting();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send('sign-in', { account, password, county: county.trim() || undefined });
  };
  return (
    <DoorFrame title="登录">
      {waiting && <Alert type="info" showIcon style={{ marginBottom: 16 }} title={<>系统还没有账号，请先<a href="/set-up">首次设置</a>。</>} />}
      <form onSubmit={submit} noValidate>
        {failure && <Alert type="error" showIcon role="alert" title={failure.message} style={{ marginBottom: 16 }} />}
        <Labelled id="account" label="账号"><Input id="account" size="large" value={account} autoComplete="username" autoFocus maxLength={64} onChange={(event) => setAccount(event.target.value)} /></Labelled>
        <Labelled id="password" label="密码"><Input.Password id="password" size="large" value={password} autoComplete="current-password" maxLength={128} onChange={(event) => setPassword(event.target.value)} /></Labelled>
        {(failure?.code === 'sign_in.county' || county) && <Labelled id="county" label="县区划代码" below="六位数字，如 410726"><Input id="county" size="large" value={county} inputMode="numeric" maxLength={6} onChange={(event) => setCounty(event.target.value)} /></Labelled>}
        <Button type="primary" size="large" block htmlType="submit" loading={busy}>登录</Button>
      </form>
      <p className="quiet" style={{ margin: '16px 0 0' }}>忘记密码请联系本县系统管理员重置。请勿在本系统处理涉密信息。</p>
    </DoorFrame>
  );
}

function CodeStep({ onDone, onBack }: { onDone: (step: Step) => void; onBack: () => void }) {
  const [code, setCode] = useState('');
  const [backup, setBackup] = useState(false);
  const { failure, busy, send } = useDoor(onDone);
  useEffect(() => {
    if (failure?.code === 'sign_in.expired') onBack();
  }, [failure]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send('code', backup ? { backupCode: code.trim() } : { code: code.replace(/\s/g, '') });
  };
  return (
    <DoorFrame title="动态口令">
      <form onSubmit={submit} noValidate>
        {failure && <Alert type="error" showIcon role="alert" title={failure.message} style={{ marginBottom: 16 }} />}
        <Labelled id="code" label={backup ? '备用码' : '手机上显示的 6 位数字'}>
          <Input id="code" key={String(backup)} size="large" value={code} autoFocus autoComplete="one-time-code" inputMode={backup ? 'text' : 'numeric'} maxLength={20} onChange={(event) => setCode(event.target.value)} />
        </Labelled>
        <Button type="primary" size="large" block htmlType="submit" loading={busy}>继续</Button>
      </form>
      <p style={{ margin: '16px 0 0', display: 'flex', justifyContent: 'space-between' }}>
        <button type="button" className="link-button" onClick={() => { setBackup(!backup); setCode(''); }}>{backup ? '用动态口令' : '手机不在身边，用备用码'}</button>
        <button type="button" className="link-button" onClick={onBack}>换个账号</button>
      </p>
    </DoorFrame>
  );
}

/** Sends one step at a time, and keeps what went wrong with it. */
function useDoor(onDone: (step: Step) => void) {
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const send = async (path: string, body: unknown) => {
    setBusy(true);
    setFailure(undefined);
    try {
      onDone(await atDoor<Step>(path, body));
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return { failure, busy, send };
}

function useSetUpWaiting(): boolean {
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    fetch('/api/set-up').then((response) => response.json()).then(({ open }: { open: boolean }) => setWaiting(open)).catch(() => undefined);
  }, []);
  return waiting;
}
