import { QueryClient } from '@tanstack/react-query';
import { asFailure } from './failure.ts';

/** The one cache of answers: nothing is kept in the browser's storage, refusals are not retried, a dead network twice. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, refetchOnWindowFocus: false, retry: (count, error) => asFailure(error).code === 'network' && count < 2, retryDelay: 600, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
