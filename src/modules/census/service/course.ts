import { isWithin } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Task } from '#base/server/house.ts';
import { updateRow } from '#base/server/records/write.ts';
import { type CampaignRow, changesOf, findCampaign, listPersons, openCampaigns, outcomesOf, placeName, progressOf, questionsOf } from '../queries/campaigns.ts';
import { entriesAt } from '../queries/entries.ts';
import { type Asked, fieldOf } from '../rules/questions.ts';
import type { Progress, Report, Sheet, SheetQuestion } from '../schema/answers.ts';
import { filledEntries } from './standing.ts';
import { byCounty, campaigns } from './stores.ts';
import { workbookOf } from './workbook.ts';

/** Whom a census asks unless its 在册状态 says otherwise. */
const SERVED = ['registered', 'unverified'];
/** The most persons of one screen, paper or sheet. */
const MOST = 1000;
/** The most changes that a report prints; the ledger holds all. */
const MOST_CHANGES = 2000;

type Asking = { id: string; division?: string };

const campaignOf = async (act: Act, id: string, lock = false): Promise<CampaignRow> => (await findCampaign(act, id, lock)) ?? notFound('普查');

function placeOf(act: Act, division: string | undefined): string {
  const place = division ?? act.actor.division;
  return isWithin(place, act.actor.division) ? place : notFound('区划');
}

/** 冻结名单: lists everybody of the scope, each at their own village, and opens the census. Afterwards the list follows nothing but deaths. */
export async function freeze(act: Act, { id }: { id: string }): Promise<{ listed: number }> {
  byCounty(act);
  const campaign = await campaignOf(act, id, true);
  if (campaign.state !== 'draft') refuse('census.frozen', '名单已经冻结', { status: 409 });
  if ((await questionsOf(act, id)).length === 0) refuse('census.empty', '还没有问题，请先添加问题', { status: 409 });
  await updateRow(act, campaigns, id, campaign.version, { state: 'open', frozenOn: act.today });
  const listed = await listPersons(act, campaign, campaign.states && campaign.states.length > 0 ? campaign.states : SERVED);
  if (listed === 0) refuse('census.nobody', '没有符合条件的人，请检查范围、类别和状态', { status: 409 });
  act.note({ record: 'census.campaign', rowId: id, detail: { listed } });
  return { listed };
}

/** 结束普查: nothing is answered any more; who was not asked stays 未问. */
export async function close(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  byCounty(act);
  const campaign = await campaignOf(act, id, true);
  if (campaign.state === 'draft') refuse('census.draft', '还没有冻结名单，不需要结束', { status: 409 });
  if (campaign.state === 'open') await updateRow(act, campaigns, id, campaign.version, { state: 'closed', closedOn: act.today });
  return { done: true };
}

/** 进展 of a division within the act's scope. */
export async function progress(act: Act, { id, division }: Asking): Promise<Progress> {
  await campaignOf(act, id);
  return progressOf(act, id, placeOf(act, division));
}

const head = ({ id, title, untilOn, state, note }: CampaignRow) => ({ id, title, untilOn, state, note });

/** A question as pages and sheets show it. */
function shownQuestion(question: Asked): SheetQuestion {
  const field = fieldOf(question);
  const options = field.kind === 'boolean' ? [{ code: '是', label: '是' }, { code: '否', label: '否' }] : (field.codes?.codes.map(({ code, label }) => ({ code, label })) ?? []);
  return { ...question, kind: question.kind ?? field.kind, options, sealed: field.sealed === true };
}

/** The list of a place with what stands for every question. */
export async function sheet(act: Act, { id, division }: Asking): Promise<Sheet> {
  const campaign = await campaignOf(act, id);
  const place = placeOf(act, division);
  const asked = await questionsOf(act, id);
  const { whole } = await progressOf(act, id, place);
  const entries = await filledEntries(act, id, asked, await entriesAt(act, id, place, MOST));
  act.note({ record: 'census.campaign', rowId: id, detail: { division: place, persons: entries.length } });
  return { campaign: head(campaign), division: { code: place, name: await placeName(act, place) }, questions: asked.map(shownQuestion), entries, total: whole.listed };
}

/** The list of a place as a spreadsheet. */
export async function workbook(act: Act, asking: Asking): Promise<{ name: string; content: string }> {
  const found = await sheet(act, asking);
  if (found.total > found.entries.length) refuse('census.many', `一份表格最多 ${MOST} 人，请选择一个村或乡镇`, { path: ['division'] });
  return workbookOf(act, found);
}

/** The report of a division. */
export async function report(act: Act, { id, division }: Asking): Promise<Report> {
  const campaign = await campaignOf(act, id);
  const place = placeOf(act, division);
  const { whole } = await progressOf(act, id, place);
  const changes = await changesOf(act, id, place, MOST_CHANGES);
  return {
    campaign: { ...head(campaign), frozenOn: campaign.frozenOn, closedOn: campaign.closedOn }, division: { code: place, name: await placeName(act, place) }, whole,
    questions: await outcomesOf(act, id, place), changes: changes.rows, changesTotal: changes.total,
  };
}

/** What waits at a station: each open census with how many are still to be asked, until its last day. */
export async function censusTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('census.write') || act.actor.division.endsWith('000000')) return [];
  return (await openCampaigns(act)).map(({ id, title, untilOn, waiting }) => ({ title: `${title}：还有 ${waiting} 人未问`, due: untilOn, path: `/census/ask?campaign=${id}`, module: 'census' }));
}
