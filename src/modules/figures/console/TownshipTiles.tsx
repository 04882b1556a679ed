import { exactFigure } from '../rules.ts';
import type { FigureCard, TownshipReading } from '../schema.ts';
import { PlaceRows } from './PlaceRows.tsx';

type Props = { card: FigureCard; period: string; places: readonly TownshipReading[] };

const SHADES = 4;
const shadeOf = (value: number, most: number) => (value <= 0 || most <= 0 ? 0 : Math.min(SHADES, Math.ceil((value / most) * SHADES)));

/** The county as tiles, one for each township in the order of the county's own list, darker where the number is larger; name and number stand in every tile. */
export function TownshipTiles({ card, period, places }: Props) {
  const most = Math.max(...places.map((place) => place.value), 0);
  return (
    <>
      <ul className="figure-tiles" aria-label={`${card.title}按乡镇的色块`}>
        {places.map((place) => (
          <li key={place.code} className={`shade-${shadeOf(place.value, most)}`}>
            <PlaceRows className="tile" card={card} period={period} place={place} places={places}>
              <span>{place.level === 'county' ? '县本级' : place.name}</span>
              <strong>{exactFigure(place.value, card.unit)}{card.unit}</strong>
            </PlaceRows>
          </li>
        ))}
      </ul>
      <p className="quiet">颜色越深数值越大，白色为 0；按县里的乡镇顺序排列，不是名次。</p>
    </>
  );
}
