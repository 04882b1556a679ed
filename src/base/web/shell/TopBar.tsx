import { MenuOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { setLargeMode, useLargeMode } from '../largeMode.ts';
import { useOpenPage } from '../PageLink.tsx';
import { useMe, useServices } from '../session.tsx';
import { forgetOpened } from './opened.ts';

/** The bar above every page: menu on narrow screens, large mode, help, and who is signed in for which unit. */
export function TopBar({ onMenu, onHelp }: { onMenu: () => void; onHelp: () => void }) {
  const me = useMe();
  const services = useServices();
  const openPage = useOpenPage();
  const large = useLargeMode();
  const signOut = async () => {
    await services.signOut().catch(() => undefined);
    forgetOpened();
    location.assign('/sign-in');
  };
  const items = [
    { key: 'roles', label: <span>{me.roles.map((role) => role.label).join('、') || '没有岗位'}</span>, disabled: true },
    { key: 'account', label: '我的账号与密码', onClick: () => openPage('/account') },
    { key: 'leave', label: '退出登录', onClick: () => void signOut() },
  ];
  return (
    <div className="shell-top">
      <Button className="only-narrow" type="text" icon={<MenuOutlined />} aria-label="打开菜单" onClick={onMenu} />
      <strong className="only-narrow">戎归</strong>
      <span className="quiet who-unit">{me.county.name}退役军人服务保障</span>
      <div className="who">
        <Button type="text" aria-pressed={large} title="长辈版、关怀版：字大、按钮大" onClick={() => setLargeMode(!large)}>{large ? '标准版' : '大字版'}</Button>
        <Button type="text" icon={<QuestionCircleOutlined />} aria-label="帮助" onClick={onHelp} />
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button type="text" aria-haspopup="menu"><span className="who-name"><span className="who-unit">{me.unit.name} · </span>{me.name}</span></Button>
        </Dropdown>
      </div>
    </div>
  );
}
