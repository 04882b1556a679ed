import { labelOf } from '#base/pure/codes.ts';
import { BulletinAct as ActNames, BulletinState as StateNames, type BulletinAct, type BulletinState } from '../schema/stages.ts';

/** One line of the table of acts: from where to where, who may, and which people it keeps apart. */
export type Turn = {
  act: BulletinAct; from: readonly BulletinState[]; to: BulletinState; permission: 'bulletin.write' | 'bulletin.approve';
  /** Must not be anyone who drafted or changed the text. */
  secondPerson?: true;
  needsNote?: true;
  /** The checks must hold nothing that blocks. */
  checked?: true;
};

/** 草稿 → 部门审核 → 保密审查 → 签发 → 编号 → 印发 → 归档; before sign-off it may be sent back with a reason. The number is given by the sign-off itself. */
export const TURNS: readonly Turn[] = [
  { act: 'submit', from: ['draft'], to: 'review', permission: 'bulletin.write' },
  { act: 'passReview', from: ['review'], to: 'secrecy', permission: 'bulletin.approve', secondPerson: true },
  { act: 'passSecrecy', from: ['secrecy'], to: 'signing', permission: 'bulletin.approve', secondPerson: true },
  { act: 'signOff', from: ['signing'], to: 'numbered', permission: 'bulletin.approve', secondPerson: true, checked: true },
  { act: 'sendBack', from: ['review', 'secrecy', 'signing'], to: 'draft', permission: 'bulletin.approve', needsNote: true },
  { act: 'issue', from: ['numbered'], to: 'issued', permission: 'bulletin.write' },
  { act: 'archive', from: ['issued'], to: 'archived', permission: 'bulletin.write' },
];

const SIGNED: readonly BulletinState[] = ['numbered', 'issued', 'archived'];

/** True from sign-off on: text and numbers never change again. */
export function isSigned(state: BulletinState): boolean {
  return SIGNED.includes(state);
}

/** Whoever wrote: the people of the steps 起草 and 修改. */
export function draftersOf(steps: readonly { act: string; actorId: string }[]): Set<string> {
  return new Set(steps.filter((step) => step.act === 'compose' || step.act === 'save').map((step) => step.actorId));
}

/** What a person is to a bulletin for the table of acts. */
export type Standing = { state: BulletinState; personId: string; permissions: ReadonlySet<string>; drafters: ReadonlySet<string> };

/** Decides whether a person may do an act now; the reason is one Chinese sentence. `note` is what they wrote. */
export function judgeTurn(act: BulletinAct, standing: Standing, note?: string): { ok: true; turn: Turn } | { ok: false; reason: string } {
  const turn = TURNS.find((one) => one.act === act);
  if (!turn || !turn.from.includes(standing.state)) return { ok: false, reason: `“${labelOf(StateNames, standing.state)}”状态下不能${labelOf(ActNames, act)}` };
  if (!standing.permissions.has(turn.permission)) return { ok: false, reason: '您的岗位没有这项权限' };
  if (turn.secondPerson && standing.drafters.has(standing.personId)) return { ok: false, reason: `起草人不能${labelOf(ActNames, act)}自己的稿子，请由他人办理` };
  if (turn.needsNote && note !== undefined && note.trim().length < 2) return { ok: false, reason: '请写明退回原因' };
  return { ok: true, turn };
}
