import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { type Field, field } from '#base/pure/record.ts';

/** 标准状态 of the county's own terms: written by one person, put in force by another; from then on only replaced. */
export const TermsState = codeList('标准状态', { draft: '待确认', inForce: '已生效' });

/** What the second person's confirmation leaves on terms; written by acts alone. */
export const termsFields = {
  state: field.code('标准状态', TermsState, { derived: true, section: '确认' }),
  madeBy: field.text('登记人', { derived: true, section: '确认' }),
  confirmedBy: field.text('确认人', { derived: true, section: '确认' }),
  confirmedOn: field.day('确认日期', { derived: true, section: '确认' }),
} satisfies Record<string, Field>;

/** Which of the county's own terms: its grant to discharged soldiers, or its allowance of conscripts' households. */
export const TermsKind = z.enum(['grant', 'conscript']);
export type TermsKind = z.infer<typeof TermsKind>;

/** Terms beside what they take the place of, item by item; `why`: why the asking person may not put them in force. */
export const TermsView = z.object({ version: z.number(), replaces: z.string().nullable(), rows: z.array(z.object({ label: z.string(), was: z.string().nullable(), now: z.string().nullable() })), why: z.string().nullable() });
export type TermsView = z.infer<typeof TermsView>;

const tags = ['县标准'];
const at = '/benefits/county-terms/{kind}/{id}' as const;
const One = z.object({ kind: TermsKind, id: Id });

/** The acts on the county's own terms: the difference, its confirmation by another person, and a copy to write the next ones from. */
export const countyTermsContract = {
  countyTerms: {
    look: operation.meta({ permission: 'benefits.read' }).route({ method: 'GET', path: `${at}/view`, summary: '县标准：与所代替的标准的差异', tags }).input(One).output(TermsView),
    confirm: operation.meta({ permission: 'benefits.approve' }).route({ method: 'POST', path: `${at}/confirmation`, summary: '县标准：确认生效', tags }).input(One.extend({ version: z.number().int() })).output(Done),
    copy: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: `${at}/copy`, summary: '县标准：据此起草一份', tags }).input(One.extend({ newId: Id, title: z.string().trim().min(1, '请填写名称').max(80), from: z.string().trim().max(10) })).output(Done),
  },
};
