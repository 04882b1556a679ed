import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Alert, Tabs } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { draftAt, keepDraft } from '#base/web/drafts.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { FONTS } from '../rules/fonts.ts';
import { pageHtml } from '../rules/html.ts';
import { layOut } from '../rules/layout.ts';
import { printedBy, tokenKey, tokensOf } from '../rules/printing.ts';
import type { BulletinDocument } from '../schema/document.ts';
import { BulletinState } from '../schema/stages.ts';
import type { BulletinView } from '../schema/views.ts';
import { BulletinActs } from './BulletinActs.tsx';
import { bulletinClient } from './client.ts';
import { Readings } from './readings.ts';
import { Checks, Compared, Steps } from './panels.tsx';
import './bulletin.css';

/** The editor is fetched only by those who may write, and only for a draft. */
const DocumentForm = lazy(async () => ({ default: (await import('./DocumentForm.tsx')).DocumentForm }));

/** One bulletin (`/bulletin/bulletins/{id}`): its text with live figures, preview, checks, course, and after sign-off the comparison with the ledgers. */
export function BulletinPage() {
  const { pathname } = useLocation();
  const id = pathname.slice('/bulletin/bulletins/'.length);
  const allowed = useMay()('bulletin.read');
  const { data, error, refetch } = useQuery({ queryKey: ['bulletin.get', id], queryFn: () => bulletinClient.get({ id }), enabled: allowed });
  if (!allowed) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <Opened key={`${id} ${data.version}`} view={data} path={pathname} />;
}

function Opened({ view, path }: { view: BulletinView; path: string }) {
  const [document, setDocument] = useState<BulletinDocument>(() => leftBehind(view, path) ?? view.document);
  const dirty = document !== view.document;
  useEffect(() => {
    keepDraft(path, dirty ? { typed: document, base: view.version, id: view.id } : undefined);
  }, [path, dirty, document, view.version, view.id]);
  const readings = useReadings(view, document);
  const printed = useMemo(() => printedBy([...readings.values()]), [readings]);
  const preview = <Preview document={document} printed={printed} />;
  const changed = view.comparisons.filter((one) => one.printedChanged).length;
  const tabs = [
    ...(view.editable ? [{ key: 'text', label: '正文', children: <Suspense fallback={<Loading />}><DocumentForm document={document} onChange={setDocument} /></Suspense> }] : []),
    { key: 'preview', label: '版式预览', children: preview },
    ...(view.signed ? [{ key: 'compare', label: changed > 0 ? `签发后有变化（${changed}）` : '签发数与现数', children: <Compared view={view} /> }] : []),
  ];
  return (
    <Readings value={readings}>
      <div className="page-head">
        <h1>{document.title || '（无标题）'}<span className="quiet">　{labelOf(BulletinState, view.state)}{view.issueNo ? ` · 第${view.issueNo}期` : ''}</span></h1>
        <BulletinActs view={view} document={document} dirty={dirty} onSaved={() => keepDraft(path, undefined)} />
      </div>
      {view.corrects && <p>本期勘误更正：<PageLink href={`/bulletin/bulletins/${view.corrects.id}`}>{view.corrects.title}</PageLink></p>}
      {changed > 0 && <Alert type="warning" showIcon title={`签发后有变化：${changed} 个印出的数字与台账不同。签发文本不变，可以起草勘误。`} />}
      <div className="bulletin-columns">
        <Tabs items={tabs} />
        <div>
          {!view.signed && <Checks id={view.id} version={view.version} />}
          <Steps steps={view.steps} />
        </div>
      </div>
    </Readings>
  );
}

/** What was typed here before and not saved, if it still belongs to this version. */
function leftBehind(view: BulletinView, path: string): BulletinDocument | undefined {
  const left = draftAt(path);
  return left && left.base === view.version && view.editable ? (left.typed as unknown as BulletinDocument) : undefined;
}

/** The readings of the text as it stands: those of the answer, and figures inserted since. */
function useReadings(view: BulletinView, document: BulletinDocument) {
  const tokens = useMemo(() => tokensOf(document), [document]);
  const known = useMemo(() => new Map(view.readings.map((reading) => [tokenKey(reading), reading])), [view.readings]);
  const missing = tokens.filter((token) => !known.has(tokenKey(token)));
  const { data } = useQuery({ queryKey: ['bulletin.measure', missing], queryFn: () => bulletinClient.measure({ tokens: missing }), enabled: missing.length > 0 });
  return useMemo(() => new Map([...known, ...(data ?? []).map((reading) => [tokenKey(reading), reading] as const)]), [known, data]);
}

function Preview({ document, printed }: { document: BulletinDocument; printed: ReadonlyMap<string, string> }) {
  return <iframe className="bulletin-preview" title="版式预览" sandbox="" srcDoc={pageHtml(layOut(document, printed), FONTS, document.title)} />;
}
