import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Checkbox, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { printDay } from '#base/pure/day.ts';
import { Act } from '#base/web/Act.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { CARD, cropMarks, layOut, PAGE, PER_SHEET, placeAt } from '../rules/sheet.ts';
import type { PrintedCard } from '../schema/contact.ts';
import { cardsClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import './print.css';
import { useActing } from './useActing.ts';

const MARKS = cropMarks();
const POSITIONS = Array.from({ length: PER_SHEET }, (_, at) => ({ value: at + 1, label: `第 ${at + 1} 个（第 ${Math.floor(at / 2) + 1} 行${at % 2 === 0 ? '左' : '右'}）` }));

/** The whole sheet without the margins that other prints have: positions are counted from the paper's corner. Without the clerk's mark too: these sheets are cut up and given away; the audit knows who printed them. Stands while the page does. */
const WHOLE_PAGE = '@page { size: A4 portrait; margin: 0 } @media print { .demo-line { display: none } .watermark { display: none !important } }';

/** 联系卡打印 (`/cards/print`): sheets of ten in mm with crop marks, from chosen cards or a place's; starts anywhere on a part-used sheet. A village's clerk begins with the own village. */
export function PrintCards() {
  const may = useMay();
  const openPage = useOpenPage();
  const asked = new URLSearchParams(useLocation().searchStr);
  const ids = asked.getAll('ids');
  const me = useMe();
  const division = asked.get('division') ?? (ids.length === 0 && me.division.level === 'village' ? me.division.code : '');
  const unprinted = asked.get('unprinted') === '1';
  const start = Math.min(PER_SHEET, Math.max(1, Number(asked.get('start')) || 1));
  const shift = { x: Number(asked.get('x')) || 0, y: Number(asked.get('y')) || 0 };
  const [named, setNamed] = useState(true);
  const [asking, setAsking] = useState(false);
  const { acting, busy } = useActing();
  const ready = (ids.length > 0 || division !== '') && may('cards.write');
  const { data, error, refetch, isLoading } = useQuery({
    queryKey: ['cards.print', ids.join(), division, unprinted], staleTime: Infinity, enabled: ready,
    queryFn: () => cardsClient.print({ ...(ids.length > 0 ? { ids } : { division }), unprinted, origin: location.origin }),
  });
  const go = (change: Record<string, string | number>) => {
    const next = new URLSearchParams(asked);
    for (const [name, value] of Object.entries(change)) if ((value === '' && name !== 'division') || value === 0) next.delete(name); else next.set(name, String(value));
    openPage(`/cards/print?${next.toString()}`, { replace: true });
  };
  if (!may('cards.write')) return <Forbidden />;
  const print = () => {
    window.print();
    setAsking(true);
  };
  const keep = async () => {
    if (await acting(() => cardsClient.printed({ ids: data!.cards.map(({ id }) => id) }), '已记下打印日期')) setAsking(false);
  };
  return (
    <>
      <style>{WHOLE_PAGE}</style>
      <div className="page-head only-screen"><h1>联系卡打印</h1><div className="toolbar" role="group" aria-label="操作"><Act type="primary" why={data && data.cards.length > 0 ? undefined : '没有要打印的卡'} onClick={print}>打印 {data?.cards.length ?? 0} 张</Act></div></div>
      <div className="panel only-screen print-choices" role="group" aria-label="打印设置">
        {ids.length === 0 && <Labelled id="print-division" label="村（社区）或乡镇"><div style={{ minWidth: 240 }}><PlaceSelect id="print-division" value={division} onChange={(code) => go({ division: code })} /></div></Labelled>}
        <Labelled id="print-start" label="从这个位置印起"><Select id="print-start" value={start} options={POSITIONS} onChange={(value) => go({ start: value === 1 ? '' : value })} style={{ minWidth: 170 }} /></Labelled>
        <Labelled id="print-x" label="向右校正（毫米）"><InputNumber id="print-x" min={-10} max={10} step={0.5} value={shift.x} onChange={(value) => go({ x: value ?? 0 })} /></Labelled>
        <Labelled id="print-y" label="向下校正（毫米）"><InputNumber id="print-y" min={-10} max={10} step={0.5} value={shift.y} onChange={(value) => go({ y: value ?? 0 })} /></Labelled>
        <div>
          <Checkbox checked={named} onChange={(event) => setNamed(event.target.checked)}>印持卡人姓名</Checkbox>
          {ids.length === 0 && <Checkbox checked={unprinted} onChange={(event) => go({ unprinted: event.target.checked ? 1 : '' })}>只印没有印过的</Checkbox>}
        </div>
      </div>
      <div className="only-screen">
        {!ready && <p className="empty">请选择村（社区）或乡镇，或在联系卡台账里勾选后点“打印联系卡”。</p>}
        {isLoading && <Loading what="正在准备卡片" />}
        {error && <Failed error={error} retry={() => void refetch()} />}
        {data && <Notes data={data} />}
      </div>
      <Modal open={asking} title="都印好了吗？" okText="印好了" cancelText="没有印好" confirmLoading={busy} onOk={() => void keep()} onCancel={() => setAsking(false)}>
        <p>印好的记下打印日期，以后“只印没有印过的”不再重印；没有印好的不记。</p>
      </Modal>
      {data && <Sheets cards={data.cards} start={start} shift={shift} named={named} />}
    </>
  );
}

function Notes({ data }: { data: { cards: PrintedCard[]; skipped: number; more: boolean; origin: string; configured: boolean } }) {
  const sheets = Math.ceil(data.cards.length / PER_SHEET);
  return (
    <>
      {data.cards.length === 0 ? <p className="empty">没有要打印的有效联系卡。</p> : <p className="quiet">共 {data.cards.length} 张，约 {sheets} 页 A4。打印时请选“实际大小（100%）”，边距选“无”。</p>}
      {data.skipped > 0 && <p className="warned">{data.skipped} 张已作废，不打印。</p>}
      {data.more && <p className="warned">一次最多打印 1000 张，其余请分村打印。</p>}
      {!data.configured && <p className="warned">系统没有设置公开网址，二维码指向 {data.origin}，手机可能打不开；请系统管理员设置 RONGGUI_ORIGIN 后再打印。</p>}
    </>
  );
}

function Sheets({ cards, start, shift, named }: { cards: PrintedCard[]; start: number; shift: { x: number; y: number }; named: boolean }) {
  return (
    <div className="card-sheets" tabIndex={0} role="region" aria-label="打印预览">
      {layOut(cards, start).map((sheet, at) => (
        <div className="card-sheet" key={at} role="group" aria-label={`第 ${at + 1} 页`} style={{ width: `${PAGE.width}mm`, height: `${PAGE.height}mm` }}>
          <div className="card-shift" style={{ left: `${shift.x}mm`, top: `${shift.y}mm` }}>
            <svg className="crop-marks" width={`${PAGE.width}mm`} height={`${PAGE.height}mm`} viewBox={`0 0 ${PAGE.width} ${PAGE.height}`} aria-hidden="true">{MARKS.map((mark) => <line key={`${mark.x1} ${mark.y1} ${mark.x2} ${mark.y2}`} {...mark} stroke="#000" strokeWidth={0.2} />)}</svg>
            {sheet.map(({ position, card }) => <OneCard key={card.id} card={card} position={position} named={named} />)}
          </div>
        </div>
      ))}
    </div>
  );
}

function OneCard({ card, position, named }: { card: PrintedCard; position: number; named: boolean }) {
  const { x, y } = placeAt(position);
  return (
    <article className="contact-card" data-position={position} aria-label={`${card.personName}的联系卡`} style={{ left: `${x}mm`, top: `${y}mm`, width: `${CARD.width}mm`, height: `${CARD.height}mm` }}>
      <h2>退役军人服务联系卡{card.cover === 'household' && <small>（全户）</small>}</h2>
      <div className="card-words">
        <p className="card-unit">{card.unitName}</p>
        <p>联系人　<b>{card.staffName}</b></p>
        <p className="card-call">电　话　<b>{card.phone}</b></p>
        {named && <p>持卡人　{card.personName}</p>}
      </div>
      <img src={`data:image/svg+xml;base64,${btoa(card.svg)}`} alt="二维码" />
      <p className="card-services">{card.services}</p>
      <p className="card-foot">扫码联系服务站　{printDay(card.issuedOn)}发</p>
    </article>
  );
}
