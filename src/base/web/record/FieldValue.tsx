import type { RecordType } from '#base/pure/record.ts';
import { PageLink } from '../PageLink.tsx';
import { useServices } from '../session.tsx';
import { Sealed } from './Sealed.tsx';
import { type AnyRow, fieldOf, textOf } from './values.ts';

/** A value as lists and detail pages show it: words for codes, yuan for money, a link for a reference, masked where sealed. */
export function FieldValue({ type, row, name, reveal, plain = false }: { type: RecordType; row: AnyRow; name: string; reveal: string; plain?: boolean }) {
  const services = useServices();
  const field = fieldOf(type, name);
  const text = textOf(type, row, name);
  if (!field || text === '') return <span className="quiet">—</span>;
  if (field.sealed) return <Sealed type={type} id={row.id} name={name} masked={text} permission={reveal} />;
  if (field.kind === 'reference' && !plain) {
    const target = field.of!();
    return services.hasPage(target.path) ? <PageLink href={`${target.path}/${String(row[name])}`}>{text}</PageLink> : <>{text}</>;
  }
  return <>{text}</>;
}
