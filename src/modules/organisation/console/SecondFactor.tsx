import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { useMe } from '#base/web/session.tsx';
import { atDoor } from './door.ts';
import { Labelled } from './Labelled.tsx';

type Shown = { svg: string; secret: string; backupCodes: string[] };

/** 动态口令: enrolment by password, QR code and a first code. */
export function SecondFactor() {
  const me = useMe();
  const [shown, setShown] = useState<Shown>();
  return (
    <section className="panel" aria-labelledby="second-factor">
      <h2 className="section" id="second-factor">动态口令</h2>
      {me.secondFactor.enrolled && <p>已启用。手机丢失或更换时，请联系安全保密管理员重置。</p>}
      {!me.secondFactor.enrolled && !shown && <Begin onShown={setShown} />}
      {!me.secondFactor.enrolled && shown && <Confirm shown={shown} />}
    </section>
  );
}

function Begin({ onShown }: { onShown: (shown: Shown) => void }) {
  const [password, setPassword] = useState('');
  const { busy, wrong, run } = useStep();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => onShown(await atDoor<Shown>('totp', { password })));
  };
  return (
    <form onSubmit={submit} style={{ maxWidth: 420 }} noValidate>
      <p>启用后，登录时除密码外还要输入手机上的 6 位数字。请在手机上装好任一动态口令应用（支持 TOTP）。</p>
      <Labelled id="totp-password" label="登录密码" must wrong={wrong}><Input.Password id="totp-password" size="large" value={password} autoComplete="current-password" maxLength={128} onChange={(event) => setPassword(event.target.value)} /></Labelled>
      <Button type="primary" htmlType="submit" loading={busy}>开始启用</Button>
    </form>
  );
}

function Confirm({ shown }: { shown: Shown }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [code, setCode] = useState('');
  const { busy, wrong, run } = useStep();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await atDoor('totp/confirm', { code: code.replace(/\s/g, '') });
      message.success('动态口令已启用');
      await cache.invalidateQueries();
    });
  };
  return (
    <form onSubmit={submit} style={{ maxWidth: 520 }} noValidate>
      <p>1. 用动态口令应用扫描下面的二维码；不能扫描时手工输入密钥。</p>
      <img alt="动态口令二维码，内容与下面的密钥相同" width={200} height={200} src={`data:image/svg+xml;utf8,${encodeURIComponent(shown.svg)}`} />
      <p>密钥：<code>{shown.secret.replace(/(.{4})/g, '$1 ').trim()}</code></p>
      <p>2. 抄下备用码并妥善保管，每个只能用一次，只在这里显示一次：</p>
      <p><code>{shown.backupCodes.join('　')}</code></p>
      <Labelled id="totp-code" label="3. 输入应用上显示的 6 位数字" must wrong={wrong}><Input id="totp-code" value={code} inputMode="numeric" autoComplete="one-time-code" maxLength={7} onChange={(event) => setCode(event.target.value)} /></Labelled>
      <Button type="primary" htmlType="submit" loading={busy}>确认启用</Button>
    </form>
  );
}

function useStep() {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setWrong(undefined);
    try {
      await work();
    } catch (error) {
      setWrong(asFailure(error).message);
    } finally {
      setBusy(false);
    }
  };
  return { busy, wrong, run };
}
