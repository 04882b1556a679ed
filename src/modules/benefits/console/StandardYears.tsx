import { useQuery } from '@tanstack/react-query';
import { App, Segmented, Select } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { Chart } from '#base/web/Chart.tsx';
import { asFailure } from '#base/web/failure.ts';
import { saveContent } from '#base/web/files.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { StandardRow } from '../rules/rates.ts';
import { courseOfRow, tableByYear, type YearLayer, type YearRow } from '../rules/years.ts';
import { Notice, RateCategory, Standard } from '../schema/standards.ts';
import { shortYuan } from './amounts.ts';
import { noticeClient } from './noticeClient.ts';
import { YearTable } from './YearTable.tsx';
import './standards.css';

const PATH = '/benefits/standards-by-year';
const LAYERS: Record<YearLayer, string> = { sum: '合计', nation: '全国', province: '省', county: '县' };
type Asked = { layer: YearLayer; category: string; row: string };

/** 抚恤补助标准 (`/benefits/standards-by-year`): what stood from each day of effect, by office or summed, and the course of one standard over the years. */
export function StandardYears() {
  const allowed = useMay()('benefits.read');
  const { data, error, refetch } = useQuery({ queryKey: ['benefits.byYear'], queryFn: () => noticeClient.byYear({}), enabled: allowed });
  const rows = useMemo(() => (data?.lines ?? []).map((line): StandardRow => ({ ...line, amount: BigInt(line.amount) })), [data]);
  if (!allowed) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <Years rows={rows} province={data.province} />;
}

function Years({ rows, province }: { rows: readonly StandardRow[]; province: string | null }) {
  const me = useMe();
  const openPage = useOpenPage();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [asked, go] = useAsked(openPage);
  const table = useMemo(() => tableByYear(rows, asked.layer, me.today), [rows, asked.layer, me.today]);
  const categories = useMemo(() => RateCategory.codes.filter((one) => rows.some((row) => row.category === one.label)).map((one) => one.label), [rows]);
  const shown = asked.category ? table.rows.filter((row) => row.category === asked.category) : table.rows;
  const picked = table.rows.find((row) => row.key === asked.row);
  const exportSheet = async () => {
    setBusy(true);
    try {
      saveContent(await noticeClient.byYearSheet({}));
    } catch (failure) {
      message.error(asFailure(failure).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <style>{'@media print { @page { size: A4 landscape; margin: 10mm } }'}</style>
      <div className="page-head">
        <h1>抚恤补助标准</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act type="primary" permission="benefits.write" onClick={() => openPage(`${Notice.path}/new`)}>拟定标准通知</Act>
          <Act loading={busy} onClick={() => void exportSheet()}>导出</Act>
          <Act onClick={() => window.print()}>打印</Act>
        </div>
      </div>
      <p className="only-print">{me.unit.name}　{me.name}　{me.today} 打印　{LAYERS[asked.layer]}{asked.category && `　${asked.category}`}</p>
      {picked && <Course rows={rows} row={picked} today={me.today} onClose={() => go({ ...asked, row: '' })} />}
      <section className="panel" aria-label="历年标准">
        <div className="toolbar" style={{ marginBottom: 10 }}>
          <Segmented aria-label="哪一级的标准" value={asked.layer} options={(Object.keys(LAYERS) as YearLayer[]).map((value) => ({ value, label: value === 'province' && province ? `${province}省级` : LAYERS[value] }))} onChange={(layer) => go({ ...asked, layer })} />
          <Select aria-label="类别" allowClear placeholder="全部类别" value={asked.category || undefined} options={categories.map((label) => ({ value: label, label }))} onChange={(category) => go({ ...asked, category: category ?? '' })} style={{ minWidth: 190 }} popupMatchSelectWidth={false} />
        </div>
        <p className="quiet">{asked.layer === 'sum' ? '元/年。省有全额标准的用省的，否则用全国标准加省增发，再加县增发。' : '元/年，按月的另标“月”。'}浅色为沿用以前的标准，<span className="warned">＊</span> 为待核实。<PageLink href={Standard.path}>逐行台账</PageLink>　<PageLink href={Notice.path}>标准通知</PageLink></p>
        {shown.length === 0 ? <p className="empty">{asked.layer === 'province' && !province ? '本县的区划代码不属于任何省，没有用到省级标准。' : '没有这样的标准。'}</p>
          : <YearTable key={`${asked.layer} ${asked.category}`} days={table.days} rows={shown} summed={asked.layer === 'sum'} picked={asked.row} onPick={(row) => go({ ...asked, row: row.key === asked.row ? '' : row.key })} />}
      </section>
    </>
  );
}

/** The course of one standard; comes into sight when it is chosen, wherever the table stands. */
function Course({ rows, row, today, onClose }: { rows: readonly StandardRow[]; row: YearRow; today: string; onClose: () => void }) {
  const place = useRef<HTMLElement>(null);
  const { days, series } = useMemo(() => courseOfRow(rows, row.key, today), [rows, row.key, today]);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [row.key]);
  const yuan = (fen: bigint | null) => (fen === null ? null : Number(fen) / 100);
  return (
    <section className="panel" aria-label="走势" ref={place}>
      <Chart kind="line" title={`${row.words}，历年标准`} unit="元/年" categories={days} series={series.map((one) => ({ name: one.layer === 'sum' ? '合计' : `${LAYERS[one.layer]}${one.layer === 'nation' ? '标准' : '级标准'}`, values: one.values.map(yuan) }))} print={(value) => shortYuan(BigInt(Math.round(value * 100)))} />
      <div className="only-screen" style={{ textAlign: 'right' }}><button type="button" className="link-button" onClick={onClose}>收起走势</button></div>
    </section>
  );
}

/** What the page shows, kept in its address. */
function useAsked(openPage: (href: string) => void): [Asked, (next: Asked) => void] {
  const search = new URLSearchParams(useOwnSearch(PATH));
  const layer = search.get('layer') ?? 'sum';
  const go = ({ layer: to, category, row }: Asked) => {
    const query = new URLSearchParams({ ...(to === 'sum' ? {} : { layer: to }), ...(category ? { category } : {}), ...(row ? { row } : {}) }).toString();
    openPage(query ? `${PATH}?${query}` : PATH);
  };
  return [{ layer: layer in LAYERS ? (layer as YearLayer) : 'sum', category: search.get('category') ?? '', row: search.get('row') ?? '' }, go];
}
