import { type Fen, printYuan } from '#base/pure/fen.ts';

/** What was paid of a sum without a run: what a clerk wrote down (null where nobody was asked), and what the ledger of payments holds that may be of it. */
export type Outside = { said: Fen | null; found: Fen };

/** What is to be asked before a sum may be paid: payments in the ledger may be of it, and nobody said how much of them is. */
export function unsaid({ said, found }: Outside): string[] {
  return said === null && found !== 0n ? [`系统外已发多少（发放记录中有${printYuan(found)}元，核对后填写“系统外已发”，不是这一笔的填 0）`] : [];
}

/** What is left to pay of a sum, with the words that say so. 应发14804.00元，已发10000.00元: 还应发4804.00元. */
export function leftToPay(fen: Fen, { said }: Outside): { fen: Fen; steps: string[] } {
  if (said === null || said === 0n) return { fen, steps: [] };
  const left = fen > said ? fen - said : 0n;
  return { fen: left, steps: [`系统外已发${printYuan(said)}元，还应发${printYuan(left)}元`] };
}
