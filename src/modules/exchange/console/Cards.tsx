import type { ReactNode } from 'react';

/** One thing as a card: its head, what is known of it (empty values are left out), and the acts on it. */
export type Card = { key: string; head: ReactNode; facts: readonly (readonly [label: string, value: ReactNode])[]; acts?: ReactNode };

/** A list on a narrow screen, in the form of the ledgers' own cards. */
export function Cards({ label, cards, empty }: { label: string; cards: readonly Card[]; empty: string }) {
  if (cards.length === 0) return <p className="empty">{empty}</p>;
  return (
    <ul className="cards" aria-label={label}>
      {cards.map((card) => (
        <li key={card.key}>
          <div className="head" style={{ overflowWrap: 'anywhere' }}>{card.head}</div>
          <dl className="facts">{card.facts.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd style={{ overflowWrap: 'anywhere' }}>{value}</dd></div>)}</dl>
          {card.acts && <div className="toolbar" style={{ marginTop: 8 }}>{card.acts}</div>}
        </li>
      ))}
    </ul>
  );
}
