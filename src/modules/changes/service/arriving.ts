import type { Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import { labelOf } from '#base/pure/codes.ts';
import type { Act } from '#base/server/house.ts';
import { masked } from '#base/server/records/columns.ts';
import { createRow, newId, rawRow, updateRow } from '#base/server/records/write.ts';
import { Person, PersonRole } from '#modules/registry/schema.ts';
import { PersonState, RoleCode } from '#modules/registry/schema/codes.ts';
import { normaliseSealed } from '#base/server/records/columns.ts';
import { persons } from '#modules/registry/service.ts';
import { type Contents, countContents, readContents, readFields, writeLedgers } from '../handOver/contents.ts';
import { openPackage, type PackageHead } from '../handOver/envelope.ts';
import { holderOf, placeWords, withinCounty } from '../queries/changes.ts';
import type { Step } from '../rules/undoing.ts';
import { Change } from '../schema.ts';
import type { ActAnswer, ActDraft, PackageSight } from '../schema/acts.ts';
import { beginRole, lockPerson, writeStep } from './steps.ts';
import { finish, sentences, writeChange } from './writing.ts';

type Opening = { content: string; passphrase: string };
type Holder = NonNullable<Awaited<ReturnType<typeof holderOf>>>;

/** What a package says, before anything is taken in. */
export async function readPackage(act: Act, { content, passphrase }: Opening): Promise<PackageSight> {
  const { head, contents } = await opened(content, passphrase);
  const holder = await findHolderOf(act, contents);
  const number = contents.person.citizenId;
  return {
    number: head.number, fromCounty: `${contents.countyName} ${contents.place}`, madeOn: head.madeOn, name: String(contents.person.name ?? ''), citizenId: masked(Person.fields.citizenId, number),
    roles: contents.roles.filter((role) => role.status === 'current').map((role) => labelOf(RoleCode, String(role.role))), contents: countContents(contents),
    registered: holder ? { words: registeredWords(act, holder), revives: REVIVED.includes(holder.state) } : null,
  };
}

const REVIVED = ['moved', 'cancelled'];

async function opened(content: string, passphrase: string): Promise<{ head: PackageHead; contents: Contents }> {
  const { head, text } = await openPackage(content, passphrase);
  return { head, contents: readContents(text) };
}

/** Who in the county holds the number of a package already, whoever asks: a second file must not come about. */
async function findHolderOf(act: Act, { person }: Contents): Promise<Holder | undefined> {
  if (typeof person.citizenId !== 'string') return undefined;
  const index = act.house.keys.index(`${Person.name}/citizenId`, normaliseSealed(Person.fields.citizenId, person.citizenId));
  return withinCounty(act, (wide) => holderOf(wide, index));
}

/** Names a holder within the reader's scope; beyond it, only that there is one. */
function registeredWords(act: Act, holder: Holder): string {
  const seen = holder.division_code >= act.scope.from && holder.division_code <= act.scope.to;
  const where = seen ? `“${holder.name}”（${holder.path ?? holder.division_code}）` : '本县其他乡镇';
  return `该身份证号已登记在${where}，${seen ? labelOf(PersonState, holder.state) : '不另建档'}`;
}

type TakeIn = Opening & { id: string; divisionCode: string; effectiveOn: string; document?: string };

/** 调入接收: makes the file with its origin noted, or revives the one that this county kept; never a second. Answers the receipt for the sender. */
export async function takeIn(act: Act, input: TakeIn): Promise<ActAnswer & { personId: string; receiptNo: string }> {
  const { head, contents } = await opened(input.content, input.passphrase);
  const again = await rawRow(act, Change, input.id);
  if (again) return { id: input.id, state: String(again.state), findings: sentences(again.finding as string | null), personId: String(again.person_id), receiptNo: String(again.receipt_no) };
  if (input.effectiveOn > act.today) refuse('changes.refused', '调入日期不能晚于今天', { path: ['effectiveOn'] });
  if (head.county === act.scope.county) refuse('changes.same_county', '这是本县自己的移交文件；撤回调出请在原变动上办理', { status: 409 });
  if (input.divisionCode < act.scope.from || input.divisionCode > act.scope.to || !(await placeWords(act, input.divisionCode))) refuse('changes.place', '所选区划不在您的管辖范围内', { path: ['divisionCode'] });
  const holder = await findHolderOf(act, contents);
  if (holder?.state === 'dead') refuse('changes.dead', '该身份证号在本县已登记去世，请先核实并办理死亡更正', { status: 409 });
  if (holder && !REVIVED.includes(holder.state)) refuse('changes.registered', `${registeredWords(act, holder)}；请改为办理县内迁移`, { status: 409 });
  const missed: string[] = [];
  const { personId, steps } = holder ? await reviveFile(act, holder, contents, input, missed) : await makeFile(act, contents, input, missed);
  const findings = missed.length > 0 ? [`以下内容没有接收，请手工补录：${missed.slice(0, 8).join('、')}${missed.length > 8 ? ` 等 ${missed.length} 项` : ''}`] : [];
  const draft: ActDraft = { kind: 'moveIn', effectiveOn: input.effectiveOn, document: input.document || head.number, otherCounty: `${contents.countyName} ${contents.place}`.slice(0, 120) };
  await writeChange(act, input.id, personId, draft, { state: 'done', receiptNo: contents.receiptCode, toPlace: await placeWords(act, input.divisionCode), finding: findings.join('；').slice(0, 400) || null });
  return { ...(await finish(act, input.id, personId, { followUps: [{ kind: 'archiveIn', dueOn: null }] }, steps, findings)), personId, receiptNo: contents.receiptCode };
}

async function makeFile(act: Act, contents: Contents, { divisionCode, effectiveOn }: TakeIn, missed: string[]): Promise<{ personId: string; steps: Step[] }> {
  const personId = newId();
  await createRow(act, persons, personId, { ...readFields(Person, contents.person, missed), roles: [], state: 'registered', registeredOn: effectiveOn, changedOn: effectiveOn, divisionCode });
  for (const role of contents.roles) await beginRole(act, personId, readFields(PersonRole, role, missed));
  await writeLedgers(act, personId, contents.ledgers, missed);
  return { personId, steps: [{ record: 'person', id: personId, before: null, after: { state: 'registered' } }] };
}

/** The kept file stands again, where the person lives now, with what the other county knew better; its roles are those sent that are not current here. */
async function reviveFile(act: Act, holder: Holder, contents: Contents, { divisionCode, effectiveOn }: TakeIn, missed: string[]): Promise<{ personId: string; steps: Step[] }> {
  const steps = await withinCounty(act, async (wide) => {
    const done = [await writeStep(wide, 'person', holder.id, { state: 'registered', divisionCode, changedOn: effectiveOn })];
    const { values, version } = await lockPerson(wide, holder.id);
    const sent = readFields(Person, contents.person, missed);
    const better: Values = Object.fromEntries(Object.entries(sent).filter(([name, value]) => value !== null && value !== values[name]));
    await updateRow(wide, persons, holder.id, version, better);
    const { roles } = await lockPerson(wide, holder.id);
    for (const role of contents.roles) {
      if (role.status !== 'current' || roles.some((one) => one.role === role.role && one.status === 'current')) continue;
      done.push(await beginRole(wide, holder.id, readFields(PersonRole, role, missed)));
    }
    return done;
  });
  return { personId: holder.id, steps };
}
