import type { ReactNode } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printDay, printMonth } from '#base/pure/day.ts';
import { Paper } from '#base/web/paper.tsx';
import { useMe } from '#base/web/session.tsx';
import { RATING_KINDS } from '../rules/kinds.ts';
import { noticeLines } from '../rules/notice.ts';
import { remediesOf } from '../rules/remedies.ts';
import type { CaseView, Notice } from '../schema/answers.ts';
import { type Kind, KindCode, ObjectionResult, RefusalReason } from '../schema/codes.ts';

/** Which paper is being printed: 审批表, 一次性告知书, 不予认定告知书, 认定通知书 or a 公示. */
export type Printed = { kind: 'form' } | { kind: 'missing' } | { kind: 'refused' } | { kind: 'approved' } | { kind: 'notice'; notice: Notice };

const TITLES = { form: '退役军人和其他优抚对象身份认定审批表', missing: '一次性告知书', refused: '不予认定告知书', approved: '身份认定通知书' } as const;

/** The paper on its sheet. */
export function CasePaper({ view, printed }: { view: CaseView; printed: Printed }) {
  if (printed.kind === 'notice') return <Poster view={view} notice={printed.notice} />;
  const body = { form: <Form view={view} />, missing: <Missing view={view} />, refused: <Refused view={view} />, approved: <Approved view={view} /> }[printed.kind];
  return <Paper title={TITLES[printed.kind]} given={printed.kind !== 'form'}>{body}</Paper>;
}

/** What a letter begins with: to whom, and which application it speaks of. */
function Opening({ view, children }: { view: CaseView; children: ReactNode }) {
  return <><p className="flush">{view.personName}：</p><p>您于{printDay(view.appliedOn)}提出的“{labelOf(KindCode, view.kind)}”申请，{children}</p></>;
}

/** What a letter ends with: unit and day at the right, and the receipt that stays with the office. */
function Closing({ unit, on }: { unit: string; on: string }) {
  return (
    <>
      <p className="signed">{unit}（盖章）</p>
      <p className="signed">{printDay(on)}</p>
      <div className="apart">
        <p className="flush">以上内容已收悉。</p>
        <p className="flush">签收人（签字）：＿＿＿＿＿＿　　　　　　年　　月　　日</p>
        <p className="flush">代收的，与申请人关系：＿＿＿＿＿＿</p>
        <p className="paper-foot">本件一式两份，申请人和经办单位各存一份。</p>
      </div>
    </>
  );
}

/** 一次性告知书: every paper that is missing and, for a case sent back, what was unclear. */
function Missing({ view }: { view: CaseView }) {
  const me = useMe();
  const sentBack = view.state === 'returned' ? view.steps.filter((one) => one.act === 'sendBack').pop() : undefined;
  return (
    <>
      <Opening view={view}>{sentBack ? '经审核需要补正。' : '经核对，材料尚不齐全。'}</Opening>
      {sentBack?.opinion && <p>需要补正的情况：{sentBack.opinion}。</p>}
      {view.missing.length > 0 && <p>还需提交以下材料：</p>}
      {view.missing.map((name, at) => <p key={name}>{at + 1}．{name}</p>)}
      <p>请备齐后送交{me.unit.name}，齐全后即予{sentBack ? '继续办理' : '受理'}。认定依据：{view.rule.basis}。</p>
      <p>联系人：{me.name}　　联系电话：＿＿＿＿＿＿＿＿＿＿</p>
      <Closing unit={me.unit.name} on={me.today} />
    </>
  );
}

/** 不予认定告知书: reason, basis and remedies (`rules/remedies.ts`). */
function Refused({ view }: { view: CaseView }) {
  const step = view.steps.filter((one) => one.act === 'refuse').pop();
  const upheld = view.steps.filter((one) => one.act === 'uphold').pop();
  if (!step) return null;
  return (
    <>
      <Opening view={view}>经审核，决定不予认定。</Opening>
      <p>原因：{[step.reason && step.reason !== 'other' ? labelOf(RefusalReason, step.reason) : '', step.opinion].filter(Boolean).join('；')}。</p>
      <p>认定依据：{view.rule.basis}。{step.document && `文号：${step.document}。`}</p>
      {upheld && <p>经复议，于{printDay(upheld.actedOn)}维持上述决定（{[upheld.document, upheld.opinion].filter(Boolean).join('，')}）。</p>}
      <p>{remediesOf(upheld !== undefined)}</p>
      <Closing unit={step.unitName} on={step.actedOn} />
    </>
  );
}

/** 认定通知书: that it was approved, by which document, and from which month. */
function Approved({ view }: { view: CaseView }) {
  const me = useMe();
  const { outcome } = view;
  if (!outcome) return null;
  return (
    <>
      <Opening view={view}>已于{printDay(outcome.decidedOn)}批准认定。</Opening>
      {outcome.document && <p>批准文号：{outcome.document}。</p>}
      {outcome.benefitFrom && <p>自{printMonth(outcome.benefitFrom)}起，按规定享受相应待遇。</p>}
      <p>本人情况发生变化的，请及时告知所在地退役军人服务站。</p>
      <Closing unit={me.unit.name} on={me.today} />
    </>
  );
}

