import { createPortal } from 'react-dom';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMe, usePlaces } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { growthWords, periodWords } from '../rules.ts';
import { CHAPTERS, type FigureValue } from '../schema.ts';
import { rowsAddress } from './address.ts';

type Props = { figures: readonly FigureValue[]; period: string; division: string };

/** The one A4 page for leaders that a print of the overview gives: every number beside last year's, each opening its ledger from the printed file. */
export function LeaderSheet({ figures, period, division }: Props) {
  const me = useMe();
  const place = usePlaces().find((one) => one.code === division)?.path ?? me.division.name;
  const host = document.querySelector('main');
  if (!host) return null;
  const compared = figures.find((one) => one.before)?.before?.period;
  return createPortal(
    <div className="print-sheet figures-sheet">
      <table>
        <thead>
          <tr className="sheet-title"><th colSpan={5}>{place}退役军人服务保障主要指标（{periodWords(period)}）</th></tr>
          <tr className="sheet-who"><th colSpan={5}>{me.unit.name}　{me.name}　{minuteOf(new Date())} 打印{compared ? `　上年同期：${periodWords(compared)}` : ''}{me.demo ? '　演示数据' : ''}</th></tr>
          <tr><th scope="col">指标</th><th scope="col" className="number">本期</th><th scope="col" className="number">上年同期</th><th scope="col">同比</th><th scope="col">出处（点开看明细）</th></tr>
        </thead>
        {Object.entries(CHAPTERS).map(([chapter, heading]) => (
          <tbody key={chapter}>
            <tr><th colSpan={5} scope="rowgroup">{heading}</th></tr>
            {figures.filter((one) => one.chapter === Number(chapter)).map((one) => <SheetRow key={one.key} figure={one} period={period} division={division} />)}
          </tbody>
        ))}
      </table>
    </div>,
    host,
  );
}

function SheetRow({ figure, period, division }: { figure: FigureValue; period: string; division: string }) {
  const { title, printed, unit, before, value, ledger, rows, current } = figure;
  return (
    <tr>
      <td>{title}{current && '（截至今日）'}</td>
      <td className="number"><PageLink href={rowsAddress(figure, period, division)}>{printed}{unit}</PageLink></td>
      <td className="number">{before ? <PageLink href={rowsAddress(figure, before.period, division)}>{before.printed}{unit}</PageLink> : '—'}</td>
      <td>{growthWords(value, before?.value)}</td>
      <td><PageLink href={rowsAddress(figure, period, division)}>{ledger} {rows} 条</PageLink></td>
    </tr>
  );
}
