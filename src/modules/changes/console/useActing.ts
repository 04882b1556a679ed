import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';

/** Runs one act: says how it went, fetches anew whatever shows it, and answers what it answered; undefined where it was refused. */
export function useActing() {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const acting = async <T>(work: () => Promise<T>, done?: string): Promise<T | undefined> => {
    setBusy(true);
    try {
      const answer = await work();
      if (done) message.success(done);
      await cache.invalidateQueries();
      return answer;
    } catch (error) {
      message.error(asFailure(error).message, 6);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { acting, busy };
}