/** 公示 as it hangs on a wall: the kept text, unit and day at its foot. */
function Poster({ view, notice }: { view: CaseView; notice: Notice }) {
  const { lines, unit, on } = noticeLines(notice.text);
  return (
    <Paper title={`关于申请${view.rule.publicCategory}人员情况的公示`} given>
      <div style={{ fontSize: '16pt' }}>
        {lines.map((line) => <p key={line}>{line}</p>)}
        <p className="signed">{unit}</p>
        <p className="signed">{on}</p>
      </div>
    </Paper>
  );
}

const OPINIONS: Readonly<Record<string, string>> = { village: '村（社区）\n初审意见', township: '乡镇（街道）\n复核意见', check: '县级审核\n意见', medical: '医学鉴定\n结论', decision: '县级审定\n意见', city: '市级批复', province: '省级决定' };

/** 审批表: what is known stands printed, what is decided by hand stays blank; a box of each level for opinion, signature and seal. */
function Form({ view }: { view: CaseView }) {
  const first = [{ label: '姓名', value: view.personName }, ...view.application, ...view.facts.map(({ label, value }) => ({ label, value: inWords(value) }))];
  const notice = view.notices[view.notices.length - 1];
  const { outcome } = view;
  return (
    <>
      <p className="under-title">认定种类：{labelOf(KindCode, view.kind)}</p>
      <table>
        <tbody>
          {pairs(first).map(([left, right]) => <tr key={left!.label}><th>{left!.label}</th><td colSpan={right ? 1 : 3}>{left!.value}</td>{right && <><th>{right.label}</th><td>{right.value}</td></>}</tr>)}
          <tr><th>所在地</th><td>{view.township}{view.village || (view.township ? '' : view.place)}</td><th>身份证号</th><td /></tr>
          <tr><th>认定依据</th><td colSpan={3}>{view.rule.basis}</td></tr>
          <tr><th>已收材料</th><td colSpan={3}>{view.papers.filter((one) => one.receivedOn).map((one) => one.name).join('、')}</td></tr>
          <tr><th>条件核对</th><td colSpan={3}>{view.eligibility.words}</td></tr>
          {view.stages.filter((stage) => stage.state in OPINIONS).map(({ state }) => <Opinion key={state} view={view} state={state} />)}
          {RATING_KINDS.includes(view.kind as Kind) && <tr><th>评定结果</th><td colSpan={3}>残疾等级：＿＿＿＿＿＿　　残疾性质：＿＿＿＿＿＿</td></tr>}
          {notice && <tr><th>公示情况</th><td colSpan={3}>{printDay(notice.fromOn)}至{printDay(notice.untilOn)}，{notice.postedAt}；{objectionWords(view)}</td></tr>}
          {outcome && <tr><th>办理结果</th><td colSpan={3}>{printDay(outcome.decidedOn)}　{outcome.document}{outcome.benefitFrom && `　自${printMonth(outcome.benefitFrom)}起享受待遇`}</td></tr>}
        </tbody>
      </table>
    </>
  );
}

/** A day known to its month or year as documents write it: 1994-12 is 1994年12月. */
const inWords = (value: string): string => value.replace(/^(\d{4})-(\d{2})(?:-(\d{2}))?$/, (_, year: string, month: string, day?: string) => `${year}年${Number(month)}月${day ? `${Number(day)}日` : ''}`);

function Opinion({ view, state }: { view: CaseView; state: string }) {
  const step = view.steps.filter((one) => one.fromState === state && ['pass', 'oppose', 'approve', 'refuse'].includes(one.act)).pop();
  const stance = step?.act === 'oppose' ? '不同意' : '同意';
  const verdict = step?.act === 'refuse' ? `不予认定${step.reason ? `（${labelOf(RefusalReason, step.reason)}）` : ''}` : step?.opinion?.startsWith(stance) ? '' : stance;
  const said = step && [verdict, step.opinion?.replace(/。$/, ''), step.document].filter(Boolean).join('。');
  return (
    <tr>
      <th style={{ whiteSpace: 'pre-line' }}>{OPINIONS[state]}</th>
      <td colSpan={3}><div className="opinion"><div>{step && `${said}。　${step.unitName} ${step.actorName}`}</div><div>签字（盖章）：＿＿＿＿＿＿　{step ? printDay(step.actedOn) : '　　　年　　月　　日'}</div></div></td>
    </tr>
  );
}

function objectionWords({ objections }: CaseView): string {
  if (objections.length === 0) return '无异议';
  return `收到异议 ${objections.length} 条（${objections.map((one) => (one.result ? labelOf(ObjectionResult, one.result) : '待处理')).join('、')}）`;
}

function pairs<T>(all: readonly T[]): [T | undefined, T | undefined][] {
  return all.flatMap((one, at) => (at % 2 === 0 ? [[one, all[at + 1]] as [T, T | undefined]] : []));
}
