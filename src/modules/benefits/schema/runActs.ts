import { z } from 'zod';
import { FileContent, Id, Paging } from '#base/pure/operation.ts';
import { Reason } from './reason.ts';

/** One act on a run: `step` is client-made, so that a repeat is harmless; `version` is the one the person saw. */
export const RunStepDraft = z.object({
  id: Id, step: Id, version: z.number().int(), act: z.enum(['compute', 'review', 'approve', 'check', 'sendBack', 'close', 'void'], '没有这项办理'),
  opinion: z.string().trim().max(300).optional(), on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '请填写日期').optional(),
});
/** The draft as it is read; 生成银行文件 goes through its own operation. */
export type RunStepDraft = Omit<z.infer<typeof RunStepDraft>, 'act'> & { act: z.infer<typeof RunStepDraft>['act'] | 'file' };

const Sum = z.object({ by: z.enum(['programme', 'township', 'outcome']), key: z.string(), label: z.string(), persons: z.number(), lines: z.number(), fen: z.string(), regular: z.string(), arrears: z.string(), recovered: z.string() });
/** What a run's page shows beside its row. */
export const RunView = z.object({
  total: z.string(), lines: z.number(), persons: z.number(), sums: z.array(Sum),
  differences: z.array(z.object({ kind: z.string(), persons: z.number(), delta: z.string(), once: z.string() })),
  /** Whose line was stopped before the list went back, and is paid by the present one. */
  lostStops: z.array(z.object({ personId: z.string(), name: z.string(), programme: z.string(), reason: z.string() })),
  steps: z.array(z.object({ act: z.string(), from: z.string(), to: z.string(), at: z.string(), by: z.string(), unit: z.string(), opinion: z.string().nullable(), detail: z.record(z.string(), z.unknown()).nullable() })),
  acts: z.array(z.object({ act: z.string(), refusal: z.string().nullable() })),
  digest: z.string().nullable(), layoutId: z.string().nullable(), version: z.number(), state: z.string(),
});
/** A page of differences of one kind. */
export const DifferencePage = Paging.extend({ id: Id, kind: z.enum(['new', 'stopped', 'changed', 'unknown', 'owing']) });
/** One difference as it is shown. */
export const Difference = z.object({ personId: z.string(), name: z.string(), place: z.string(), programme: z.string(), was: z.string(), now: z.string(), words: z.string() });
/** A bank's file, ready to be saved: base64, its digest and what the cover says. */
export const BankFile = z.object({ name: z.string(), content: z.string(), digest: z.string(), lines: z.number(), total: z.string(), carried: z.number() });
/** A file that came back from the bank. */
export const ReturnsUpload = z.object({ id: Id, step: Id, content: FileContent, on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '请填写日期') });
/** What reading it found; rows are those of the file. */
export const ReturnsRead = z.object({ returned: z.number(), paid: z.number(), late: z.number(), unsaid: z.number(), told: z.number(), unknown: z.array(z.number()), twice: z.array(z.number()), unread: z.array(z.number()), against: z.array(z.number()) });
/** Why a line has its amount: every month, the frozen rule and what stood before. */
export const LineReasons = z.object({ words: z.array(z.string()), months: z.array(z.object({ month: z.string(), fen: z.string(), cause: z.string(), was: z.string(), now: z.string(), rule: z.string() })), citation: z.string(), reason: Reason.nullable() });
/** One line of a payroll sheet: the account by its last four digits, '' where there is none. */
export const RosterLine = z.object({ id: z.string(), divisionCode: z.string(), place: z.string(), name: z.string(), programme: z.string(), regular: z.string(), arrears: z.string(), recovered: z.string(), amount: z.string(), account: z.string(), change: z.string().nullable(), outcome: z.string() });
/** A page of a payroll sheet. */
export const RosterPage = Paging.extend({ id: Id });
/** How many lines of a run the bank's file would leave out as things stand, by why, and their sum in fen. */
export const RunWaiting = z.object({ noAccount: z.number(), unchecked: z.number(), fen: z.string() });
/** A page of the lines that would be left out for one reason. */
export const WaitingPage = Paging.extend({ id: Id, why: z.enum(['noAccount', 'unchecked']) });
/** One such line: accounts by their last four digits ('' where there is none), the one paid to before beside the one now; who wrote the new one, and whether that is whoever looks. */
export const WaitingLine = z.object({ id: z.string(), personId: z.string(), name: z.string(), place: z.string(), programme: z.string(), amount: z.string(), holder: z.string().nullable(), bank: z.string().nullable(), account: z.string(), before: z.string(), changedBy: z.string().nullable(), own: z.boolean() });
/** Lines whose changed accounts a second person says are right, at most a screenful at a time. */
export const AccountChecks = z.object({ ids: z.array(Id).min(1, '请选择要核对的明细').max(200, '一次最多核对 200 笔') });
/** How many were checked, and which were not and why. */
export const AccountsChecked = z.object({ checked: z.number(), refused: z.array(z.object({ id: z.string(), words: z.string() })) });
