import { Drawer } from 'antd';

const KEYS: readonly [string, string][] = [
  ['/', '到搜索框'], ['Enter', '在查询表单中：查询；在表格的行上：打开'], ['↑ ↓', '在表格的行之间移动'], ['Tab', '到下一个控件'], ['Ctrl + S', '在填写页：保存'], ['Esc', '关闭弹窗'],
];

/** Help beside the page: the manual's chapter on the page at `topic` (its address), and the keys that work everywhere. */
export function HelpDrawer({ open, onClose, topic }: { open: boolean; onClose: () => void; topic: string }) {
  return (
    <Drawer open={open} onClose={onClose} title="帮助" size={360}>
      <p><a href={`/help${topic}`} target="_blank" rel="noopener noreferrer">这一页怎么用（新窗口）</a></p>
      <p><a href="/help" target="_blank" rel="noopener noreferrer">使用手册目录（新窗口）</a></p>
      <h2 className="section">快捷键</h2>
      <table className="choice-table">
        <thead><tr><th scope="col">按键</th><th scope="col">作用</th></tr></thead>
        <tbody>{KEYS.map(([key, what]) => <tr key={key}><td>{key}</td><td>{what}</td></tr>)}</tbody>
      </table>
      <h2 className="section" style={{ marginTop: 20 }}>填写约定</h2>
      <ul>
        <li>日期可以直接输入：20230501、2023.5.1、2023年5月1日都行。</li>
        <li>金额以元为单位，最多两位小数。</li>
        <li>本系统不处理国家秘密，请勿填写涉密内容。</li>
        <li>身份证号、电话、银行卡号平时隐藏，点“显示”并写明原因后可看 60 秒，每次都有记录。</li>
      </ul>
    </Drawer>
  );
}
