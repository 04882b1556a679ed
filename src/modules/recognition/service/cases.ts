import { levelOf } from '#base/pure/division.ts';
import type { Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { store } from '#base/server/records/store.ts';
import { rawRow } from '#base/server/records/write.ts';
import { alteredCase, hasSteps, listSteps } from '../queries/cases.ts';
import { listNotices, listObjections } from '../queries/notices.ts';
import { listPapers, makePapers } from '../queries/papers.ts';
import { type Case, courseOf, isOpinion, type Who } from '../rules/course.ts';
import { missingOf } from '../rules/papers.ts';
import type { ActName, Kind, State } from '../schema/codes.ts';
import { RecognitionCase } from '../schema/case.ts';
import { rulingOf, type Ruling } from './rules.ts';

const FIXED = [['personId', 'person_id'], ['kind', 'kind'], ['targetRole', 'target_role'], ['appliedOn', 'applied_on']] as const;

/** 身份认定台账: paper lists follow the application until it is accepted; then only words may be corrected, and what was acted on is not removed. */
export const cases = store(RecognitionCase, {
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, RecognitionCase, id);
    if (!current || current.state === 'draft') return;
    for (const [name, column] of FIXED) if ((values[name] ?? null) !== (current[column] ?? null)) refuse('recognition.fixed', `受理以后不能再改${RecognitionCase.fields[name].label}，填错的请撤回后重新登记`, { path: [name] });
  },
  afterWrite: async (act, rows) => {
    const altered = await alteredCase(act, rows);
    if (altered) refuse('recognition.fixed', `${altered.name}：受理以后不能再改${RecognitionCase.fields.targetRole.label}，请从表中去掉这一行`, { path: ['targetRole'], status: 409 });
    await makePapers(act, rows);
  },
  beforeRemove: async (act, rows) => {
    if (await hasSteps(act, rows)) refuse('recognition.acted', '已有办理记录的不能删除，不再办理的请登记“撤回申请”', { status: 409 });
  },
});

/** A case with all that a decision looks at. */
export type Opened = {
  row: Values & { version: number };
  kind: Kind;
  one: Case;
  ruling: Ruling;
  steps: Awaited<ReturnType<typeof listSteps>>;
  papers: Awaited<ReturnType<typeof listPapers>>;
  notices: Awaited<ReturnType<typeof listNotices>>;
  objections: Awaited<ReturnType<typeof listObjections>>;
};

/** Opens a case within scope, locked where it will be written; before its acceptance with the course that the county's rule gives it. */
export async function openCase(act: Act, id: string, lock = false): Promise<Opened> {
  const row = (await rawRow(act, RecognitionCase, id, lock)) ?? notFound(RecognitionCase.label);
  const kind = row.kind as Kind;
  const ruling = await rulingOf(act, kind, String(row.applied_on));
  const [steps, papers, notices, objections] = [await listSteps(act, id), await listPapers(act, id), await listNotices(act, id), await listObjections(act, id)];
  const noticeDays = (row.notice_days as number | null) ?? ruling.noticeDays;
  const course = (row.course as State[] | null) ?? courseOf(kind, levelOf(String(row.division_code)), ruling.final, noticeDays);
  const notice = notices[notices.length - 1];
  const ofNotice = objections.filter((each) => each.noticeId === notice?.id);
  const last = steps.filter((step) => isOpinion(step.act as ActName, step.fromState as State)).pop();
  const one: Case = {
    state: row.state as State, course, returnedFrom: row.returned_from as State | null, missingPapers: missingOf(papers).length, noticeUntil: notice?.untilOn ?? null,
    openObjections: ofNotice.filter((each) => each.result === null).length, upheldObjections: ofNotice.filter((each) => each.result === 'upheld').length,
    lastOpinion: last ? { actorId: last.actorId, state: last.fromState as State } : null,
  };
  return { row, kind, one, ruling: { ...ruling, noticeDays }, steps, papers, notices, objections };
}

/** The acting person as decisions see them. */
export function whoOf(act: Act): Who {
  return { id: act.actor.id, level: levelOf(act.actor.division), today: act.today, may: (needs) => act.actor.permissions.has(`recognition.${needs}`) };
}
