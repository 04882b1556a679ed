import { z } from 'zod';
import { Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { AsideReason, Prospect } from './policy.ts';

const Count = z.number().int();
const Lists = { owed: Count, over: Count, soon: Count, missing: Count };
const Division = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');

/** 政策找人 at a glance: open entries by programme and by the next lower places, those put aside, and files still waiting to be looked at. */
export const PolicyOverview = z.object({
  division: z.string(), programmes: z.array(z.object({ programme: z.string(), ...Lists })), places: z.array(z.object({ code: z.string(), name: z.string(), ...Lists })), aside: Count, pending: Count,
});
export type PolicyOverview = z.infer<typeof PolicyOverview>;

/** One benefit of a person in plain words (`rules/claims.ts`). */
const Claim = z.object({ programme: z.string(), label: z.string(), state: z.enum(['receiving', 'held', 'owed', 'over', 'soon', 'missing']), sentence: z.string(), why: z.string().nullable(), amount: z.string().nullable(), working: z.string().nullable(), certain: z.boolean(), bring: z.array(z.string()), basis: z.string() });
/** Everything a person draws or may claim, as told on a day; `own`: with grade and nature. */
export const PersonPolicy = z.object({ id: Id, name: z.string(), on: z.string(), own: z.boolean(), claims: z.array(Claim) });
export type PersonPolicy = z.infer<typeof PersonPolicy>;

/** One month of a programme in the forecast: recipients and fen, how many come in and go, whose standard is 待核实 and who cannot be told, and what the people of 应享未享 would add. */
const ForecastMonth = z.object({ month: z.string(), count: Count, fen: z.string(), entering: Count, leaving: Count, uncertain: Count, untold: Count, owedCount: Count, owedFen: z.string() });
/** 预算测算: 24 months by programme. */
export const Forecast = z.object({ division: z.string(), on: z.string(), growth: z.number(), programmes: z.array(z.object({ programme: z.string(), label: z.string(), months: z.array(ForecastMonth) })) });
export type Forecast = z.infer<typeof Forecast>;

const ForecastAsked = z.object({ division: Division.optional(), growth: z.coerce.number().min(-20, '增长率应在 -20 到 50 之间').max(50, '增长率应在 -20 到 50 之间').default(0) });

const tags = [Prospect.ledger];
const { list, get, history, remove } = recordOperations(Prospect);
const read = operation.meta({ permission: 'benefits.read' });

/** The contract of 政策找人: entries are read only; an entry is put aside with a reason and taken up again. */
export const policyOperations = {
  prospects: { list, get, history, remove },
  policy: {
    overview: read.route({ method: 'GET', path: '/benefits/policy/overview', summary: '政策找人：各项目各单位的数量', tags }).input(z.object({ division: Division.optional() })).output(PolicyOverview),
    aside: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: '/benefits/prospects/{id}/aside', summary: '政策找人事项：搁置', tags })
      .input(z.object({ id: Id, version: z.number().int(), reason: z.enum(AsideReason.codes.map(({ code }) => code) as [string, ...string[]]), note: z.string().trim().max(200).optional(), until: z.iso.date().optional() })).output(z.object({ version: z.number() })),
    takeUp: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: '/benefits/prospects/{id}/take-up', summary: '政策找人事项：恢复待办', tags }).input(z.object({ id: Id, version: z.number().int() })).output(z.object({ version: z.number() })),
    person: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: '/benefits/policy/persons/{id}', summary: '政策找人：一个人可以享受的待遇', tags }).input(z.object({ id: Id })).output(PersonPolicy),
    ownCopy: operation.meta({ permission: 'benefits.reveal', audit: 'read' }).route({ method: 'POST', path: '/benefits/policy/persons/{id}/own-copy', summary: '政策找人：本人持有的一份，含等级和性质', tags })
      .input(z.object({ id: Id, reason: z.string().trim().min(2, '请写明用途').max(200) })).output(PersonPolicy),
    forecast: read.route({ method: 'GET', path: '/benefits/policy/forecast', summary: '预算测算：今后24个月', tags }).input(ForecastAsked).output(Forecast),
    forecastSheet: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: '/benefits/policy/forecast-sheet', summary: '预算测算：导出', tags }).input(ForecastAsked).output(z.object({ name: z.string(), content: z.string() })),
    recheck: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: '/benefits/policy/recheck', summary: '政策找人：重新核对', tags }).input(z.object({ division: Division.optional() })).output(z.object({ pending: Count })),
  },
};
