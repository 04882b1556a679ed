import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { organisationClient } from './client.ts';
import { Labelled } from './Labelled.tsx';

const EMPTY = { current: '', next: '', again: '' };

/** Changes one's own password; all other sessions end. */
export function PasswordForm({ first = false }: { first?: boolean }) {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [typed, setTyped] = useState(EMPTY);
  const [wrong, setWrong] = useState<{ field: string; text: string }>();
  const [busy, setBusy] = useState(false);
  const put = (name: keyof typeof EMPTY) => ({ id: name, value: typed[name], maxLength: 128, onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }), 'aria-invalid': wrong?.field === name, 'aria-describedby': `${name}-below` });
  const say = (name: string) => (wrong?.field === name ? wrong.text : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (typed.next !== typed.again) return setWrong({ field: 'again', text: '两次输入的新密码不一致' });
    setBusy(true);
    try {
      await organisationClient.changePassword({ current: typed.current, next: typed.next });
      setTyped(EMPTY);
      setWrong(undefined);
      message.success('密码已修改，其他地方的登录已退出');
      await cache.invalidateQueries({ queryKey: ['me'] });
    } catch (error) {
      const failure = asFailure(error);
      setWrong({ field: failure.path[0] ?? 'next', text: failure.message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-labelledby="password-title">
      <h2 className="section" id="password-title">修改密码</h2>
      <form onSubmit={(event) => void submit(event)} style={{ maxWidth: 420 }} noValidate>
        <Labelled id="current" label={first ? '初始密码' : '现在的密码'} must wrong={say('current')}><Input.Password size="large" {...put('current')} autoComplete="current-password" /></Labelled>
        <Labelled id="next" label="新密码" must wrong={say('next')} below="至少 12 个字符，大写、小写、数字、符号中至少三种，不含账号和姓名；可以粘贴"><Input.Password size="large" {...put('next')} autoComplete="new-password" /></Labelled>
        <Labelled id="again" label="再输一次新密码" must wrong={say('again')}><Input.Password size="large" {...put('again')} autoComplete="new-password" /></Labelled>
        <Button type="primary" htmlType="submit" loading={busy}>保存新密码</Button>
      </form>
    </section>
  );
}
