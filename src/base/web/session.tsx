import { useQuery } from '@tanstack/react-query';
import { createContext, use, type ReactNode } from 'react';

/** Who is signed in, as every page knows it. `permissions` is empty until password and second factor are in order. */
export type Me = {
  id: string;
  name: string;
  account: string | null;
  unit: { id: string; name: string };
  division: { code: string; name: string; path: string; level: string };
  roles: { code: string; label: string }[];
  lines: string[];
  permissions: string[];
  scope: { county: string; from: string; to: string };
  county: { code: string; name: string };
  password: { mustChange: boolean; changedAt: string | null; expiresOn: string | null };
  secondFactor: { required: boolean; enrolled: boolean };
  demo: boolean;
  today: string;
};

/** One division that the signed-in person may choose. */
export type Place = { code: string; name: string; level: string; parentCode: string | null; path: string };

/** A list's query that a person keeps under a name; `query` is the address's query text. */
export type View = { id: string; record: string; name: string; query: string };

/** Something that waits for a person, and the page where it is done. */
export type Task = { title: string; due?: string; path: string; module: string };

/** What the shell and the record pages need of the product's own modules; the console's entry wires it. */
export type Services = {
  me(): Promise<Me>;
  places(): Promise<Place[]>;
  signOut(): Promise<void>;
  /** True where a record with this path has pages in this console. */
  hasPage(path: string): boolean;
  /** The title of a figure and its definition. */
  figure?(key: string): Promise<{ title: string; definition: string } | undefined>;
  views?: { list(record: string): Promise<View[]>; save(view: View): Promise<unknown>; remove(id: string): Promise<unknown> };
  tasks?(): Promise<Task[]>;
  /** The texts that a field with `offered` is chosen among: the names of the ledgers into which this person may import. */
  offered?(list: 'ledgers'): Promise<string[]>;
  /** The page that imports into a ledger, and the page that exports a query of it (`query` is the address's query text). */
  importAddress?(record: string): string;
  exportAddress?(record: string, query: string): string;
};

const ServicesContext = createContext<Services | undefined>(undefined);
const MeContext = createContext<Me | undefined>(undefined);

/** Gives the pages their services. */
export function ServicesProvider({ services, children }: { services: Services; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

/** The services of the running console. */
export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error('ServicesProvider is missing');
  return services;
}

/** Gives the pages the signed-in person. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** The signed-in person; pages inside the shell always have one. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('MeProvider is missing');
  return me;
}

/** Tells whether the signed-in person has a permission (`line.act`). */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}

/** The divisions within the signed-in person's scope, fetched once. */
export function usePlaces(): Place[] {
  const services = useServices();
  const { data } = useQuery({ queryKey: ['places'], queryFn: () => services.places(), staleTime: Infinity });
  return data ?? NO_PLACES;
}
const NO_PLACES: Place[] = [];

/** The sentence that explains a greyed act. */
export const NO_PERMISSION = '您的岗位没有这项权限';

/** Stands where a permission would, on the acts of what the county alone keeps, for whoever is placed below; and the sentence that explains it. */
export const KEPT_BY_COUNTY = 'county.kept';
export const KEPT_WORDS = '由县级登记和修改';
