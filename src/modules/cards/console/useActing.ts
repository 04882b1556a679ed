import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';

/** Does one act at a time: says how it ended (`wrong` is a refusal of one field, for whoever shows it there with `fields`), has every list and page ask again, and answers whether it was done. */
export function useActing(fields: readonly string[] = []) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const acting = async (work: () => Promise<unknown>, done?: string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setWrong({});
    try {
      await work();
      if (done) message.success(done);
      await cache.invalidateQueries();
      return true;
    } catch (error) {
      const failure = asFailure(error);
      const field = failure.path.find((one) => fields.includes(one));
      if (field) setWrong({ [field]: failure.message });
      else message.error(failure.message);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, wrong, acting };
}
