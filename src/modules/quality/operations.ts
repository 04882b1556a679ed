import { z } from 'zod';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { ruleOf } from './rules/all.ts';
import { Finding, Waiver } from './schema.ts';
import { Overview, Suspension } from './schema/answers.ts';

const findings = recordOperations(Finding);
const waivers = recordOperations(Waiver);
const Division = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
const RuleKey = z.string().refine((key) => ruleOf(key) !== undefined, '没有这条核对规则');
const tags = [Finding.ledger];

/** The contract of 数据质量. Findings are read only: they come and go with the records. A waiver is given for a finding and taken back by removing it. A rule is put out of use, and into use again, for a whole county. */
export const qualityOperations = {
  findings: { list: findings.list, get: findings.get, history: findings.history, remove: findings.remove },
  waivers: { list: waivers.list, get: waivers.get, history: waivers.history, remove: waivers.remove, restore: waivers.restore },
  overview: operation.meta({ permission: 'quality.read' }).route({ method: 'GET', path: '/quality/overview', summary: '数据质量：规则与数量', tags }).input(z.object({ division: Division.optional() })).output(Overview),
  waive: operation.meta({ permission: 'quality.write' }).route({ method: 'POST', path: '/quality/findings/{id}/waive', summary: '待核对事项：说明不适用', tags })
    .input(z.object({ id: Id, waiverId: Id, reason: z.string().trim().min(4, '请写明不适用的原因，至少四个字').max(200) })).output(Done),
  unwaive: operation.meta({ permission: 'quality.write' }).route({ method: 'POST', path: '/quality/findings/{id}/unwaive', summary: '待核对事项：撤回不适用说明', tags }).input(z.object({ id: Id })).output(Done),
  recheck: operation.meta({ permission: 'quality.write' }).route({ method: 'POST', path: '/quality/recheck', summary: '数据质量：重新核对', tags }).input(z.object({ division: Division.optional() })).output(z.object({ pending: z.number() })),
  suspensions: operation.meta({ permission: 'quality.read' }).route({ method: 'GET', path: '/quality/suspensions', summary: '数据质量：停用的规则', tags }).output(z.array(Suspension)),
  suspend: operation.meta({ permission: 'quality.write' }).route({ method: 'POST', path: '/quality/rules/{rule}/suspend', summary: '数据质量：全县停用一条规则（县级）', tags })
    .input(z.object({ rule: RuleKey, id: Id, reason: z.string().trim().min(4, '请写明停用的原因，至少四个字').max(200) })).output(z.object({ hidden: z.number() })),
  resume: operation.meta({ permission: 'quality.write' }).route({ method: 'POST', path: '/quality/rules/{rule}/resume', summary: '数据质量：恢复一条停用的规则（县级）', tags })
    .input(z.object({ rule: RuleKey, reason: z.string().trim().max(200).optional() })).output(z.object({ pending: z.number() })),
};
