import { z } from 'zod';
import { isDay } from '#base/pure/day.ts';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { BankColumn, BankLayout } from './bank.ts';
import { AccountChecks, AccountsChecked, BankFile, Difference, DifferencePage, LineReasons, ReturnsRead, ReturnsUpload, RosterLine, RosterPage, RunStepDraft, RunView, RunWaiting, WaitingLine, WaitingPage } from './runActs.ts';
import { Line, Repayment, Run } from './runs.ts';

const lines = recordOperations(Line);
const read = operation.meta({ permission: 'benefits.read' });
const write = operation.meta({ permission: 'benefits.write' });
const tags = [Run.ledger];

/** The contract of pay runs. What an act of a run needs stands in rules/course.ts; whoever may read may ask for one and is told. Lines are written by runs alone. */
export const runContract = {
  runs: recordOperations(Run),
  lines: { list: lines.list, get: lines.get, history: lines.history, reveal: lines.reveal },
  repayments: recordOperations(Repayment),
  bankLayouts: recordOperations(BankLayout),
  bankColumns: recordOperations(BankColumn),
  runCourse: {
    look: read.route({ method: 'GET', path: '/benefits/runs/{id}/view', summary: '发放批次：合计、差异和办理情况', tags }).input(z.object({ id: Id })).output(RunView),
    act: operation.meta({ permission: 'benefits.read', audit: 'write' }).route({ method: 'POST', path: '/benefits/runs/{id}/acts', summary: '发放批次：办理', tags }).input(RunStepDraft).output(z.looseObject({ id: z.string() })),
    differences: read.route({ method: 'GET', path: '/benefits/runs/{id}/differences', summary: '发放批次：与上一批次的差异', tags }).input(DifferencePage).output(z.object({ rows: z.array(Difference), total: z.number() })),
    roster: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: '/benefits/runs/{id}/roster', summary: '发放批次：发放名册', tags }).input(RosterPage).output(z.object({ rows: z.array(RosterLine), total: z.number() })),
    waiting: read.route({ method: 'GET', path: '/benefits/runs/{id}/waiting', summary: '发放批次：送银行时会结转的笔数', tags }).input(z.object({ id: Id })).output(RunWaiting),
    waitingLines: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: '/benefits/runs/{id}/waiting-lines', summary: '发放批次：送银行时会结转的明细', tags }).input(WaitingPage).output(z.object({ rows: z.array(WaitingLine), total: z.number() })),
    file: write.route({ method: 'POST', path: '/benefits/runs/{id}/bank-file', summary: '发放批次：生成银行文件', tags }).input(z.object({ id: Id, step: Id, version: z.number().int(), layoutId: Id.optional() })).output(BankFile),
    returns: write.route({ method: 'POST', path: '/benefits/runs/{id}/returns', summary: '发放批次：读入回盘文件', tags }).input(ReturnsUpload).output(ReturnsRead),
    recompute: operation.meta({ permission: 'benefits.read' }).route({ method: 'POST', path: '/benefits/runs/{id}/recompute', summary: '发放批次：按冻结口径重算核对', tags }).input(z.object({ id: Id })).output(z.object({ lines: z.number(), differing: z.array(z.string()) })),
    explain: operation.meta({ permission: 'benefits.reveal', audit: 'read' }).route({ method: 'GET', path: '/benefits/lines/{id}/reasons', summary: '发放明细：金额的来由', tags }).input(z.object({ id: Id })).output(LineReasons),
    rightReturn: write.route({ method: 'POST', path: '/benefits/lines/{id}/return-correction', summary: '发放明细：退汇更正', tags }).input(z.object({ id: Id, step: Id, reason: z.string().trim().min(2, '请写明原因').max(200), on: z.string().refine(isDay, '日期应为 YYYY-MM-DD').optional() })).output(z.looseObject({ id: z.string() })),
    stop: write.route({ method: 'POST', path: '/benefits/lines/{id}/stop', summary: '发放明细：止付', tags }).input(z.object({ id: Id, step: Id, reason: z.string().trim().min(2, '请写明止付原因').max(200) })).output(z.looseObject({ id: z.string() })),
    checkAccount: write.route({ method: 'POST', path: '/benefits/lines/{id}/account-check', summary: '发放明细：核对变更后的账号', tags }).input(z.object({ id: Id })).output(Done),
    checkAccounts: write.route({ method: 'POST', path: '/benefits/account-checks', summary: '发放明细：核对多笔变更后的账号', tags }).input(AccountChecks).output(AccountsChecked),
  },
};
