import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';

/** Runs one act: says how it went (a refusal of one field to `onField`, where given), fetches anew whatever shows it (also where somebody else was quicker), and answers what it answered; undefined where it was refused. */
export function useActing() {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const acting = async <T>(work: () => Promise<T>, done?: string, onField?: (wrong: { field: string; text: string }) => void): Promise<T | undefined> => {
    setBusy(true);
    try {
      const answer = await work();
      if (done) message.success(done);
      await cache.invalidateQueries();
      return answer;
    } catch (error) {
      const failure = asFailure(error);
      if (onField && failure.path[0]) onField({ field: failure.path[0], text: failure.message });
      else message.error(failure.message, 6);
      if (failure.status === 409) await cache.invalidateQueries();
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { acting, busy };
}
