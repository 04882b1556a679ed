import type { ReactNode } from 'react';
import { exactFigure } from '../rules.ts';
import type { FigureCard, TownshipReading } from '../schema.ts';
import { RowsLink } from './RowsLink.tsx';

type Props = { card: FigureCard; period: string; place: TownshipReading; places: readonly TownshipReading[]; children: ReactNode; className?: string };

/**
 * The link from a township's number to its rows. A list narrowed to the county shows all places below it as well, so the county's own
 * number is a link only where no other place has rows.
 */
export function PlaceRows({ card, period, place, places, children, className }: Props) {
  const exact = place.level === 'township' || places.every((other) => other.code === place.code || other.rows === 0);
  if (!exact || place.rows === 0) return <span className={className}>{children}</span>;
  const division = place.level === 'township' ? place.code : '';
  return <RowsLink card={card} period={period} division={division} className={className} label={`${exactFigure(place.value, card.unit)}${card.unit}，${place.name}，查看明细 ${place.rows} 条`}>{children}</RowsLink>;
}
