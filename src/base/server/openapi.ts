import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { PUBLIC, SELF } from '#base/pure/operation.ts';
import type { RecordType } from '#base/pure/record.ts';
import type { BoundOperation } from './operations.ts';

/** An OpenAPI 3.1 document as plain JSON. */
export type OpenApiDocument = { openapi: string; info: { title: string }; paths: Record<string, Record<string, OpenApiOperation>> };

/** What the reading page shows of one operation. */
export type OpenApiOperation = {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: JsonSchema }[];
  requestBody?: { content?: Record<string, { schema?: JsonSchema }> };
  responses?: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
};

/** The part of JSON Schema that the reading page understands. */
export type JsonSchema = { title?: string; type?: string | string[]; format?: string; pattern?: string; enum?: unknown[]; const?: unknown; items?: JsonSchema; properties?: Record<string, JsonSchema>; required?: string[]; anyOf?: JsonSchema[]; allOf?: JsonSchema[]; oneOf?: JsonSchema[] };

/** The OpenAPI 3.1 document of every operation, made from the contracts that the runner itself checks by; fields of `records` carry their Chinese labels. */
export async function openApiDocument(operations: Map<string, BoundOperation>, records: Iterable<RecordType> = []): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(nested(operations) as never, {
    info: { title: '戎归 接口', version: '0.1.0', description: '与页面所用完全相同的接口。先登录取得会话，再调用；金额以分为单位的整数文本，日期为 YYYY-MM-DD。查询条件含证件号、电话等的，不要写在网址里：把 GET /api/… 的查询串放进 POST /api/read/… 的内容 {"query": "…"}，结果相同。' },
    servers: [{ url: '/api' }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'ronggui.session' } } },
    security: [{ session: [] }],
  });
  const byPath = [...records].toSorted((a, b) => b.path.length - a.path.length);
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    const record = byPath.find((one) => path === one.path || path.startsWith(`${one.path}/`));
    for (const one of Object.values(methods ?? {}) as OpenApiOperation[]) {
      describe(one, operations);
      if (record) for (const schema of schemasOf(one)) label(schema, record);
    }
  }
  return document as unknown as OpenApiDocument;
}

/** Adds what the contract says beside shapes: the permission, and whether the act is audited. */
function describe(one: OpenApiOperation, operations: Map<string, BoundOperation>): void {
  const operation = operations.get(one.operationId ?? '');
  if (!operation) return;
  const { permission, audit } = operation.meta;
  const who = permission === PUBLIC ? '无需登录' : permission === SELF ? '登录即可，限本人' : `需要权限 ${permission}`;
  const kept = audit === 'read' ? '查看留有审计记录' : audit === 'none' || (operation.method === 'GET' && !audit) ? '不留审计记录' : '留有审计记录';
  one.description = `${who}；${kept}。`;
  if (permission === PUBLIC) Object.assign(one, { security: [] });
}

/** The shapes of an operation's input and output. */
function schemasOf(one: OpenApiOperation): JsonSchema[] {
  const contents = [one.requestBody?.content, ...Object.values(one.responses ?? {}).map((answer) => answer.content)];
  return contents.flatMap((content) => Object.values(content ?? {}).flatMap((media) => (media.schema ? [media.schema] : [])));
}

function label(schema: JsonSchema, record: RecordType): void {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const field = record.fields[name];
    if (field) inner.title ??= field.label;
    label(inner, record);
  }
  for (const inner of [schema.items, ...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) if (inner) label(inner, record);
}

function nested(operations: Map<string, BoundOperation>): Record<string, unknown> {
  const router: Record<string, unknown> = {};
  for (const { name, contract } of operations.values()) {
    const path = name.split('.');
    let at = router;
    for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[path[path.length - 1]!] = contract;
  }
  return router;
}
