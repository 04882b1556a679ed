import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';

/** Does one act at a time: says how it ended, has every list and page ask again, and answers whether it was done. */
export function useActing() {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const acting = async (work: () => Promise<unknown>, done?: string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    try {
      await work();
      if (done) void message.success(done);
      await cache.invalidateQueries();
      return true;
    } catch (error) {
      void message.error(asFailure(error).message);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, acting };
}
