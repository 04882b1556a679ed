import { z } from 'zod';
import { Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { type Act, RULES } from './rules.ts';
import { Application, ApplicationAct, Criterion, Sheet, Step, StepDraft } from './schema.ts';

const applications = recordOperations(Application);
const tags = [Application.ledger];

function act(name: Act) {
  const label = ApplicationAct.codes.find((one) => one.code === name)!.label;
  return operation.meta({ permission: `ratings.${RULES[name].permission}` }).route({ method: 'POST', path: `/ratings/applications/{id}/${name}`, summary: `星级申报：${label}`, tags }).input(StepDraft).output(applications.get['~orpc'].outputSchema!);
}

/** The contract of the module. */
export const ratingsOperations = {
  applications,
  sheets: recordOperations(Sheet),
  criteria: recordOperations(Criterion),
  /** The steps of an application, oldest first, and the acts that the caller may perform on it now. */
  steps: operation.meta({ permission: 'ratings.read' }).route({ method: 'GET', path: '/ratings/applications/{id}/steps', summary: '星级申报：办理过程', tags }).input(z.object({ id: Id })).output(z.object({ steps: z.array(Step), acts: z.array(z.string()) })),
  submit: act('submit'),
  recommend: act('recommend'),
  countyCheck: act('countyCheck'),
  cityReview: act('cityReview'),
  provinceAccept: act('provinceAccept'),
  publicNotice: act('publicNotice'),
  award: act('award'),
  rectify: act('rectify'),
  reject: act('reject'),
  revoke: act('revoke'),
  reEvaluate: act('reEvaluate'),
  /** Adds the shipped sample sheet with its criteria; it is marked as not official. */
  addSampleSheet: operation.meta({ permission: 'ratings.write' }).route({ method: 'POST', path: '/ratings/sample-sheets', summary: '加入评分表样例（非官方）', tags: [Sheet.ledger] })
    .input(z.object({ id: Id, year: z.number().int().min(2018).max(2100) })).output(z.object({ id: z.string(), criteria: z.number() })),
};
