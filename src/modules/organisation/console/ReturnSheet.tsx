import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { App } from 'antd';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { organisationClient } from './client.ts';
import { ReturnAnswer } from './ReturnAnswer.tsx';
import { ReturnProgress } from './ReturnProgress.tsx';

/** One return (`/organisation/returns/{id}`): one's own sheet to answer, and for the county how all units stand. */
export function ReturnSheet() {
  const may = useMay();
  const me = useMe();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const id = useLocation().pathname.split('/').at(-1)!;
  const { data, error, refetch } = useQuery({ queryKey: ['returns', id], queryFn: () => organisationClient.returns.get({ id }), enabled: may('organisation.read') });
  if (!may('organisation.read')) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const own = data.units.find((one) => one.unitId === me.unit.id);
  const closed = data.state === 'closed' ? '已结束' : undefined;
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      message.success(done);
    } catch (failed) {
      message.error(asFailure(failed).message);
    }
    await cache.invalidateQueries({ queryKey: ['returns'] });
    await cache.invalidateQueries({ queryKey: ['tasks'] });
  };
  const close = () => modal.confirm({ title: '结束这项上报？', content: '结束后各单位不能再报。', okText: '结束', cancelText: '取消', onOk: () => run(() => organisationClient.returns.close({ id }), '已结束') });
  return (
    <>
      <div className="page-head">
        <h1>{data.title}</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act permission="organisation.write" why={closed} onClick={() => void run(() => organisationClient.returns.remind({ id }), '已催报，未报单位会在待办中看到')}>催报</Act>
          <Act permission="organisation.write" why={closed} onClick={close}>结束上报</Act>
        </div>
      </div>
      <section className="panel" aria-label="通知">
        <dl className="facts">
          <div><dt>上报时限</dt><dd className={!closed && data.dueOn < me.today ? 'wrong' : ''}>{data.dueOn}</dd></div>
          {data.period && <div><dt>统计时段</dt><dd>{data.period}</dd></div>}
          <div><dt>发出</dt><dd>{data.unitName}　{data.askedBy}</dd></div>
          {data.note && <div className="long"><dt>说明</dt><dd>{data.note}</dd></div>}
        </dl>
      </section>
      {own && <ReturnAnswer key={own.state} detail={data} own={own} closed={data.state === 'closed'} onDone={(text) => void run(async () => undefined, text)} />}
      {(!own || data.units.length > 1) && <ReturnProgress detail={data} onSendBack={(unitId, reason) => void run(() => organisationClient.returns.sendBack({ id, unitId, reason }), '已退回')} />}
    </>
  );
}
