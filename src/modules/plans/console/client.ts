import { useQuery } from '@tanstack/react-query';
import { clientOf } from '#base/web/client.ts';
import { useMay } from '#base/web/session.tsx';
import { plansOperations } from '../operations.ts';
import type { PlanTerms } from '../schema/terms.ts';

const { accept, decline, review, overview, terms } = plansOperations;

/** The calls of 一策's own pages, beside the standard ones of its records. */
export const plansClient = clientOf({ accept, decline, review, overview, terms });

/** The county's terms; undefined until they are known, or where the signed-in person does not read plans. */
export function useTerms(): PlanTerms | undefined {
  const enabled = useMay()('plans.read');
  return useQuery({ queryKey: ['plans.terms'], queryFn: () => plansClient.terms({}), enabled, staleTime: 300_000 }).data;
}
