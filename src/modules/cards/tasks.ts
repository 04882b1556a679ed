import type { Act, Task } from '#base/server/house.ts';
import { levelOf } from '#base/pure/division.ts';
import { countMisplaced } from './queries/contact.ts';
import { countWaiting } from './queries/preferential.ts';
import { ContactCard } from './schema/contact.ts';
import { PreferentialCard } from './schema/preferential.ts';

const list = (filter: string) => `${PreferentialCard.path}?${filter}`;

/** What waits at one's station: cards to be collected, applications sent back or not sent up, cards whose holders died, moved out or were struck off, contact cards whose station no longer serves the holder's place. */
export async function cardsTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('cards.write')) return [];
  const { waiting, returned, applied, left } = await countWaiting(act);
  const station = levelOf(act.actor.division) !== 'county';
  const tasks: Task[] = [];
  const add = (title: string, filter: string) => tasks.push({ title, path: list(filter), module: 'cards' });
  if (waiting > 0 && station) add(`${waiting} 张优待证待领取，请通知本人并发放`, 'f.state=waiting');
  if (returned > 0 && station) add(`${returned} 张优待证申请被退回，请补正后再送审`, 'f.state=returned');
  if (applied > 0 && levelOf(act.actor.division) === 'township') add(`${applied} 张优待证申请待送审`, 'f.state=applied');
  if (left > 0) add(`${left} 张优待证的持证人已去世、迁出或注销，请核实后注销`, 'f.personState=dead&f.personState=moved&f.personState=cancelled&f.state=applied&f.state=reviewing&f.state=returned&f.state=making&f.state=waiting&f.state=issued&f.state=lost');
  const misplaced = await countMisplaced(act);
  if (misplaced > 0) tasks.push({ title: `${misplaced} 张联系卡的服务站已不对应持卡人所在区划，请换发`, path: `${ContactCard.path}?f.state=valid&f.stationFit=elsewhere`, module: 'cards' });
  return tasks;
}
