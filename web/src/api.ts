import type {
  Completion,
  DocumentDetail,
  EventDetail,
  EventFeature,
  Extent,
  Facets,
  Histogram,
  Intake,
  Items,
  Judgement,
  Parsed,
  PlaceFeature,
  ProblemDetails,
  TablePreview,
  Tile,
} from "./wire";
import { language, words } from "./language/language";

/** What the server said when it refused, or why it could not be asked. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly problem: ProblemDetails = {},
  ) {
    super(message);
  }
}

type Query = URLSearchParams | Record<string, string>;

export const api = {
  items: (query: Query, signal: AbortSignal) => get<Items>("collections/events/items", query, signal),
  /** A further page, by the `next` link of the one before. */
  more: (href: string, signal: AbortSignal) => ask<Items>(samePage(href), { signal }),
  facets: (query: Query, signal: AbortSignal) => get<Facets>("facets", query, signal),
  histogram: (query: Query, signal: AbortSignal) => get<Histogram>("histogram", query, signal),
  event: (id: string, signal: AbortSignal) => get<EventDetail>(`events/${encodeURIComponent(id)}`, {}, signal),
  document: (id: string, signal: AbortSignal) => get<DocumentDetail>(`documents/${encodeURIComponent(id)}`, {}, signal),
  tile: (z: number, x: number, y: number, query: Query, signal: AbortSignal) =>
    get<Tile>(`tiles/events/${z}/${x}/${y}.geojson`, query, signal),
  basemap: (layer: string, signal: AbortSignal) => get<object>(`basemap/${layer}.geojson`, {}, signal),
  geocode: (name: string, signal: AbortSignal) =>
    get<{ candidates: Completion[] }>("geocode", { q: name, limit: "5", lang: language }, signal),
  /** The places that are called or begin so, those in `view` first. */
  complete: (typed: string, view: Extent, signal: AbortSignal) =>
    get<{ candidates: Completion[] }>(
      "geocode",
      { q: typed, bbox: view.join(","), limit: "8", lang: language },
      signal,
    ),
  place: (id: string, signal: AbortSignal) =>
    get<PlaceFeature>(`collections/places/items/${encodeURIComponent(id)}`, {}, signal),
  intake: (body: Blob, type: string, query: Query) =>
    ask<Intake>(address("documents", query), { method: "POST", body, headers: { "content-type": type } }),
  /** What a text tells; nothing is kept. */
  geoparse: (text: string, query: Query, signal: AbortSignal) =>
    ask<Parsed>(address("geoparse", query), {
      method: "POST",
      body: text,
      headers: { "content-type": "text/plain" },
      signal,
    }),
  /** What a table would become; nothing is kept. */
  preview: (body: Blob, type: string, query: Query) =>
    ask<TablePreview>(address("documents/preview", query), { method: "POST", body, headers: { "content-type": type } }),
  /** The events that nobody has looked at, the most doubtful first. */
  queue: (query: Query, signal: AbortSignal) => get<Items>("review", query, signal),
  review: (id: string, judgement: Judgement) =>
    ask<EventFeature>(address("review", {}), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id, ...judgement }),
    }),
};

/** The address of a download of exactly the filtered events. */
export function downloadAddress(extension: string, query: URLSearchParams): string {
  return address(`layers/events.${extension}`, query);
}

/** The address of the changes under a filter, from the present on or from behind a change. */
export function streamAddress(query: URLSearchParams, after: string): string {
  return address("stream", new URLSearchParams([...query, ...(after ? [["after", after]] : [])]));
}

/** Whether a request ended because the page no longer wanted its answer. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function get<Body>(path: string, query: Query, signal: AbortSignal): Promise<Body> {
  return ask<Body>(address(path, query), { signal });
}

function address(path: string, query: Query): string {
  const text = new URLSearchParams(query).toString();
  return text ? `${path}?${text}` : path;
}

/** Links carry the server's public address, which may differ from the one under which the page was opened. */
function samePage(href: string): string {
  const { pathname, search } = new URL(href, location.href);
  const start = Math.max(pathname.lastIndexOf("/collections/"), pathname.lastIndexOf("/review"));
  return pathname.slice(start + 1) + search;
}

async function ask<Body>(url: string, options: RequestInit): Promise<Body> {
  const headers = { accept: "application/json, application/geo+json", ...options.headers };
  const response = await fetch(url, { ...options, headers }).catch((error: unknown) => {
    if (isAborted(error)) throw error;
    throw new ApiError(words.notice.unreachable, 0);
  });
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as Body;
}

async function refusal(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as ProblemDetails;
  const message = problem.detail ?? problem.title ?? words.notice.answered(response.status);
  return new ApiError(message, response.status, problem);
}
