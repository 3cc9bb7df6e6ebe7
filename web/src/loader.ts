import { api } from "./api";
import { toParams, type Filter } from "./filter";
import type { Scene } from "./address";
import { recentHistogram, type Recent } from "./timeline/recent";
import type { Facets, Items } from "./wire";

const PAGE_LENGTH = "100";
/** How far around the members of a stack are asked for, in degrees, as positions are rounded. */
const HERE_MARGIN = 1e-6;

/** What the panel and the timeline show of a scene. */
export interface Shown {
  facets: Facets;
  byType: Facets;
  byPrecision: Facets;
  byStatus: Facets;
  histogram: Recent;
  items: Items;
}

/** Asks for all that a scene shows besides its tiles; `wholeTime` asks for the timeline with all of the past. */
export async function load(scene: Scene, wholeTime: boolean, signal: AbortSignal): Promise<Shown> {
  const { filter } = scene;
  const facets = api.facets(toParams(filter), signal);
  const without = (change: Partial<Filter>, applies: boolean) =>
    applies ? api.facets(toParams({ ...filter, ...change }), signal) : facets;
  const [total, byType, byPrecision, byStatus, histogram, items] = await Promise.all([
    facets,
    without({ types: new Set() }, filter.types.size > 0),
    without({ precision: new Set() }, filter.precision.size > 0),
    without({ status: new Set() }, filter.status.size > 0),
    recentHistogram(filter, wholeTime, signal),
    api.items(listParams(scene), signal),
  ]);
  return { facets: total, byType, byPrecision, byStatus, histogram, items };
}

/** The list holds the filter's events, or those of them in the chosen cluster or stack. */
export function listParams({ filter, here }: Scene): URLSearchParams {
  const params = toParams(filter);
  if (here) {
    const [west, south, east, north] = here;
    const wide = [west - HERE_MARGIN, south - HERE_MARGIN, east + HERE_MARGIN, north + HERE_MARGIN];
    params.set("bbox", wide.map((degrees) => Number(degrees.toFixed(6))).join(","));
  }
  params.set("limit", PAGE_LENGTH);
  return params;
}
