import { type Fen, printYuan } from '#base/pure/fen.ts';
import type { OneOffKindCode } from '../schema/oneOff.ts';

/** One share of a payment as it is judged: who in the order of the law, how much, and whether the payee and an account can be told. */
export type Share = { relation: string; ground: string | null; fen: Fen; payeeName: string; identified: boolean; account: boolean };
/** What is found: an error stops the submission, a warning is shown. */
export type ShareFinding = { message: string; warning: boolean };

const FIRST: readonly string[] = ['parent', 'spouse', 'child'];

/**
 * Whether shares may be paid: they come to the total to the fen, and go to 父母（抚养人）、配偶、子女; only where there is none of these to 兄弟姐妹 who are under 18, or were
 * kept by the soldier (《军人抚恤优待条例》第十八条、《烈士褒扬条例》第十五条). Of 1554630.00 元 three shares of 518210.00 元; 518209.99 元 once is refused.
 */
export function shareFindings(kind: OneOffKindCode, total: Fen, shares: readonly Share[]): ShareFinding[] {
  const wrong = (message: string): ShareFinding => ({ message, warning: false });
  const warn = (message: string): ShareFinding => ({ message, warning: true });
  const paid = shares.filter((one) => one.fen > 0n);
  const sum = shares.reduce((all, one) => all + one.fen, 0n);
  const findings: ShareFinding[] = [];
  if (paid.length === 0) findings.push(wrong('还没有登记谁领取'));
  else if (sum !== total) findings.push(wrong(`各份合计${printYuan(sum)}元，与应发${printYuan(total)}元${sum < total ? '少' : '多'}${printYuan(sum < total ? total - sum : sum - total)}元`));
  if (kind === 'localGrant') {
    if (paid.some((one) => one.relation !== 'self')) findings.push(wrong('地方经济补助发给本人，与军人的关系应为“本人”'));
  } else {
    if (paid.some((one) => one.relation === 'self')) findings.push(wrong('发给遗属的，与军人的关系不能是“本人”'));
    if (paid.some((one) => one.relation === 'sibling') && paid.some((one) => FIRST.includes(one.relation))) findings.push(wrong('有父母（抚养人）、配偶、子女的，不发给兄弟姐妹'));
    else if (paid.some((one) => one.relation === 'sibling')) findings.push(warn('发给兄弟姐妹，限于没有父母（抚养人）、配偶、子女的，请核对'));
  }
  for (const one of paid.filter((each) => !each.identified)) findings.push(wrong(`${one.payeeName}：没有档案的领取人须填写身份证号`));
  for (const one of paid.filter((each) => !each.account)) findings.push(warn(`${one.payeeName}：没有银行账号，批次会留到补齐以后`));
  return findings;
}

/** A total in so many equal shares, the fen that are left over to the first ones: 100.00 元 in three are 33.34, 33.33, 33.33. */
export function equalShares(total: Fen, count: number): Fen[] {
  const [each, rest] = [total / BigInt(count), Number(total % BigInt(count))];
  return Array.from({ length: count }, (_, at) => each + (at < rest ? 1n : 0n));
}
