import { type JsonSchema, type OpenApiDocument, type OpenApiOperation } from '#base/server/openapi.ts';

const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter]!);

/** The page on which people read the interface: every operation with its fields, without any script. */
export function openApiPage(document: OpenApiDocument): string {
  const all = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method: method.toUpperCase(), one })));
  const groups = [...Map.groupBy(all, ({ one }) => one.tags?.[0] ?? '其他')].toSorted(([a], [b]) => a.localeCompare(b, 'zh-CN'));
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(document.info.title)}</title><style>${STYLE}</style></head><body><main>
<h1>${escaped(document.info.title)}</h1><p>共 ${all.length} 个接口，前缀 <code>/api</code>；机器可读的全文在 <a href="/openapi.json">/openapi.json</a>（OpenAPI 3.1）。先登录取得会话再调用；金额是以分为单位的整数文本，日期为 YYYY-MM-DD。</p>
<nav aria-label="目录"><ul>${groups.map(([tag, ones], at) => `<li><a href="#g${at}">${escaped(tag)}</a>（${ones.length}）</li>`).join('')}</ul></nav>
${groups.map(([tag, ones], at) => `<h2 id="g${at}">${escaped(tag)}</h2>${ones.map(({ path, method, one }) => section(method, path, one)).join('')}`).join('\n')}
</main></body></html>`;
}

function section(method: string, path: string, one: OpenApiOperation): string {
  const input = [...(one.parameters ?? []).map((each) => ({ name: each.name, schema: each.schema ?? {}, required: each.required ?? false, place: each.in === 'path' ? '地址' : '查询' })), ...fieldsOf(bodyOf(one.requestBody?.content), '正文')];
  const output = fieldsOf(bodyOf(Object.values(one.responses ?? {})[0]?.content), '答复');
  return `<details><summary><code class="m">${method}</code> <code>${escaped(path)}</code> ${escaped(one.summary ?? '')}</summary><p>${escaped(one.description ?? '')} 操作名 <code>${escaped(one.operationId ?? '')}</code></p>${table('输入', input)}${table('输出', output)}</details>`;
}

type Row = { name: string; schema: JsonSchema; required: boolean; place: string };

const bodyOf = (content: Record<string, { schema?: JsonSchema }> | undefined) => Object.values(content ?? {})[0]?.schema;

/** The fields of a shape; nested ones as `draft.name`, lists as `rows[].name`. */
function fieldsOf(schema: JsonSchema | undefined, place: string, before = ''): Row[] {
  if (!schema) return [];
  if (schema.items?.properties) return fieldsOf(schema.items, place, `${before}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const name = before ? `${before}.${key}` : key;
    const row = { name, schema: inner, required: schema.required?.includes(key) ?? false, place };
    return [row, ...(inner.properties || inner.items?.properties ? fieldsOf(inner, place, name) : [])];
  });
}

function table(title: string, rows: Row[]): string {
  if (rows.length === 0) return '';
  const body = rows.map(({ name, schema, required, place }) => `<tr><td><code>${escaped(name)}</code></td><td>${escaped(schema.title ?? '')}</td><td>${escaped(kindOf(schema))}</td><td>${place}</td><td>${required ? '必填' : ''}</td></tr>`).join('');
  return `<table><caption>${title}</caption><thead><tr><th>名称</th><th>含义</th><th>类型</th><th>位置</th><th>必填</th></tr></thead><tbody>${body}</tbody></table>`;
}

const KINDS: Record<string, string> = { string: '文本', integer: '整数', number: '数', boolean: '是否', object: '对象', array: '列表', null: '空' };

function kindOf(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(kindOf).join(' 或 ');
  if (schema.enum) return schema.enum.map(String).join('、');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === 'array') return schema.items ? `列表（${kindOf(schema.items)}）` : '列表';
  return [schema.type ?? '任意'].flat().map((one) => KINDS[one] ?? one).join(' 或 ') + (schema.format === 'uuid' ? '（编号）' : '');
}

const STYLE = `body{font:16px/1.6 system-ui,"Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:0;color:#1f1f1f;background:#fff}main{max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:2px solid #0958d9}nav ul{columns:3 16rem;padding-left:1.2rem}a{color:#0958d9}
details{border:1px solid #d9d9d9;margin:.5rem 0;padding:.4rem .8rem}summary{cursor:pointer;overflow-wrap:anywhere}code{font-family:ui-monospace,Consolas,monospace;font-size:.92em}.m{font-weight:700;color:#0958d9}
table{border-collapse:collapse;width:100%;margin:.6rem 0}caption{text-align:left;font-weight:700}th,td{border:1px solid #d9d9d9;padding:.25rem .5rem;text-align:left;overflow-wrap:anywhere}`;
