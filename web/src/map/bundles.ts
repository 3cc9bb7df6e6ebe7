import { fromLonLat } from "ol/proj";

import { isCell, type EventProperties, type Extent, type TileFeature } from "../wire";

/** Events that would hide one another at the present zoom, drawn as one mark. */
export interface Bundle {
  /** Identifies the bundle while the zoom and the filter stay the same. */
  key: string;
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

interface Mark {
  id: string;
  x: number;
  y: number;
  count: number;
  extent: Extent;
  coarse: boolean;
  single: EventProperties | null;
}

/**
 * Bundles features that are nearer to one another than a radius in map units.
 *
 * Greedy: the heaviest features gather their neighbours first, ties broken by id, so the same
 * features always give the same bundles.
 */
export function bundle(features: TileFeature[], radius: number): Bundle[] {
  const marks = features.map(mark).sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  const grid = new Grid(radius, marks);
  const taken = new Set<Mark>();
  const bundles: Bundle[] = [];
  for (const centre of marks) {
    if (taken.has(centre)) continue;
    const members = grid.near(centre).filter((other) => !taken.has(other));
    for (const member of members) taken.add(member);
    bundles.push(merge(members));
  }
  return bundles;
}

function mark(feature: TileFeature): Mark {
  const { properties, geometry } = feature;
  const [x = 0, y = 0] = fromLonLat(geometry.coordinates);
  if (isCell(properties)) {
    const { west, south, east, north, point_count } = properties;
    return { id: `${west},${south}`, x, y, count: point_count, extent: [west, south, east, north], coarse: false, single: null };
  }
  const [lon, lat] = geometry.coordinates;
  const coarse = properties.geo_precision === 3;
  return { id: properties.id, x, y, count: 1, extent: [lon, lat, lon, lat], coarse, single: properties };
}

function merge(members: Mark[]): Bundle {
  const count = members.reduce((sum, member) => sum + member.count, 0);
  const mean = (of: "x" | "y") => members.reduce((sum, member) => sum + member[of] * member.count, 0) / count;
  const extent = members.map((member) => member.extent).reduce(union);
  const [first] = members as [Mark];
  const stacked = extent[0] === extent[2] && extent[1] === extent[3];
  return {
    key: `${first.id}+${count}`,
    x: stacked ? first.x : mean("x"),
    y: stacked ? first.y : mean("y"),
    count,
    extent,
    stacked,
    coarse: members.every((member) => member.coarse),
    single: members.length === 1 ? first.single : null,
  };
}

function union(a: Extent, b: Extent): Extent {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Marks by square of the side of the radius, so that neighbours stand in nine squares. */
class Grid {
  readonly #squares = new Map<string, Mark[]>();

  constructor(
    readonly radius: number,
    marks: Mark[],
  ) {
    for (const mark of marks) {
      const key = this.#key(mark.x, mark.y);
      const square = this.#squares.get(key);
      if (square) square.push(mark);
      else this.#squares.set(key, [mark]);
    }
  }

  near(centre: Mark): Mark[] {
    const found: Mark[] = [];
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        const key = this.#key(centre.x + dx * this.radius, centre.y + dy * this.radius);
        found.push(...(this.#squares.get(key) ?? []));
      }
    }
    return found.filter((mark) => Math.hypot(mark.x - centre.x, mark.y - centre.y) <= this.radius);
  }

  #key(x: number, y: number): string {
    return `${Math.floor(x / this.radius)},${Math.floor(y / this.radius)}`;
  }
}
