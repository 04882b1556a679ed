import { clientOf } from '#base/web/client.ts';
import { runContract } from '../schema/runContract.ts';

const { runCourse } = runContract;

/** The calls of a pay run's own pages, beside the standard ones of runs and lines. */
export const runClient = clientOf({ runCourse }).runCourse;
/** What a run's page shows beside its row. */
export type RunView = Awaited<ReturnType<typeof runClient.look>>;
/** A bank's file as the server makes it. */
export type BankFile = Awaited<ReturnType<typeof runClient.file>>;
/** What reading a bank's answer found. */
export type ReturnsRead = Awaited<ReturnType<typeof runClient.returns>>;
/** How many lines a bank's file would leave out as things stand. */
export type RunWaiting = Awaited<ReturnType<typeof runClient.waiting>>;
/** One of those lines. */
export type WaitingLine = Awaited<ReturnType<typeof runClient.waitingLines>>['rows'][number];
