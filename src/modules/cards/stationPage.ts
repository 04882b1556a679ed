import { DEFAULT_SERVICES } from './rules/contact.ts';
import type { Station } from './queries/stations.ts';

const STYLE = `*{box-sizing:border-box}body{margin:0;background:#f2f4f7;color:#1f2329;font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif;font-size:22px;line-height:1.7;overflow-wrap:anywhere}
main{max-width:640px;margin:0 auto;padding:20px 18px 40px}
h1{font-size:30px;line-height:1.35;margin:8px 0 4px}h2{font-size:22px;margin:0 0 4px}
.panel{background:#fff;border:1px solid #dcdfe5;border-radius:8px;padding:16px 18px;margin:14px 0}
p{margin:0 0 6px}dl{margin:0}dt{color:#4e5969;font-size:20px}dd{margin:0 0 12px}dd:last-child{margin-bottom:0}
.call{display:block;min-height:64px;padding:12px 18px;background:#0958d9;color:#fff;border-radius:8px;text-align:center;font-size:28px;line-height:40px;text-decoration:none}
a{color:#0958d9}a:focus{outline:4px solid #ffb300;outline-offset:2px}
footer{color:#4e5969;font-size:18px}footer a{display:inline-block;min-height:44px;line-height:44px}`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);

/** The public page of a centre or station: its name, telephone, place, hours and what it does. It says nothing about any person, and is the same for every card of the station. Needs no script. */
export function stationPage(station: Station | undefined): string {
  if (!station) return page('退役军人服务中心（站）', `<section class="panel"><p>请联系户籍所在地或常住地的退役军人服务中心（站）。</p></section>`);
  const call = station.phone ? `<p><a class="call" href="tel:${safe(station.phone.replace(/[^\d+]/g, ''))}">拨打 ${safe(station.phone)}</a></p>` : '';
  const facts: [string, string | null][] = [['地址', station.address], ['办公时间', station.hours], ['能办什么', station.services ?? DEFAULT_SERVICES]];
  const list = facts.filter(([, value]) => value).map(([label, value]) => `<dt>${label}</dt><dd>${safe(value!).replace(/\n/g, '<br>')}</dd>`).join('\n');
  return page(station.name, `${call}\n<section class="panel" aria-label="服务站"><dl>\n${list}\n</dl></section>`);
}

/** What a too frequent scan is told. */
export function busyPage(): string {
  return page('请稍后再试', '<section class="panel"><p>扫码过于频繁，请过一分钟再试。</p></section>');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${safe(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${safe(title)}</h1>
${body}
<footer><p>这张卡方便您联系服务站，不含个人信息。卡片遗失请告知服务站，随时可以换发。</p>
<p><a href="/sign-in">工作人员登录</a></p></footer>
</main>
</body>
</html>
`;
}
