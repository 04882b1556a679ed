import { create as drawCode } from 'qrcode';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { listForPrint, markPrinted } from '../queries/contact.ts';
import { DEFAULT_SERVICES } from '../rules/contact.ts';
import { ContactCard, type PrintedCard } from '../schema/contact.ts';

/** Cards that one print takes at most: 100 sheets. */
export const MOST_PRINTED = 1000;
const QUIET = 4;

type Ask = { ids?: string[]; division?: string; unprinted: boolean; origin: string };

/** The cards of a print with their QR codes. Void ones are left out and counted, so that a lost card is never printed again. `address` is what the codes lead to. */
export async function print(act: Act, asked: Ask): Promise<{ cards: PrintedCard[]; skipped: number; more: boolean; origin: string; configured: boolean }> {
  if (!asked.ids && !asked.division) refuse('cards.print', '请选择要打印的联系卡', { path: ['ids'] });
  const found = await listForPrint(act, asked, MOST_PRINTED + 1);
  const valid = found.filter(({ state }) => state === 'valid');
  const origin = (act.house.config.origin ?? asked.origin).replace(/\/+$/, '');
  const cards = valid.slice(0, MOST_PRINTED).map(({ tokenSealed, state: _state, services, ...card }) => ({
    ...card, services: services ?? DEFAULT_SERVICES, svg: codeSvg(`${origin}/c/${act.house.keys.open(placeOf(ContactCard, 'token'), tokenSealed)}`),
  }));
  act.note({ record: ContactCard.name, detail: { cards: cards.length, division: asked.division } });
  return { cards, skipped: found.length - valid.length, more: found.length > MOST_PRINTED, origin, configured: act.house.config.origin !== undefined };
}

/** Keeps that these cards were printed today. */
export async function printed(act: Act, { ids }: { ids: string[] }): Promise<{ done: true }> {
  await markPrinted(act, ids);
  act.note({ record: ContactCard.name, detail: { printed: ids.length } });
  return { done: true };
}

/** A QR code as an SVG document, one unit a module, with the quiet zone that scanners need. Error correction M: a scratched card still reads. */
export function codeSvg(text: string): string {
  const { modules } = drawCode(text, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * QUIET;
  let path = '';
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (!modules.data[y * modules.size + x]) continue;
      let run = 1;
      while (x + run < modules.size && modules.data[y * modules.size + x + run]) run += 1;
      path += `M${x + QUIET} ${y + QUIET}h${run}v1h-${run}z`;
      x += run;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}h-${side}z"/><path d="${path}"/></svg>`;
}
