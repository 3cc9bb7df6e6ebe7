import { fromLonLat } from "ol/proj";

import { isCell, type EventProperties, type Extent, type TileFeature } from "../wire";

/** Events that would hide one another at the present zoom, drawn as one mark. */
export interface Bundle {
  /** The id of its heaviest member. */
  id: string;
  /** The middle of its members, weighted by their counts, in map units. */
  x: number;
  y: number;
  count: number;
  /** The extent of its members in degrees. */
  extent: Extent;
  /** All members stand at the very same point. */
  stacked: boolean;
  /** Every member is only placed in a region or a country. */
  coarse: boolean;
  /** The event, if the bundle is just one. */
  single: EventProperties | null;
}

/** Single events nearer than this are drawn as one, in pixels. */
const NEAR_PX = 17;
/** Marks whose middles are nearer than this share of their radii together are drawn as one. */
const OVERLAP = 0.85;

/**
 * Bundles features whose marks would hide one another at a resolution in map units a pixel: first events
 * that are near, then the marks of bundles that still overlap. `radius` tells the size of a mark in
 * pixels, at most `radiusMax`.
 */
export function bundle(
  features: TileFeature[],
  resolution: number,
  radius: (bundle: Bundle) => number,
  radiusMax: number,
): Bundle[] {
  const near = gather(features.map(one), NEAR_PX * resolution, () => NEAR_PX * resolution);
  return gather(near, 2 * radiusMax * resolution, (a, b) => {
    const overlap = OVERLAP * (radius(a) + radius(b)) * resolution;
    return a.single && b.single ? 0 : overlap;
  });
}

/**
 * Merges what lies within reach of one another, which is at most `reachMax`.
 *
 * Greedy: the heaviest gather their neighbours first, ties broken by id, so that the same features
 * always give the same bundles.
 */
function gather(bundles: Bundle[], reachMax: number, reach: (centre: Bundle, other: Bundle) => number): Bundle[] {
  const sorted = [...bundles].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  const grid = new Grid(reachMax, sorted);
  const taken = new Set<Bundle>();
  const gathered: Bundle[] = [];
  for (const centre of sorted) {
    if (taken.has(centre)) continue;
    const isNear = (other: Bundle) => Math.hypot(other.x - centre.x, other.y - centre.y) <= reach(centre, other);
    const members = grid.around(centre).filter((other) => other === centre || (!taken.has(other) && isNear(other)));
    for (const member of members) taken.add(member);
    gathered.push(members.length === 1 ? centre : merge(centre, members));
  }
  return gathered;
}

function one(feature: TileFeature): Bundle {
  const { properties, geometry } = feature;
  const [lon, lat] = geometry.coordinates;
  const [x = 0, y = 0] = fromLonLat([lon, lat]);
  if (isCell(properties)) {
    const { west, south, east, north, point_count: count } = properties;
    const extent: Extent = [west, south, east, north];
    return { id: extent.join(), x, y, count, extent, stacked: isPoint(extent), coarse: false, single: null };
  }
  const coarse = properties.geo_precision === 3;
  return { id: properties.id, x, y, count: 1, extent: [lon, lat, lon, lat], stacked: true, coarse, single: properties };
}

function merge(centre: Bundle, members: Bundle[]): Bundle {
  const count = members.reduce((sum, member) => sum + member.count, 0);
  const mean = (of: "x" | "y") => members.reduce((sum, member) => sum + member[of] * member.count, 0) / count;
  const extent = members.map((member) => member.extent).reduce(union);
  const stacked = isPoint(extent);
  return {
    id: centre.id,
    x: stacked ? centre.x : mean("x"),
    y: stacked ? centre.y : mean("y"),
    count,
    extent,
    stacked,
    coarse: members.every((member) => member.coarse),
    single: null,
  };
}

function isPoint([west, south, east, north]: Extent): boolean {
  return west === east && south === north;
}

function union(a: Extent, b: Extent): Extent {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Bundles by square, so that what is within a side's length stands in nine squares. */
class Grid {
  readonly #squares = new Map<string, Bundle[]>();

  constructor(
    readonly side: number,
    bundles: Bundle[],
  ) {
    for (const bundle of bundles) {
      const key = this.#key(bundle.x, bundle.y);
      const square = this.#squares.get(key);
      if (square) square.push(bundle);
      else this.#squares.set(key, [bundle]);
    }
  }

  around({ x, y }: Bundle): Bundle[] {
    const steps = [-this.side, 0, this.side];
    return steps.flatMap((dx) => steps.flatMap((dy) => this.#squares.get(this.#key(x + dx, y + dy)) ?? []));
  }

  #key(x: number, y: number): string {
    return `${Math.floor(x / this.side)},${Math.floor(y / this.side)}`;
  }
}
