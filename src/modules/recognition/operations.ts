import { z } from 'zod';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { CaseView, ObjectionDraft, ObjectionSettled, StepDraft, WaitingCase, WaitingQuery } from './schema/answers.ts';
import { RecognitionCase } from './schema/case.ts';
import { KindRule } from './schema/rule.ts';

const cases = recordOperations(RecognitionCase);
const tags = [RecognitionCase.ledger];
const write = operation.meta({ permission: 'recognition.write' });
const row = cases.get['~orpc'].outputSchema!;

/** The contract of 身份认定. `act` is for those who handle a case, `decide` for those who decide it; the table of acts says which is which. */
export const recognitionOperations = {
  cases,
  rules: recordOperations(KindRule),
  course: {
    view: operation.meta({ permission: 'recognition.read', audit: 'read' }).route({ method: 'GET', path: '/recognition/cases/{id}/course', summary: '身份认定：办理情况', tags }).input(z.object({ id: Id })).output(CaseView),
    act: write.route({ method: 'POST', path: '/recognition/cases/{id}/acts', summary: '身份认定：办理', tags }).input(StepDraft).output(row),
    decide: operation.meta({ permission: 'recognition.approve' }).route({ method: 'POST', path: '/recognition/cases/{id}/decisions', summary: '身份认定：审定、撤销、复议决定', tags }).input(StepDraft).output(row),
    papers: write.route({ method: 'PUT', path: '/recognition/cases/{id}/papers', summary: '身份认定：登记收到的材料', tags }).input(z.strictObject({ id: Id, received: z.array(z.string().max(80)).max(60) })).output(Done),
    objection: write.route({ method: 'POST', path: '/recognition/cases/{caseId}/objections', summary: '身份认定：登记异议', tags }).input(ObjectionDraft).output(Done),
    settle: write.route({ method: 'POST', path: '/recognition/objections/{id}/settle', summary: '身份认定：处理异议', tags }).input(ObjectionSettled).output(Done),
    waiting: operation.meta({ permission: 'recognition.read' }).route({ method: 'GET', path: '/recognition/waiting', summary: '身份认定：待办和超期', tags }).input(WaitingQuery).output(z.object({ rows: z.array(WaitingCase), total: z.number(), page: z.number(), size: z.number() })),
  },
};
