import { useQuery } from '@tanstack/react-query';
import { Chart } from '#base/web/Chart.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import { Failed, Loading } from '#base/web/States.tsx';
import { periodWords } from '../rules.ts';
import type { FigureCard, TownshipReading } from '../schema.ts';
import { chartNumber } from './charting.ts';
import { figuresClient } from './client.ts';
import { TownshipTable } from './TownshipTable.tsx';
import { TownshipTiles } from './TownshipTiles.tsx';

type Props = { card: FigureCard; period: string; as: 'chart' | 'tiles' };

/** One figure by township: a picture (bars, or tiles in the order of the county's list; always tiles where bars would be too narrow to name), and always the same numbers as a table. */
export function Townships({ card, period, as }: Props) {
  const { data, error, refetch } = useQuery({ queryKey: ['figures', 'townships', card.key, period], queryFn: () => figuresClient.byTownship({ key: card.key, period }) });
  const narrow = useNarrow();
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在统计" />;
  return (
    <>
      <p className="quiet">{noteOf(card, data)}</p>
      {as === 'chart' && !narrow ? <TownshipChart card={card} period={period} places={data} /> : <TownshipTiles card={card} period={period} places={data} />}
      <TownshipTable card={card} period={period} places={data} />
    </>
  );
}

function TownshipChart({ card, period, places }: { card: FigureCard; period: string; places: readonly TownshipReading[] }) {
  const series = [{ name: card.title, values: places.map((place) => chartNumber(place.value, card.unit)) }];
  return <Chart kind="bar" title={`${card.title}，按乡镇，${card.current ? '截至今日' : periodWords(period)}`} unit={card.unit} categories={places.map((place) => place.name)} series={series} />;
}

function noteOf(card: FigureCard, places: readonly TownshipReading[]): string {
  const own = places.some((place) => place.level === 'county' && place.rows > 0) ? '登记在县本级的单独列出。' : '';
  return own + (card.measured === 'distinct' ? '同一对象在几个乡镇都有记录的，各乡镇都计一次，因此各乡镇之和可能大于合计数。' : '各乡镇与县本级之和等于合计数。');
}
