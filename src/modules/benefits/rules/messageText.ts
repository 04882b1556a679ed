import { type Day, printDay } from '#base/pure/day.ts';
import { type Fen, printYuan } from '#base/pure/fen.ts';

/** What a person is told of a payment. */
export type PayNews = { name: string; unit: string; span: string; fen: Fen; arrears: Fen; recovered: Fen; on: Day; phone: string };

/**
 * 发放短信: how much came, when, and what of it is late or taken back; nothing of which benefit it is, of grade or account, since others read a telephone too.
 * 4041.00 with 686.00 of arrears: “…2026年3月的补助4,041.00元已于2026年3月20日发到您的账户，其中补发686.00元。…”.
 */
export function payText({ name, unit, span, fen, arrears, recovered, on, phone }: PayNews): string {
  const parts = [arrears > 0n && `补发${printYuan(arrears)}元`, recovered > 0n && `扣回以前多发${printYuan(recovered)}元`].filter(Boolean).join('，');
  return `【${unit}】${name}同志，您${span}的补助${printYuan(fen)}元已于${printDay(on)}发到您的账户${parts ? `，其中${parts}` : ''}。如有疑问请咨询${phone}。`;
}
