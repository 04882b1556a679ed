import { z } from 'zod';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { fieldShape } from '#base/pure/shape.ts';
import { ContactCard, ContactPoint, IssueLook, PrintAsk, PrintedCard, VoidChoice } from './schema/contact.ts';
import { ActDraft, BatchPlace, CardBatch, Handover, HandoverLine, PreferentialCard, Step } from './schema/preferential.ts';

const contactCards = recordOperations(ContactCard);
const preferentialCards = recordOperations(PreferentialCard);
const handovers = recordOperations(Handover);
const contactRow = contactCards.get['~orpc'].outputSchema!;
const preferentialRow = preferentialCards.get['~orpc'].outputSchema!;
const read = operation.meta({ permission: 'cards.read' });
const write = operation.meta({ permission: 'cards.write' });
const Division = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
const Day = fieldShape({ kind: 'day', label: '日期', required: false }) as z.ZodType<string>;
const Note = z.string().trim().max(200, '最多 200 个字').optional();
const whoOf = (label: string) => z.string().trim().min(1, `请填写${label}`).max(40, '最多 40 个字');
const tags = [ContactCard.ledger];
const cardTags = [PreferentialCard.ledger];

/** The contract of 一卡. */
export const cardsOperations = {
  contactPoints: recordOperations(ContactPoint),
  contactCards,
  /** 挂失 or 作废 of one card, undone by `makeValid`. */
  makeVoid: write.route({ method: 'POST', path: '/cards/contact-cards/{id}/void', summary: '联系卡：挂失、作废', tags }).input(z.object({ id: Id, reason: VoidChoice, note: Note })).output(contactRow),
  makeValid: write.route({ method: 'POST', path: '/cards/contact-cards/{id}/valid', summary: '联系卡：恢复有效', tags }).input(z.object({ id: Id })).output(contactRow),
  /** 换发: `id` is the new card's. */
  reissue: write.route({ method: 'POST', path: '/cards/contact-cards/{cardId}/reissue', summary: '联系卡：换发', tags }).input(z.object({ id: Id, cardId: Id, reason: z.enum(['lost', 'replaced'], '请选择换发原因'), note: Note })).output(contactRow),
  look: read.route({ method: 'GET', path: '/cards/issuing', summary: '整村发卡：发卡前查看', tags }).input(z.object({ division: Division })).output(IssueLook),
  issueAll: write.route({ method: 'POST', path: '/cards/issuing', summary: '整村发卡', tags }).input(z.object({ id: Id, division: Division })).output(z.object({ id: z.string(), issued: z.number() })),
  withdraw: write.route({ method: 'POST', path: '/cards/issuing/{id}/withdraw', summary: '整村发卡：整批撤销', tags }).input(z.object({ id: Id })).output(z.object({ withdrawn: z.number() })),
  print: write.route({ method: 'POST', path: '/cards/print', summary: '联系卡：打印', tags }).input(PrintAsk).output(z.object({ cards: z.array(PrintedCard), skipped: z.number(), more: z.boolean(), origin: z.string(), configured: z.boolean() })),
  printed: write.route({ method: 'POST', path: '/cards/printed', summary: '联系卡：记下已打印', tags }).input(z.object({ ids: z.array(Id).min(1).max(1000) })).output(Done),

  preferentialCards,
  perform: write.route({ method: 'POST', path: '/cards/preferential-acts', summary: '优待证：办理环节', tags: cardTags }).input(ActDraft).output(z.object({ moved: z.number() })),
  /** The last act of the caller today on these cards is taken back, of all of them or of none. */
  stepBack: write.route({ method: 'POST', path: '/cards/preferential-acts/back', summary: '优待证：撤回上一步', tags: cardTags })
    .input(z.object({ run: Id, ids: z.array(Id).min(1, '请选择优待证').max(500, '一次最多 500 张'), reason: Note })).output(z.object({ moved: z.number() })),
  renew: write.route({ method: 'POST', path: '/cards/preferential-cards/{cardId}/renew', summary: '优待证：换发、补发', tags: cardTags })
    .input(z.object({ id: Id, cardId: Id, purpose: z.enum(['renew', 'replace'], '请选择换发或补发'), reason: z.string().trim().min(2, '请写明原因').max(100, '最多 100 个字'), on: Day.optional() })).output(preferentialRow),
  course: read.route({ method: 'GET', path: '/cards/preferential-cards/{id}/course', summary: '优待证：办理过程', tags: cardTags }).input(z.object({ id: Id })).output(z.object({ steps: z.array(Step), acts: z.array(z.string()) })),

  cardBatches: recordOperations(CardBatch),
  places: read.route({ method: 'GET', path: '/cards/batches/{id}/places', summary: '制卡批次：分站情况', tags: [CardBatch.ledger] }).input(z.object({ id: Id })).output(z.array(BatchPlace)),
  receive: write.route({ method: 'POST', path: '/cards/batches/{id}/receive', summary: '制卡批次：县签收', tags: [CardBatch.ledger] })
    .input(z.object({ run: Id, id: Id, on: Day.optional(), receivedBy: whoOf('签收人'), missing: z.array(Id).max(5000).default([]) })).output(z.object({ moved: z.number() })),
  handovers,
  handOver: write.route({ method: 'POST', path: '/cards/batches/{batchId}/handovers', summary: '制卡批次：移交乡镇站', tags: [Handover.ledger] })
    .input(z.object({ id: Id, batchId: Id, unitId: Id, on: Day.optional(), receivedBy: whoOf('接收人') })).output(handovers.get['~orpc'].outputSchema!),
  lines: operation.meta({ permission: 'cards.read', audit: 'read' }).route({ method: 'GET', path: '/cards/handovers/{id}/lines', summary: '移交单：清单', tags: [Handover.ledger] }).input(z.object({ id: Id })).output(z.array(HandoverLine)),
};
