import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Act } from '#base/web/Act.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { NO_PERMISSION, useMay, usePlaces, useServices } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading, NotFound } from '#base/web/States.tsx';
import { exactFigure, periodWords } from '../rules.ts';
import type { FigureValue } from '../schema.ts';
import { addressOf, rowsAddress, useAsked } from './address.ts';
import { figuresClient } from './client.ts';
import { Compared, PrintedNumber } from './FigureNumber.tsx';
import { PeriodChoice } from './PeriodChoice.tsx';
import { SeriesPanel } from './SeriesPanel.tsx';
import { Townships } from './Townships.tsx';
import './figures.css';

const MEASURED = { count: '按记录条数计', distinct: '同一对象只计一次', sum: '按台账中的数量合计' } as const;

/** 指标页 (`/figures/:key`): what one figure counts and by what rule, its number and rows in a period, by township and through the year. */
export function FigurePage() {
  const may = useMay();
  return may('figures.read') ? <OneFigure /> : <Forbidden />;
}

function OneFigure() {
  const key = useLocation().pathname.slice('/figures/'.length);
  const { asked, years, error: noYears, retry, go } = useAsked();
  const { period, division } = asked;
  const query = { period, division: division || undefined, compare: true, keys: [key] };
  const { data, error, refetch } = useQuery({ queryKey: ['figures', 'measured', query], queryFn: () => figuresClient.measured(query), enabled: period !== '', placeholderData: keepPreviousData });
  if (noYears && !period) return <Failed error={noYears} retry={retry} />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在统计" />;
  const figure = data[0];
  if (!figure) return <NotFound />;
  return (
    <>
      <div className="page-head">
        <h1>{figure.title}　{figure.current ? '' : periodWords(period)}</h1>
        <Acts figure={figure} period={period} division={division} />
      </div>
      <PeriodChoice asked={asked} years={years} go={go} />
      <Facts figure={figure} period={period} division={division} />
      <section className="panel figure-panel" aria-labelledby="figure-places">
        <h2 className="section" id="figure-places">各乡镇</h2>
        <Townships card={figure} period={period} as="tiles" />
      </section>
      {!figure.current && <SeriesPanel card={figure} asked={asked} go={go} />}
    </>
  );
}

type Shown = { figure: FigureValue; period: string; division: string };

function Acts({ figure, period, division }: Shown) {
  const services = useServices();
  const openPage = useOpenPage();
  const may = useMay();
  const rows = rowsAddress(figure, period, division);
  const exporting = services.exportAddress?.(figure.record, addressOf('', { figure: figure.key, period, division }).slice(1)) ?? rows;
  const why = may(figure.permission) ? undefined : NO_PERMISSION;
  return (
    <div className="toolbar" role="group" aria-label="操作">
      <Act onClick={() => openPage(addressOf('/figures', { period, division }))}>指标总览</Act>
      <Act type="primary" why={why} onClick={() => openPage(rows)}>查看明细</Act>
      <Act permission="exchange.export" why={why} onClick={() => openPage(exporting)}>导出明细</Act>
      <Act onClick={() => window.print()}>打印</Act>
    </div>
  );
}

function Facts({ figure, period, division }: Shown) {
  const place = usePlaces().find((one) => one.code === division)?.path;
  const { definition, rule, unit, value, rows, ledger, measured, current, reach } = figure;
  return (
    <section className="panel figure-facts" aria-label="数值与口径">
      <div className="figure-number"><PrintedNumber figure={figure} period={period} division={division} /><Compared figure={figure} division={division} /></div>
      <dl className="facts">
        <div className="long"><dt>口径</dt><dd>{definition}</dd></div>
        {rule && <div className="long"><dt>规则</dt><dd>{rule}</dd></div>}
        <div><dt>时段</dt><dd>{current ? '截至今日' : periodWords(period)}</dd></div>
        <div><dt>范围</dt><dd>{place ?? (reach === 'county' ? '全县台账' : '本单位全部区划')}</dd></div>
        <div><dt>单位</dt><dd>{unit}（{MEASURED[measured]}）</dd></div>
        <div><dt>准确数</dt><dd>{exactFigure(value, unit)} {unit}</dd></div>
        <div><dt>出处</dt><dd>{ledger}，{rows} 条</dd></div>
      </dl>
    </section>
  );
}
