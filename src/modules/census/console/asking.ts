import { useQuery } from '@tanstack/react-query';
import { recordClient } from '#base/web/client.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMe } from '#base/web/session.tsx';
import { Campaign } from '../schema.ts';

/** Which census and place a page of the census is about: from its address, else the one open census and the person's own place. */
export function useAsking(path: string) {
  const me = useMe();
  const openPage = useOpenPage();
  const params = new URLSearchParams(useOwnSearch(path));
  const campaigns = useQuery({ queryKey: [Campaign.name, 'list', 'asked'], queryFn: () => recordClient(Campaign).list({ page: 1, size: 100, filters: { state: ['open', 'closed'] } }) });
  const open = campaigns.data?.rows.filter((row) => row.state === 'open') ?? [];
  const campaign = params.get('campaign') ?? open[0]?.id ?? campaigns.data?.rows[0]?.id ?? '';
  const division = params.get('division') ?? me.division.code;
  const addressOf = (page: string, change: { campaign?: string; division?: string } = {}) => `${page}?${new URLSearchParams({ campaign: change.campaign ?? campaign, division: change.division ?? division }).toString()}`;
  return { campaigns, campaign, division, addressOf, go: (change: { campaign?: string; division?: string }) => openPage(addressOf(path, change), { replace: true }) };
}

/** The address of the ledger rows behind a number of a census. */
export function rowsAddress(path: string, filters: Record<string, string>, division: string): string {
  const params = new URLSearchParams({ division });
  for (const [name, value] of Object.entries(filters)) params.set(`f.${name}`, value);
  return `${path}?${params.toString()}`;
}
