import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe, usePlaces } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { ContactCard, ContactPoint, type IssueLook } from '../schema/contact.ts';
import { cardsClient } from './client.ts';
import { useActing } from './useActing.ts';

/** 整村发卡 (`/cards/issue`): how many persons of a place have no card, and their cards in one act; earlier runs can be withdrawn. */
export function IssueCards() {
  const may = useMay();
  const me = useMe();
  const openPage = useOpenPage();
  const asked = new URLSearchParams(useLocation().searchStr).get('division');
  const division = asked ?? (me.division.level === 'village' ? me.division.code : '');
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['cards.look', division], queryFn: () => cardsClient.look({ division }), enabled: division !== '' && may('cards.read') });
  if (!may('cards.read')) return <Forbidden />;
  return (
    <>
      <div className="page-head"><h1>整村发卡</h1></div>
      <div className="panel">
        <p>给所选区划内还没有有效联系卡的在册对象各发一张；已有卡的、同户已有全户卡的不重发。</p>
        <div style={{ maxWidth: 420 }}><PlaceSelect id="issue-division" aria-label="发卡的村（社区）或乡镇" placeholder="选择村（社区）或乡镇" value={division} onChange={(code) => openPage(code ? `/cards/issue?division=${code}` : '/cards/issue')} /></div>
      </div>
      {isLoading && <Loading what="正在统计" />}
      {error && <Failed error={error} retry={() => void refetch()} />}
      {data && <Ready division={division} data={data} />}
      {data && data.runs.length > 0 && <Runs runs={data.runs} />}
    </>
  );
}

function Ready({ division, data }: { division: string; data: IssueLook }) {
  const place = usePlaces().find((one) => one.code === division)?.path ?? division;
  const openPage = useOpenPage();
  const { busy, acting } = useActing();
  const [asking, setAsking] = useState<string>();
  const unready = data.stations.filter((one) => !one.ready);
  const many = data.waiting > 2000;
  const why = data.waiting === 0 ? '没有要发的' : unready.length > 0 ? '有服务站还没有联系人或电话' : many ? '一次最多发 2000 张，请分乡镇或村发' : undefined;
  const issue = async () => {
    const id = asking!;
    setAsking(undefined);
    await acting(() => cardsClient.issueAll({ id, division }), `已发 ${data.waiting} 张联系卡`);
  };
  return (
    <section className="panel" aria-label="要发的卡">
      <h2 className="section">{place}</h2>
      <p role="status">没有联系卡的在册对象 <strong>{many ? '2000 以上' : data.waiting}</strong> 人，已有卡的 {data.holding} 人。</p>
      {data.stations.length > 0 && (
        <ul className="cards">
          {data.stations.slice(0, 50).map((one) => (
            <li key={one.unitName}>{one.unitName}：{one.persons} 张　{one.ready ? `联系人 ${one.staffName}　电话 ${one.phone}` : <span className="wrong">缺联系人或电话，请先在<PageLink href={ContactPoint.path}>联系点</PageLink>登记</span>}</li>
          ))}
        </ul>
      )}
      <div className="toolbar" role="group" aria-label="发卡" style={{ marginTop: 10 }}>
        <Act type="primary" permission="cards.write" why={why} loading={busy} onClick={() => setAsking(crypto.randomUUID())}>发 {Math.min(data.waiting, 2000)} 张卡</Act>
        <Act permission="cards.write" why={data.holding === 0 ? '还没有卡可打印' : undefined} onClick={() => openPage(`/cards/print?division=${division}&unprinted=1`)}>打印未印过的</Act>
        <Act onClick={() => openPage(`${ContactCard.path}?division=${division}`)}>查看联系卡</Act>
      </div>
      <Modal open={asking !== undefined} title={`给${place}发联系卡`} okText={`发 ${data.waiting} 张`} cancelText="取消" onOk={() => void issue()} onCancel={() => setAsking(undefined)}>
        <p>将给 {data.waiting} 人各发一张联系卡，随后可以打印。发错了可以整批撤销。</p>
      </Modal>
    </section>
  );
}

function Runs({ runs }: { runs: IssueLook['runs'] }) {
  const { acting } = useActing();
  const [asking, setAsking] = useState<IssueLook['runs'][number]>();
  return (
    <section className="panel" aria-label="近期发卡">
      <h2 className="section">近期发卡</h2>
      <ul className="cards">
        {runs.map((run) => (
          <li key={run.id}>
            <p>{minuteOf(new Date(run.at)).slice(0, 10)}　{run.place}　{run.issued} 张　{run.actorName}{run.withdrawn !== null && `　已撤销 ${run.withdrawn} 张`}</p>
            {run.withdrawn === null && <Act size="small" permission="cards.write" onClick={() => setAsking(run)}>整批撤销</Act>}
          </li>
        ))}
      </ul>
      <Modal open={asking !== undefined} title="整批撤销发卡" okText="撤销" okButtonProps={{ danger: true }} cancelText="取消" onCancel={() => setAsking(undefined)}
        onOk={() => { const run = asking!; setAsking(undefined); void acting(() => cardsClient.withdraw({ id: run.id }), '已撤销'); }}>
        <p>{asking?.place} {asking?.issued} 张中仍有效的都将作废，已经印出去的卡扫码只显示服务站信息。</p>
      </Modal>
    </section>
  );
}
