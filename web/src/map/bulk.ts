import { isCell, type Extent, type TileFeature } from "../wire";

/** Tukey's fences: farther than this many interquartile ranges outside the quartiles is an outlier. */
const FENCE = 1.5;
/** Fences are at least this far from the quartiles, so that a tight group does not shut out its neighbours, in degrees. */
const FENCE_MIN_DEGREES = 8;

interface Weighted {
  value: number;
  weight: number;
}

/**
 * The extent of most of the events, in degrees: one visit to another continent does not shrink a region
 * to a speck. Null when there are none.
 */
export function bulkExtent(features: TileFeature[]): Extent | null {
  const axis = (index: 0 | 1) =>
    features.map(({ geometry, properties }) => ({
      value: geometry.coordinates[index],
      weight: isCell(properties) ? properties.point_count : 1,
    }));
  const [lons, lats] = [fences(axis(0)), fences(axis(1))];
  const kept = features.filter(
    ({ geometry: { coordinates } }) => isWithin(coordinates[0], lons) && isWithin(coordinates[1], lats),
  );
  if (kept.length === 0) return null;
  const [x, y] = [
    kept.map(({ geometry }) => geometry.coordinates[0]),
    kept.map(({ geometry }) => geometry.coordinates[1]),
  ];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}

function fences(values: Weighted[]): [number, number] {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  const reach = Math.max(FENCE * (high - low), FENCE_MIN_DEGREES);
  return [low - reach, high + reach];
}

function quantile(values: Weighted[], share: number): number {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  let left = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  return sorted.find(({ weight }) => (left -= weight) <= 0)?.value ?? NaN;
}

function isWithin(value: number, [low, high]: [number, number]): boolean {
  return value >= low && value <= high;
}
