import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';

/** Runs one act at a time: says that it was done or why not, and fetches anew what pages show: a batch changes ledgers and figures too. */
export function useActing(): { busy: boolean; act<T>(work: () => Promise<T>, done?: string): Promise<T | undefined> } {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const act = async <T>(work: () => Promise<T>, done?: string): Promise<T | undefined> => {
    setBusy(true);
    try {
      const result = await work();
      if (done) message.success(done);
      return result;
    } catch (error) {
      message.error(asFailure(error).message, 8);
      return undefined;
    } finally {
      setBusy(false);
      await cache.invalidateQueries();
    }
  };
  return { busy, act };
}
