import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { listPlaces } from './queries/changes.ts';
import { enlistMany, perform } from './service/acting.ts';
import { readPackage, takeIn } from './service/arriving.ts';
import { enterReceipt, makePackage } from './service/leaving.ts';
import { acceptMove, declineMove, requests, withdraw } from './service/answering.ts';
import { moveTogether } from './service/together.ts';
import { sheet } from './service/sheet.ts';
import { changes, correctChange, departures, followUps } from './service/stores.ts';
import { undo } from './service/undo.ts';

/** The handlers of 变动登记. */
export const changesHandlers = {
  register: { ...recordHandlers(changes), update: correctChange },
  followUps: recordHandlers(followUps),
  departures: recordHandlers(departures),
  perform, enlistMany, moveTogether, undo, withdraw, sheet, requests, acceptMove, declineMove, makePackage, enterReceipt, readPackage, takeIn,
  places: (act: Act) => listPlaces(act),
} satisfies Handlers;
