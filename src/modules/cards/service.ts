import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { cardBatches, handOver, handovers, lines, places, receive } from './service/batches.ts';
import * as contact from './service/contact.ts';
import * as preferential from './service/preferential.ts';
import { print, printed } from './service/printing.ts';

/** The stores of the module's records. */
export const cardsStores = [contact.contactPoints, contact.contactCards, cardBatches, handovers, preferential.preferentialCards];

/** The handlers of 一卡. */
export const cardsHandlers = {
  contactPoints: recordHandlers(contact.contactPoints),
  contactCards: { ...recordHandlers(contact.contactCards), create: contact.create },
  makeVoid: contact.makeVoid,
  makeValid: contact.makeValid,
  reissue: contact.reissue,
  look: contact.look,
  issueAll: contact.issueAll,
  withdraw: contact.withdraw,
  print, printed,
  preferentialCards: { ...recordHandlers(preferential.preferentialCards), create: preferential.create },
  perform: preferential.perform,
  stepBack: preferential.stepBack,
  renew: preferential.renew,
  course: preferential.course,
  cardBatches: recordHandlers(cardBatches),
  places, receive,
  handovers: recordHandlers(handovers),
  handOver, lines,
} satisfies Handlers;
