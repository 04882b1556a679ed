import { useMe } from '#base/web/session.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SecondFactor } from './SecondFactor.tsx';

/** 我的账号 (`/account`): password, one-time password, sessions. What is due at the first sign-in comes first and alone. */
export function Account() {
  const me = useMe();
  if (me.password.mustChange) return <><Head text="第一次登录，请先设置自己的密码" /><PasswordForm first /></>;
  if (me.secondFactor.required && !me.secondFactor.enrolled) return <><Head text="县级和管理员账号须启用动态口令" /><SecondFactor /></>;
  return (
    <>
      <Head text="我的账号" />
      <section className="panel" aria-label="本人">
        <dl className="facts">
          <div><dt>姓名</dt><dd>{me.name}</dd></div>
          <div><dt>账号</dt><dd>{me.account}</dd></div>
          <div><dt>机构</dt><dd>{me.unit.name}</dd></div>
          <div><dt>岗位</dt><dd>{me.roles.map((role) => role.label).join('、') || '没有岗位'}</dd></div>
          {me.password.expiresOn && <div><dt>密码有效期至</dt><dd>{me.password.expiresOn}</dd></div>}
        </dl>
      </section>
      <OwnSessions />
      <PasswordForm />
      <SecondFactor />
    </>
  );
}

const Head = ({ text }: { text: string }) => <div className="page-head"><h1>{text}</h1></div>;
