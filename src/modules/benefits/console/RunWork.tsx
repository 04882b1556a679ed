import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { asFailure, type Failure } from '#base/web/failure.ts';

/** One piece of work at a time: whether it runs, why it did not go through (shown in place, nothing typed is lost), and a way to begin it; whoever stands behind a changed run is shown it anew. */
export function useRunWork() {
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Failure>();
  const work = async <T,>(doing: () => Promise<T>): Promise<T | undefined> => {
    if (busy) return undefined;
    setBusy(true);
    setWrong(undefined);
    try {
      const done = await doing();
      await cache.invalidateQueries();
      return done;
    } catch (error) {
      const failure = asFailure(error);
      setWrong(failure);
      if (failure.status === 409) void cache.invalidateQueries();
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, wrong, work, forget: () => setWrong(undefined) };
}

/** Why something did not go through, above what was typed. */
export function RunWrong({ wrong, besides = [] }: { wrong?: Failure; besides?: readonly string[] }) {
  if (!wrong || besides.includes(wrong.path[0] ?? '')) return null;
  return <Alert type="error" showIcon role="alert" title={wrong.message} style={{ marginBottom: 12 }} />;
}

/** What goes on while something takes longer than a second, and for how long already. */
export function RunProgress({ busy, what }: { busy: boolean; what: string }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!busy) return undefined;
    const from = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - from) / 1000)), 250);
    return () => {
      clearInterval(timer);
      setSeconds(0);
    };
  }, [busy]);
  return <p role="status" className="quiet" style={{ margin: busy && seconds >= 1 ? '8px 0 0' : 0 }}>{busy && seconds >= 1 ? `${what}，已用 ${seconds} 秒。可以等待，也可以离开本页，结果照常保存。` : ''}</p>;
}
