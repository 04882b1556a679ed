import { exactFigure } from '../rules.ts';
import type { FigureCard, TownshipReading } from '../schema.ts';
import { PlaceRows } from './PlaceRows.tsx';

type Props = { card: FigureCard; period: string; places: readonly TownshipReading[] };

/** A figure by township as a table: place, number, rows behind it. */
export function TownshipTable({ card, period, places }: Props) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={`${card.title}按乡镇的数字`}>
      <table className="choice-table figure-table">
        <caption className="sr-only">{card.title}按乡镇</caption>
        <thead><tr><th scope="col">乡镇（街道）</th><th scope="col" className="number">数值（{card.unit}）</th><th scope="col" className="number">明细</th></tr></thead>
        <tbody>
          {places.map((place) => (
            <tr key={place.code}>
              <th scope="row">{place.level === 'county' ? `${place.name}（县本级）` : place.name}</th>
              <td className="number">{exactFigure(place.value, card.unit)}</td>
              <td className="number"><PlaceRows card={card} period={period} place={place} places={places}>{place.rows} 条</PlaceRows></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
