import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { MeProvider, useServices } from '#base/web/session.tsx';
import type { MenuSection } from '#base/web/shell/menu.ts';
import { Shell } from '#base/web/shell/Shell.tsx';
import { Failed, Loading } from '#base/web/States.tsx';

/** Where a person must go before anything else: a new password, then the second factor. */
const ACCOUNT = '/account';

/** Finds out who is signed in and puts the shell around the page; a password or second factor that is due comes first. */
export function SignedIn({ menu, children }: { menu: readonly MenuSection[]; children: ReactNode }) {
  const services = useServices();
  const openPage = useOpenPage();
  const { pathname } = useLocation();
  const { data: me, error, refetch } = useQuery({ queryKey: ['me'], queryFn: () => services.me(), staleTime: 60_000 });
  const due = me !== undefined && (me.password.mustChange || (me.secondFactor.required && !me.secondFactor.enrolled));
  useEffect(() => {
    if (due && pathname !== ACCOUNT) openPage(ACCOUNT, { replace: true });
  }, [due, pathname]);
  if (error && asFailure(error).status === 401) return <Loading what="正在转到登录页" />;
  if (error && !me) return <div style={{ padding: 24 }}><Failed error={error} retry={() => void refetch()} /></div>;
  if (!me) return <Loading />;
  return <MeProvider me={me}><Shell menu={menu}>{children}</Shell></MeProvider>;
}
