import { z } from 'zod';
import { operation } from '#base/pure/operation.ts';
import { FigureCard, FigureValue } from './schema.ts';

const read = operation.meta({ permission: 'figures.read' });
const tags = ['指标'];
const period = z.string().max(30).regex(/^\d{4}/, '请选择时段');
const division = z.string().regex(/^\d{12}$/).optional();

/** 指标: what is counted, the numbers of a period, and one number by township. The rows themselves are lists of their ledgers (`figure=…&period=…`). */
export const figuresOperations = {
  declared: read.route({ method: 'GET', path: '/figures', summary: '指标口径', tags }).output(z.array(FigureCard)),
  measured: read.route({ method: 'GET', path: '/figures/values', summary: '指标取数', tags })
    .input(z.object({ period, division, compare: z.stringbool().or(z.boolean()).default(false), keys: z.array(z.string().max(80)).max(100).optional() }))
    .output(z.array(FigureValue)),
  byTownship: read.route({ method: 'GET', path: '/figures/{key}/townships', summary: '指标按乡镇', tags })
    .input(z.object({ key: z.string().max(80), period }))
    .output(z.array(z.object({ code: z.string(), name: z.string(), value: z.number(), printed: z.string(), rows: z.number() }))),
};
