import { sql } from 'kysely';
import { refuse } from '#base/pure/refusal.ts';
import { store } from '#base/server/records/store.ts';
import { rawRow } from '#base/server/records/write.ts';
import { Payment } from '../schema.ts';
import { Repayment } from '../schema/runs.ts';

const FROM_RUN = '这一笔来自发放批次，不能改动；多发少发由下一批次补发或追回';

/** 抚恤补助发放台账: what a run has paid stays as it was paid; what was brought from elsewhere may be corrected. */
export const payments = store(Payment, {
  beforeWrite: async (act, _values, id) => {
    if ((await rawRow(act, Payment, id))?.line_id) refuse('payment.run', FROM_RUN, { status: 409 });
  },
  beforeRemove: async (act, rows) => {
    const { rows: kept } = await sql`select 1 from benefits.payment r where ${rows} and r.line_id is not null limit 1`.execute(act.tx);
    if (kept.length > 0) refuse('payment.run', FROM_RUN, { status: 409 });
  },
});

/** 抚恤补助退款台账. */
export const repayments = store(Repayment);
