import { api } from "../api";
import { ISO_CODES } from "../countries";
import { toParams, type Filter } from "../filter";
import { GROUPS } from "../taxonomy";
import type { Bin, Facets } from "../wire";

/** The events of a country, or of none of those that are told apart, by group. */
export interface CountryRow {
  /** ISO 3166-1 alpha-3; empty for all others and for events without a place. */
  iso: string;
  total: number;
  groups: Record<string, number>;
}

/** What the chart shows of a filter. */
export interface Counts {
  facets: Facets;
  countries: CountryRow[];
  months: Bin[];
}

/** Counts a filter's events by country and group, by month, by type and by source. */
export async function countEvents(filter: Filter, signal: AbortSignal): Promise<Counts> {
  const asked = filter.iso ? [filter.iso] : ISO_CODES;
  const byMonth = toParams(filter);
  byMonth.set("by", "month");
  const [{ bins: months }, facets, ...each] = await Promise.all([
    api.histogram(byMonth, signal),
    api.facets(toParams(filter), signal),
    ...asked.map((iso) => api.facets(toParams({ ...filter, iso }), signal)),
  ]);
  return { facets, countries: countryRows(facets, asked, each), months };
}

/** The countries that have events, the fullest first, and then what is in none of them. */
export function countryRows(all: Facets, codes: readonly string[], each: Facets[]): CountryRow[] {
  const rows = each.map(({ total, group }, index) => ({ iso: codes[index] ?? "", total, groups: group }));
  const told = (of: (row: CountryRow) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const left = GROUPS.map(({ id }) => [id, (all.group[id] ?? 0) - told((row) => row.groups[id] ?? 0)] as const);
  const others = { iso: "", total: all.total - told((row) => row.total), groups: Object.fromEntries(left) };
  return [...rows.sort((a, b) => b.total - a.total), others].filter(({ total }) => total > 0);
}
