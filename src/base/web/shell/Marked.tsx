import { Watermark } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useMe } from '../session.tsx';

/** The minute on the office clock (Asia/Shanghai): 2023-05-01 09:30. */
export function minuteOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** The current minute, renewed as it passes. */
export function useMinute(): string {
  const [minute, setMinute] = useState(() => minuteOf(new Date()));
  useEffect(() => {
    const timer = setInterval(() => setMinute(minuteOf(new Date())), 10_000);
    return () => clearInterval(timer);
  }, []);
  return minute;
}

/** Lays unit, name and minute over everything inside, on screen and on paper; it puts itself back when taken out of the page. */
export function Marked({ children }: { children: ReactNode }) {
  const me = useMe();
  const minute = useMinute();
  return (
    <Watermark content={[me.unit.name, `${me.name} ${minute}`]} zIndex={900} gap={[110, 110]} rotate={-20} font={{ color: 'rgba(0,0,0,0.09)', fontSize: 14 }} style={{ overflow: 'visible' }}>
      {children}
    </Watermark>
  );
}
