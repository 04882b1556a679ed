import { z } from 'zod';
import { operation } from '#base/pure/operation.ts';
import { FigureCard, FigureValue, SeriesPoint, TownshipReading } from './schema.ts';

const read = operation.meta({ permission: 'figures.read' });
const tags = ['指标'];
const key = z.string().max(80);
const period = z.string().max(30).regex(/^\d{4}/, '请选择时段');
const division = z.string().regex(/^\d{12}$/).optional();

/** 指标: what is counted, the numbers of a period, one number by township and through a year. The rows themselves are lists of their ledgers (`figure=…&period=…`). */
export const figuresOperations = {
  declared: read.route({ method: 'GET', path: '/figures', summary: '指标口径', tags }).output(z.array(FigureCard)),
  measured: read.route({ method: 'GET', path: '/figures/values', summary: '指标取数', tags })
    .input(z.object({ period, division, compare: z.stringbool().or(z.boolean()).default(false), keys: z.array(key).max(100).optional() }))
    .output(z.array(FigureValue)),
  years: read.route({ method: 'GET', path: '/figures/years', summary: '有记录的年份', tags })
    .output(z.object({ first: z.number().int(), last: z.number().int() })),
  byTownship: read.route({ method: 'GET', path: '/figures/{key}/townships', summary: '指标按乡镇', tags })
    .input(z.object({ key, period }))
    .output(z.array(TownshipReading)),
  series: read.route({ method: 'GET', path: '/figures/{key}/series', summary: '指标按月或按季度', tags })
    .input(z.object({ key, year: z.coerce.number().int().min(1949).max(2999), by: z.enum(['month', 'quarter']).default('month'), division }))
    .output(z.array(SeriesPoint)),
};
