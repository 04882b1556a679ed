import { labelOf } from '#base/pure/codes.ts';
import { plainYuan, printYuan } from '#base/pure/fen.ts';
import { RatePeriod } from '../schema/standards.ts';

/** An amount with its period, whole yuan without decimals: '40,260元/年', '57.33元/月'. */
export function sayAmount(fen: string | bigint, period: string): string {
  return `${shortYuan(fen)}${labelOf(RatePeriod, period)}`;
}

/** Yuan for tables, whole ones without decimals: 4026000 fen are '40,260', 5733 are '57.33'. */
export function shortYuan(fen: string | bigint): string {
  return printYuan(BigInt(fen)).replace(/\.00$/, '');
}

/** Yuan as somebody types them: '40260', '57.33'. */
export function typedYuan(fen: string | bigint): string {
  return plainYuan(BigInt(fen)).replace(/\.00$/, '');
}

/** A difference in yuan with its sign: '+1,176', '-300', '0'. */
export function sayChange(fen: string | bigint): string {
  return `${BigInt(fen) > 0n ? '+' : ''}${shortYuan(fen)}`;
}
