import { type Fen, printYuan } from '#base/pure/fen.ts';

/** What was paid of a sum without a run: what a clerk wrote down (null where nobody was asked), what the ledgers held that may be of it when that was written (`asked`, null where that was not kept, as of a row brought back), what the ledger of payments holds that may be of it, and what was paid of it before it was taken back and has not come back (nothing or less where all has). */
export type Outside = { said: Fen | null; asked?: Fen | null; found: Fen; owed: Fen };

/** What is to be asked before a sum may be paid: payments in the ledger may be of it, and nobody said how much of them is, or there are more of them since. */
export function unsaid({ said, asked, found, owed }: Outside): string[] {
  if (owed > 0n) return [`原先批准、后来撤销的${printYuan(owed)}元的退款（退回并登记退款以后再办）`];
  if (said !== null && asked !== undefined && found > (asked ?? 0n)) return [`系统外已发多少（填写以后发放记录又多了，现在有${printYuan(found)}元，核对后重新填写“系统外已发”；数不变的，先清空保存再填）`];
  return said === null && found !== 0n ? [`系统外已发多少（发放记录中有${printYuan(found)}元，核对后填写“系统外已发”，不是这一笔的填 0）`] : [];
}

/** What is left to pay of a sum, with the words that say so. 应发14804.00元，已发10000.00元: 还应发4804.00元. */
export function leftToPay(fen: Fen, { said }: Outside): { fen: Fen; steps: string[] } {
  if (said === null || said === 0n) return { fen, steps: [] };
  const left = fen > said ? fen - said : 0n;
  return { fen: left, steps: [`系统外已发${printYuan(said)}元，还应发${printYuan(left)}元`] };
}
