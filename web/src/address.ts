import { FILTER_PARAMETERS, fromParams, readExtent, toParams, type Filter } from "./filter";
import type { Extent } from "./wire";

/** Where the map looks: its centre in degrees and its zoom. */
export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

/** The ways to look at the same events; the map is the first. */
export const SCREENS = ["map", "table", "chart", "review"] as const;
export type Screen = (typeof SCREENS)[number];

/** Everything that the page shows and that a link to it must carry. */
export interface Scene {
  filter: Filter;
  /** The id of the event that is open. */
  id: string;
  /** The id of the document that is read in full. */
  read: string;
  /** The area of a cluster or of a stack whose members are listed. */
  here: Extent | null;
  view: View | null;
  /** The filter's box follows what the map shows. */
  follows: boolean;
  /** The id of the place of the gazetteer that is marked. */
  place: string;
  screen: Screen;
  /** How the table is sorted, as the server's `sortby`; empty for its own order. */
  sortby: string;
  /** The language of the page, if the address names one. */
  lang: string;
}

/** Reads the scene from the query string of an address. */
export function readScene(query: string): Scene {
  const params = new URLSearchParams(query);
  return {
    filter: fromParams(params),
    id: params.get("id") ?? "",
    read: params.get("read") ?? "",
    here: readExtent(params.get("here")),
    view: readView(params.get("view")),
    follows: params.get("follow") === "map",
    place: params.get("place") ?? "",
    screen: SCREENS.find((screen) => screen === params.get("show")) ?? "map",
    sortby: params.get("sortby") ?? "",
    lang: params.get("lang") ?? "",
  };
}

/** Writes the scene as a query string that starts with `?`, or as nothing when all is at its default. */
export function writeScene(scene: Scene): string {
  const params = toParams(scene.filter);
  if (scene.here) params.append("here", scene.here.join(","));
  if (scene.id) params.append("id", scene.id);
  if (scene.read) params.append("read", scene.read);
  if (scene.view) params.append("view", writeView(scene.view));
  if (scene.follows && scene.filter.bbox) params.append("follow", "map");
  if (scene.place) params.append("place", scene.place);
  if (scene.screen !== "map") params.append("show", scene.screen);
  if (scene.sortby) params.append("sortby", scene.sortby);
  if (scene.lang) params.append("lang", scene.lang);
  const text = params
    .toString()
    .replaceAll("%2C", ",")
    .replaceAll("%2F", "/")
    .replaceAll("%3A", ":")
    .replaceAll("%28", "(")
    .replaceAll("%29", ")");
  return text ? `?${text}` : "";
}

/** The parameters of an address that neither a filter nor the page knows. */
export function unknownParameters(query: string): string[] {
  const known = new Set<string>([
    ...FILTER_PARAMETERS,
    "follow",
    "here",
    "id",
    "lang",
    "place",
    "read",
    "show",
    "sortby",
    "view",
  ]);
  return [...new Set(new URLSearchParams(query).keys())].filter((name) => !known.has(name));
}

function readView(text: string | null): View | null {
  const [lon = NaN, lat = NaN, zoom = NaN] = (text ?? "").split(",").map(Number);
  const inRange = Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 22;
  return inRange ? { lon, lat, zoom } : null;
}

function writeView({ lon, lat, zoom }: View): string {
  return [lon.toFixed(4), lat.toFixed(4), zoom.toFixed(2)].map(Number).join(",");
}
