import type { ReactNode } from 'react';
import { PageLink } from '#base/web/PageLink.tsx';
import { NO_PERMISSION, useMay } from '#base/web/session.tsx';
import type { FigureCard } from '../schema.ts';
import { rowsAddress } from './address.ts';

type Props = { card: FigureCard; period: string; division: string; children: ReactNode; className?: string; label: string };

/** A number that opens the rows it was taken from; plain text, with the reason, for whom may not read that ledger. */
export function RowsLink({ card, period, division, children, className, label }: Props) {
  const may = useMay();
  if (!may(card.permission)) return <span className={className} title={NO_PERMISSION}>{children}</span>;
  return <PageLink className={className} href={rowsAddress(card, period, division)} aria-label={label}>{children}</PageLink>;
}
