import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { isDay } from '#base/pure/day.ts';

/** The calendar that a day control opens; its own input stays out of sight and out of the keyboard's way. */
export function DayCalendar({ open, day, onPick, onClose }: { open: boolean; day: string; onPick: (day: string) => void; onClose: () => void }) {
  return (
    <span className="calendar" aria-hidden="true">
      <DatePicker open={open} value={isDay(day) ? dayjs(day) : null} tabIndex={-1} inputReadOnly
        onOpenChange={(next) => { if (!next) onClose(); }} onChange={(picked) => { if (picked) onPick(picked.format('YYYY-MM-DD')); }} />
    </span>
  );
}
