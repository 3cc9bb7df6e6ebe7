import { api, isAborted } from "../api";
import type { Extent, TileFeature } from "../wire";

/** A tile of the WebMercatorQuad scheme. */
export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** Deeper tiles are not asked for: at this zoom one tile is a village. */
const TILE_ZOOM_MAX = 16;
/** Beyond this many kept tiles the oldest are forgotten. */
const TILES_KEPT_MAX = 400;
/** The latitude at which the square of Web Mercator ends, in degrees. */
const LATITUDE_MAX = 85.0511;

/** The tiles that cover an extent at a map zoom; each is shown at about twice its 256 pixels. */
export function tilesOf(extent: Extent, zoom: number): TileAddress[] {
  const z = Math.min(Math.max(Math.round(zoom) - 1, 0), TILE_ZOOM_MAX);
  const [west, south, east, north] = extent;
  const [left, top] = tileAt(west, north, z);
  const [right, bottom] = tileAt(east, south, z);
  const tiles: TileAddress[] = [];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) tiles.push({ z, x, y });
  }
  return tiles;
}

function tileAt(lon: number, lat: number, z: number): [number, number] {
  const side = 2 ** z;
  const clamped = (Math.min(Math.max(lat, -LATITUDE_MAX), LATITUDE_MAX) * Math.PI) / 180;
  const x = ((lon + 180) / 360) * side;
  const y = ((1 - Math.asinh(Math.tan(clamped)) / Math.PI) / 2) * side;
  const within = (value: number) => Math.min(Math.max(Math.floor(value), 0), side - 1);
  return [within(x), within(y)];
}

/** Fetches the event tiles in view and keeps them until the filter changes. */
export class TileLoader {
  #query = "";
  #kept = new Map<string, Promise<TileFeature[]>>();
  #abort = new AbortController();
  #turn = 0;

  /**
   * The features of the tiles, or null when a later call has overtaken this one.
   *
   * Throws when a tile cannot be had; it is then asked for again next time.
   */
  async load(tiles: TileAddress[], query: string): Promise<TileFeature[] | null> {
    if (query !== this.#query) this.forget(query);
    const turn = ++this.#turn;
    try {
      const features = await Promise.all(tiles.map((tile) => this.#tile(tile)));
      return turn === this.#turn ? features.flat() : null;
    } catch (error) {
      if (isAborted(error) || turn !== this.#turn) return null;
      throw error;
    }
  }

  /** Drops what is kept, because the filter or the events have changed. */
  forget(query = this.#query): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#kept.clear();
    this.#query = query;
  }

  #tile({ z, x, y }: TileAddress): Promise<TileFeature[]> {
    const key = `${z}/${x}/${y}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const asked = api.tile(z, x, y, new URLSearchParams(this.#query), this.#abort.signal).then((tile) => tile.features);
    asked.catch(() => this.#kept.delete(key));
    this.#kept.set(key, asked);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > TILES_KEPT_MAX && oldest) this.#kept.delete(oldest);
    return asked;
  }
}
