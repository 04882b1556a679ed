import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Act } from '#base/web/Act.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { periodWords } from '../rules.ts';
import { CHAPTERS, type FigureValue } from '../schema.ts';
import { type Asked, useAsked, type Years } from './address.ts';
import { figuresClient } from './client.ts';
import { FigureNumber } from './FigureNumber.tsx';
import { LeaderSheet } from './LeaderSheet.tsx';
import { PeriodChoice } from './PeriodChoice.tsx';
import { Townships } from './Townships.tsx';
import './figures.css';

/** 指标总览 (`/figures`): the numbers of a period in the four chapters, last year's beside them, and one of them by township; period, division and chosen figure are in the address. */
export function FiguresOverview() {
  const may = useMay();
  return may('figures.read') ? <Overview /> : <Forbidden />;
}

function Overview() {
  const { asked, years, error: noYears, retry, go } = useAsked();
  const { period, division } = asked;
  const query = { period, division: division || undefined, compare: true };
  const { data, error, refetch, isFetching } = useQuery({ queryKey: ['figures', 'measured', query], queryFn: () => figuresClient.measured(query), enabled: period !== '', placeholderData: keepPreviousData });
  if (noYears && !period) return <Failed error={noYears} retry={retry} />;
  if (!period) return <Loading what="正在统计" />;
  return (
    <>
      <div className="page-head figures-screen">
        <h1>指标总览　{periodWords(period)}</h1>
        <div className="toolbar" role="group" aria-label="操作"><Act onClick={() => window.print()}>打印一页纸</Act></div>
      </div>
      <PeriodChoice asked={asked} years={years} go={go} />
      {data && <EmptyPeriod asked={asked} years={years} go={go} />}
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在统计" />}
      {data && <div className="figures-screen" aria-busy={isFetching}><Chapters figures={data} asked={asked} /><ByTownship figures={data} asked={asked} go={go} /></div>}
      {data && <LeaderSheet figures={data} period={period} division={division} />}
    </>
  );
}

function Chapters({ figures, asked }: { figures: readonly FigureValue[]; asked: Asked }) {
  return Object.entries(CHAPTERS).map(([chapter, heading]) => (
    <section className="panel" key={chapter} aria-labelledby={`chapter-${chapter}`}>
      <h2 className="section" id={`chapter-${chapter}`}>{heading}</h2>
      <ul className="figure-numbers">
        {figures.filter((one) => one.chapter === Number(chapter)).map((one) => <FigureNumber key={one.key} figure={one} period={asked.period} division={asked.division} />)}
      </ul>
    </section>
  ));
}

type Choice = { figures: readonly FigureValue[]; asked: Asked; go: (change: Partial<Asked>) => void };

function ByTownship({ figures, asked, go }: Choice) {
  const first = figures.find((one) => one.measured === 'count' && one.reach === 'division' && !one.current) ?? figures[0];
  const chosen = figures.find((one) => one.key === asked.chart) ?? first;
  if (!chosen) return null;
  const options = figures.map((one) => ({ value: one.key, label: `${one.title}（${one.unit}）` }));
  return (
    <section className="panel figure-panel" aria-labelledby="by-township">
      <div className="page-head">
        <h2 className="section figure-heading" id="by-township">各乡镇：{chosen.title}</h2>
        <Select className="figure-choice" aria-label="选择指标" value={chosen.key} options={options} onChange={(key) => go({ chart: key })} />
      </div>
      <Townships card={chosen} period={asked.period} as="chart" />
    </section>
  );
}

/** Ledgers have no rows yet of so late a year: only standing numbers (stations, plaques) show. */
function EmptyPeriod({ asked, years, go }: Omit<Choice, 'figures'> & { years: Years }) {
  if (Number(asked.period.slice(0, 4)) <= years.newest) return null;
  return (
    <p className="panel only-screen" role="status">
      台账最近的记录在{years.newest}年，{periodWords(asked.period)}还没有登记或导入，只有期末在册的机构、光荣牌等有数。 <Button onClick={() => go({ period: String(years.newest) })}>查看{years.newest}年</Button>
    </p>
  );
}
