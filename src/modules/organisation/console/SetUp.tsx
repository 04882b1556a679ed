import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { asFailure, type Failure } from '#base/web/failure.ts';
import { DoorFrame } from './DoorFrame.tsx';
import { Labelled } from './Labelled.tsx';
import { organisationClient } from './client.ts';

const THREE = [{ key: 'system', label: '系统管理员', does: '管账号、机构和备份' }, { key: 'security', label: '安全保密管理员', does: '批准岗位和权限' }, { key: 'auditor', label: '安全审计员', does: '查审计记录' }] as const;
type Key = (typeof THREE)[number]['key'];
type Made = Awaited<ReturnType<typeof organisationClient.setUp>>;

/** 首次设置 (`/set-up`): the one-time code, the county, and the three administrators; shows their first passwords once. */
export function SetUp() {
  const [made, setMade] = useState<Made>();
  if (made) return <Passwords made={made} />;
  return <Questions onMade={setMade} />;
}

function Questions({ onMade }: { onMade: (made: Made) => void }) {
  const [code, setCode] = useState('');
  const [county, setCounty] = useState<string>();
  const [people, setPeople] = useState<Record<Key, { account: string; name: string }>>({ system: { account: '', name: '' }, security: { account: '', name: '' }, auditor: { account: '', name: '' } });
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const put = (key: Key, part: 'account' | 'name', text: string) => setPeople({ ...people, [key]: { ...people[key], [part]: text } });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      onMade(await organisationClient.setUp({ code, county: county ?? '', ...people }));
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <DoorFrame title="首次设置">
      <form onSubmit={(event) => void submit(event)} noValidate>
        {failure && <Alert type="error" showIcon role="alert" title={failure.message} style={{ marginBottom: 16 }} />}
        <Labelled id="code" label="设置码" must below="启动时显示在服务器终端，也在数据目录的 setup-code.txt 中"><Input id="code" value={code} autoFocus autoComplete="off" onChange={(event) => setCode(event.target.value)} /></Labelled>
        <Labelled id="county" label="县（市、区）" must><CountySelect value={county} onChange={setCounty} /></Labelled>
        {THREE.map(({ key, label, does }) => (
          <fieldset key={key} style={{ border: 0, padding: 0, margin: 0 }}>
            <legend>{label}<span className="quiet">（{does}）</span></legend>
            <div className="pair">
              <Labelled id={`${key}-name`} label="姓名" must><Input id={`${key}-name`} value={people[key].name} maxLength={30} onChange={(event) => put(key, 'name', event.target.value)} /></Labelled>
              <Labelled id={`${key}-account`} label="账号" must><Input id={`${key}-account`} value={people[key].account} maxLength={30} autoComplete="off" onChange={(event) => put(key, 'account', event.target.value)} /></Labelled>
            </div>
          </fieldset>
        ))}
        <p className="quiet">三员须由三个人担任，账号由字母开头的小写字母和数字组成。</p>
        <Button type="primary" block htmlType="submit" loading={busy}>建立</Button>
      </form>
    </DoorFrame>
  );
}

function CountySelect({ value, onChange }: { value: string | undefined; onChange: (code: string) => void }) {
  const [search, setSearch] = useState('');
  const { data, isFetching } = useQuery({ queryKey: ['setUp.counties', search], queryFn: () => organisationClient.setUpCounties({ search }), enabled: search.trim().length > 0, staleTime: Infinity });
  return (
    <Select id="county" className="wide" showSearch={{ filterOption: false, onSearch: setSearch }} value={value} onChange={onChange} loading={isFetching} placeholder="输入县名或代码查找"
      options={(data ?? []).map((one) => ({ value: one.code, label: `${one.province}${one.city}${one.name}（${one.code}）` }))} notFoundContent={<span className="quiet">{search ? '没有找到' : '请输入县名'}</span>} />
  );
}

function Passwords({ made }: { made: Made }) {
  return (
    <DoorFrame title={`${made.county}已建立`}>
      <p>初始密码只显示这一次，请分别交给本人；首次登录须修改。</p>
      <table className="choice-table">
        <thead><tr><th scope="col">岗位</th><th scope="col">账号</th><th scope="col">初始密码</th></tr></thead>
        <tbody>{made.accounts.map((one, at) => <tr key={one.account}><td>{THREE[at]!.label}</td><td>{one.account}</td><td><code>{one.password}</code></td></tr>)}</tbody>
      </table>
      <p><a href="/sign-in">去登录</a></p>
    </DoorFrame>
  );
}
