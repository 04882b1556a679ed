import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { normaliseCitizenId } from '#base/pure/citizenId.ts';
import { draftAt } from '#base/web/drafts.ts';
import { asFailure } from '#base/web/failure.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { RecordForm } from '#base/web/record/RecordForm.tsx';
import { useMay } from '#base/web/session.tsx';
import { Forbidden } from '#base/web/States.tsx';
import { Person } from '#modules/registry/schema.ts';
import type { Likely } from '../schema/answers.ts';
import { BesideForm } from './BesideForm.tsx';
import { duplicatesClient } from './client.ts';
import { LikelyPersons } from './LikelyPersons.tsx';

const PATH = '/registry/persons/new';

/** What was typed at the first look and goes on into the form; held by the page, not by the address, where the browser would keep an id. */
type Carried = Record<string, string>;

/** 新建档案 (`/registry/persons/new`): who may be there already is looked up first; the form opens with what was typed once nobody fits. */
export function RegisterPerson() {
  const search = useOwnSearch(PATH);
  const may = useMay();
  const [carried, setCarried] = useState<Carried>();
  useEffect(() => setCarried(undefined), [search]);
  if (!may('registry.write')) return <Forbidden />;
  if (!may('duplicates.read')) return <RecordForm record={Person} />;
  const asked = Object.fromEntries(new URLSearchParams(search));
  const given = carried ?? ('name' in asked || draftAt(PATH) ? asked : undefined);
  if (!given) return <FirstLook key={search} onNobody={setCarried} />;
  const year = /^\d{4}$/.exec(given.birthYear ?? '')?.[0];
  return (
    <>
      {year && <p className="quiet">刚才填的出生年是 {year} 年，请在“出生日期”填写完整；有身份证号的不用填。</p>}
      <BesideForm path={PATH} given={given} />
      <RecordForm record={Person} given={carried} />
    </>
  );
}

/** The one line: name with id or year of birth. */
function FirstLook({ onNobody }: { onNobody: (carried: Carried) => void }) {
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<Likely[]>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const typed = readNumber(number);
  const carried: Carried = { name: name.trim() };
  if (typed.citizenId) carried.citizenId = typed.citizenId;
  if (typed.birthOn) carried[typed.birthOn.length === 10 ? 'birthOn' : 'birthYear'] = typed.birthOn;
  const begin = () => onNobody(carried);
  const look = async (event: FormEvent) => {
    event.preventDefault();
    const problem = name.trim() === '' ? '请填写姓名' : (typed.wrong ?? '');
    setWrong(problem);
    if (problem) return;
    setBusy(true);
    try {
      const likely = await duplicatesClient.check({ name, citizenId: typed.citizenId, birthOn: typed.birthOn });
      if (likely.length === 0) begin();
      else setFound(likely);
    } catch (error) {
      setWrong(asFailure(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="page-head"><h1>新增服务对象</h1><span className="quiet">先看看是不是已经建档</span></div>
      <form className="panel" onSubmit={(event) => void look(event)} aria-label="查重">
        <div className="form-grid">
          <div>
            <label className="field-label" htmlFor="first-name"><span className="must" aria-hidden>*</span>姓名</label>
            <Input id="first-name" autoFocus autoComplete="off" maxLength={60} value={name} aria-required onChange={(event) => { setName(event.target.value); setFound(undefined); }} />
          </div>
          <div>
            <label className="field-label" htmlFor="first-number">身份证号或出生年</label>
            <Input id="first-number" autoComplete="off" maxLength={24} value={number} aria-describedby="first-number-below" onChange={(event) => { setNumber(event.target.value); setFound(undefined); }} />
            <div className="below" id="first-number-below"><p className="quiet">没有身份证号的填出生年，如 1968</p></div>
          </div>
        </div>
        <div role="alert">{wrong && <p className="wrong">{wrong}</p>}</div>
        <Button type={found ? 'default' : 'primary'} htmlType="submit" loading={busy} style={{ marginTop: 12 }}>下一步</Button>
      </form>
      {found && (
        <section className="panel" aria-label="可能已经建档">
          <h2 className="section">可能已经建档</h2>
          <LikelyPersons found={found} />
          <p style={{ marginTop: 12 }}><Button type="primary" onClick={begin}>都不是，新建档案</Button></p>
        </section>
      )}
    </>
  );
}

/** A citizen id, a year or a whole day; anything else is said to be wrong. */
function readNumber(text: string): { citizenId?: string; birthOn?: string; wrong?: string } {
  const plain = normaliseCitizenId(text);
  if (plain === '') return {};
  if (/^(\d{15}|\d{17}[\dX])$/.test(plain)) return { citizenId: plain };
  if (/^(19|20)\d{2}$/.test(plain)) return { birthOn: plain };
  const day = /^((?:19|20)\d{2})[-./年]?(\d{2})[-./月]?(\d{2})日?$/.exec(plain);
  return day ? { birthOn: `${day[1]}-${day[2]}-${day[3]}` } : { wrong: '请填写 18 位身份证号，或四位出生年' };
}
