import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { asFailure } from '#base/web/failure.ts';
import { Failed } from '#base/web/States.tsx';
import { atDoor } from './door.ts';
import { organisationClient } from './client.ts';

const time = (instant: string) => new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant));

/** Where one is signed in, and ending it. */
export function OwnSessions() {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['sessions'], queryFn: () => organisationClient.sessions.list() });
  const end = async (id: string) => {
    try {
      await organisationClient.sessions.end({ id });
      await cache.invalidateQueries({ queryKey: ['sessions'] });
    } catch (failed) {
      message.error(asFailure(failed).message);
    }
  };
  const everywhere = async () => {
    await atDoor('sign-out-everywhere').catch(() => undefined);
    location.assign('/sign-in');
  };
  return (
    <section className="panel" aria-labelledby="own-sessions">
      <h2 className="section" id="own-sessions">登录情况</h2>
      {error && <Failed error={error} retry={() => void refetch()} />}
      <div className="scroll-x">
        <table className="choice-table">
          <thead><tr><th scope="col">登录时间</th><th scope="col">最近使用</th><th scope="col">地址</th><th scope="col">浏览器</th><th scope="col">操作</th></tr></thead>
          <tbody>
            {data?.map((one) => (
              <tr key={one.id}>
                <td>{time(one.startedAt)}</td><td>{time(one.lastSeenAt)}</td><td>{one.address}</td><td className="cut">{one.agent}</td>
                <td>{one.current ? '本次登录' : <button type="button" className="link-button" onClick={() => void end(one.id)}>结束<span className="sr-only">{time(one.startedAt)}的登录</span></button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p><Button danger onClick={() => void everywhere()}>全部退出（含本次）</Button></p>
    </section>
  );
}
