import { BarChart, HeatmapChart, LineChart, PieChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { type ECharts, init, use as useParts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ChartContent } from './Chart.tsx';
import { useLargeMode } from './largeMode.ts';
import { useNarrow } from './narrow.ts';

useParts([BarChart, HeatmapChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

const COLOURS = ['#0958d9', '#ad4e00', '#237804', '#722ed1', '#08677a', '#9e1068', '#5c6573', '#876800', '#a8071a', '#1f2329', '#85a5ff', '#3f6600'];

type Props = ChartContent & { height: number; onPick?: (category: number, series: number) => void; print: (value: number) => string };

/** The drawing of a chart, as SVG so that it prints sharp; its numbers stand in the table beside it. */
export function ChartDrawing({ height, onPick, print, ...content }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const large = useLargeMode();
  const narrow = useNarrow();
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    const made = init(host.current!, undefined, { renderer: 'svg' });
    chart.current = made;
    made.on('click', (event) => {
      const at = content.kind === 'heatmap' ? (event.value as number[]) : undefined;
      pick.current?.(at ? at[0]! : event.dataIndex, at ? at[1]! : event.seriesIndex ?? 0);
    });
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(host.current!);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, [content.kind]);
  useEffect(() => {
    chart.current?.setOption(optionOf(content, print, large ? 18 : 13, narrow), { notMerge: true });
  });
  return <div ref={host} style={{ height, width: '100%' }} aria-hidden="true" />;
}

function optionOf({ kind, categories, series, unit = '' }: ChartContent, print: (value: number) => string, fontSize: number, narrow: boolean): Record<string, unknown> {
  const textStyle = { fontSize, color: '#1f2329' };
  const words = (value: unknown) => (typeof value === 'number' ? `${print(value)}${unit}` : '—');
  const common = { color: COLOURS, animation: false, textStyle, tooltip: { confine: true, textStyle: { fontSize }, valueFormatter: words }, legend: series.length > 1 ? { bottom: 0, textStyle, ...(narrow ? { type: 'scroll' } : {}) } : undefined };
  const label = { ...textStyle, interval: narrow && categories.length > 12 ? Math.ceil(categories.length / 6) - 1 : 0, rotate: categories.length > 8 ? 40 : 0 };
  const axis = { type: 'category', data: categories, axisLabel: label, axisTick: { show: false } };
  if (kind === 'pie') {
    const data = categories.map((name, at) => ({ name, value: series[0]?.values[at] ?? 0 }));
    return { ...common, legend: undefined, series: [{ type: 'pie', radius: ['38%', '66%'], data, label: { ...textStyle, formatter: '{b} {c}' }, itemStyle: { borderColor: '#fff', borderWidth: 2 } }] };
  }
  const grid = { left: 8, right: 16, top: 16, bottom: series.length > 1 && kind !== 'heatmap' ? 36 : 8, containLabel: true };
  if (kind === 'heatmap') {
    const data = series.flatMap((one, row) => one.values.map((value, at) => [at, row, value ?? '-']));
    const most = Math.max(1, ...series.flatMap((one) => one.values.map((value) => value ?? 0)));
    return { ...common, grid: { ...grid, bottom: 44 }, legend: undefined, xAxis: axis, yAxis: { type: 'category', data: series.map((one) => one.name), axisLabel: textStyle }, visualMap: { min: 0, max: most, orient: 'horizontal', left: 'center', bottom: 0, inRange: { color: ['#e6f0ff', '#0958d9'] }, textStyle }, series: [{ type: 'heatmap', data }] };
  }
  return {
    ...common, grid, tooltip: { ...common.tooltip, trigger: 'axis' }, xAxis: axis, yAxis: { type: 'value', axisLabel: { ...textStyle, formatter: (value: number) => print(value) }, splitLine: { lineStyle: { color: '#e4e7ec' } } },
    series: series.map((one) => ({ type: kind, name: one.name, data: one.values, barMaxWidth: 36, symbolSize: 7, cursor: 'pointer' })),
  };
}
