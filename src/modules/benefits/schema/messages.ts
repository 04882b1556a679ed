import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { Id, operation } from '#base/pure/operation.ts';
import { checkPhone } from '#base/pure/phone.ts';
import { field, record } from '#base/pure/record.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Person } from '#modules/registry/schema.ts';
import { Confirmation } from './confirmation.ts';
import { Run } from './runs.ts';

/** 短信状态: waits for the gateway, handed over, refused, or taken out by hand for another platform. */
export const MessageState = codeList('短信状态', { waiting: '待发送', sent: '已交网关', failed: '未发出', taken: '已取出' });
/** A code of `MessageState`. */
export type MessageStateCode = 'waiting' | 'sent' | 'failed' | 'taken';

/** 短信: what a person is told of a payment, or reminded of; written by the product alone. */
export const Message = record({
  name: 'benefits.message', path: '/benefits/messages', label: '短信', ledger: '待遇短信台账', title: 'personId',
  list: ['personId', 'runId', 'confirmationId', 'text', 'state', 'queuedOn', 'fault'], filters: ['state', 'runId', 'confirmationId', 'queuedOn', 'personId'], search: ['personId'], sort: '-queuedOn', identity: ['runId', 'confirmationId', 'personId', 'queuedOn'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, section: '短信' }),
    runId: field.reference('发放批次', () => Run, { section: '短信' }),
    confirmationId: field.reference('年度确认', () => Confirmation, { section: '短信' }),
    mobile: field.phone('手机号码', { required: true, basis: '《军人抚恤优待条例》第八条', section: '短信' }),
    text: field.text('内容', { required: true, max: 300, section: '短信' }),
    state: field.code('短信状态', MessageState, { required: true, section: '办理' }),
    queuedOn: field.day('提交日期', { required: true, section: '办理' }),
    queuedBy: field.text('提交人', { required: true, max: 60, section: '办理' }),
    settledOn: field.day('发出日期', { section: '办理' }),
    fault: field.text('未发出的原因', { max: 120, section: '办理' }),
  },
});

/** Where the messages of a run stand. */
export const RunMessages = z.object({
  /** Whether a gateway is connected. */
  gateway: z.boolean(),
  /** Persons paid who have a mobile number and no message yet. */
  able: z.number(),
  /** Persons paid who cannot be told by message, with why; at most 500. */
  unable: z.array(z.object({ personId: z.string(), name: z.string(), place: z.string(), why: z.string() })),
  /** Messages by state. */
  states: z.record(z.string(), z.number()),
  /** What the first would read, of an invented person. */
  sample: z.string(),
  /** The telephone that the last messages named. */
  phone: z.string().nullable(),
});
/** `RunMessages` as it is read. */
export type RunMessages = z.infer<typeof RunMessages>;

/** The telephone that messages name for questions. */
const Phone = z.string().trim().max(20).refine((text) => checkPhone(text).ok, '请填写能打通的办公电话，如 0373-1234567');
const tags = [Message.ledger];
const messages = recordOperations(Message);

/** The contract of messages. */
export const messageContract = {
  messages: { list: messages.list, get: messages.get, history: messages.history, reveal: messages.reveal },
  runMessages: {
    look: operation.meta({ permission: 'benefits.write', audit: 'read' }).route({ method: 'GET', path: '/benefits/runs/{id}/messages', summary: '发放批次：短信情况', tags }).input(z.object({ id: Id })).output(RunMessages),
    queue: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: '/benefits/runs/{id}/messages', summary: '发放批次：提交发放短信', tags }).input(z.object({ id: Id, phone: Phone })).output(z.object({ queued: z.number() })),
    takeOut: operation.meta({ permission: 'benefits.reveal', audit: 'write' }).route({ method: 'POST', path: '/benefits/runs/{id}/messages/out', summary: '发放批次：取出待发短信，由别的平台发送', tags }).input(z.object({ id: Id, again: z.boolean().default(false) })).output(z.object({ rows: z.array(z.object({ name: z.string(), mobile: z.string(), text: z.string() })) })),
    again: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: '/benefits/runs/{id}/messages/again', summary: '发放批次：未发出的短信再发一次', tags }).input(z.object({ id: Id })).output(z.object({ queued: z.number() })),
  },
};
