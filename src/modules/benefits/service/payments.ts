import { sql } from 'kysely';
import { refuse } from '#base/pure/refusal.ts';
import { store } from '#base/server/records/store.ts';
import { rawRow } from '#base/server/records/write.ts';
import { Payment } from '../schema.ts';
import { Repayment } from '../schema/runs.ts';

const FROM_RUN = '这一笔来自发放批次，不能改动；多发少发由下一批次补发或追回';

/** 抚恤补助发放台账: what a run has paid stays as it was paid; what was brought from elsewhere may be corrected. Payments of one month in two files that are merged stand beside each other: both were paid. */
export const payments = store(Payment, {
  standsBeside: 'beside',
  beforeWrite: async (act, _values, id) => {
    if ((await rawRow(act, Payment, id))?.line_id) refuse('payment.run', FROM_RUN, { status: 409 });
  },
  afterWrite: async (act, rows) => {
    const { rows: kept } = await sql<{ month: string }>`select r.month from benefits.payment r join benefits.line l on l.county_code = r.county_code and l.id = r.line_id where (${rows}) and (r.amount, r.month, r.programme, r.person_id) is distinct from (l.amount, l.period, l.programme, l.person_id) limit 1`.execute(act.tx);
    if (kept[0]) refuse('payment.run', `${kept[0].month}的已由发放批次登记，不能用表格改动；批次以外另发的，请在发放台账单笔新增`, { path: ['month'], status: 409 });
  },
  beforeRemove: async (act, rows) => {
    const { rows: kept } = await sql`select 1 from benefits.payment r where ${rows} and r.line_id is not null limit 1`.execute(act.tx);
    if (kept.length > 0) refuse('payment.run', FROM_RUN, { status: 409 });
  },
});

/** 抚恤补助退款台账. */
export const repayments = store(Repayment);
