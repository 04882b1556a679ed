import { CalendarOutlined } from '@ant-design/icons';
import { Button, Input, type InputProps } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { readDay } from './typed.ts';

const DayCalendar = lazy(async () => ({ default: (await import('./DayCalendar.tsx')).DayCalendar }));

/** What every control of a field takes: its text as typed, the id of its label's target, and what describes it. */
export type TextControl = { id: string; value: string; onChange: (text: string) => void; disabled?: boolean; placeholder?: string } & Pick<InputProps, 'aria-describedby' | 'aria-invalid' | 'aria-label' | 'aria-required' | 'status' | 'autoFocus'>;

/** A day typed in any usual way (20230501, 2023.5.1, 2023年5月1日) or picked from a calendar; `partial` also takes a month or a year. */
export function DayInput({ partial = false, value, onChange, ...rest }: TextControl & { partial?: boolean }) {
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const settle = () => {
    const read = readDay(value, partial);
    if (read.ok && read.value !== null && read.value !== value) onChange(String(read.value));
  };
  return (
    <span className="day-input">
      <Input {...rest} value={value} maxLength={24} allowClear={false} autoComplete="off" placeholder={rest.placeholder ?? (partial ? '如 1968-05' : '年-月-日')}
        onChange={(event) => onChange(event.target.value)} onBlur={settle} onPressEnter={settle}
        suffix={<Button type="text" size="small" className="calendar-button" tabIndex={-1} icon={<CalendarOutlined />} aria-label="打开日历" disabled={rest.disabled} onClick={() => { setUsed(true); setOpen(true); }} />} />
      {used && (
        <Suspense fallback={null}>
          <DayCalendar open={open} day={value} onClose={() => setOpen(false)} onPick={(day) => { onChange(day); setOpen(false); }} />
        </Suspense>
      )}
    </span>
  );
}
