import { api } from "../api";
import { dateInWords, dayInWords } from "../dates";
import { byId, el, fill } from "../dom";
import { toParams, type Filter } from "../filter";
import { eventGlyph } from "../glyph";
import { words } from "../language/language";
import { typeLabel } from "../taxonomy";
import type { EventFeature, EventProperties } from "../wire";
import { placeChain, precisionInWords, statusLabel } from "../words";
import { blobOf, type Told } from "./picture";

/** A report on paper tells at most so many events. */
export const EVENTS_MAX = 500;

/** Writes the filtered events as a report for paper, with the map where it is seen, and asks the browser to print it. */
export async function printReport(filter: Filter, told: Told, map: HTMLCanvasElement): Promise<void> {
  const params = toParams(filter);
  params.set("limit", String(EVENTS_MAX));
  const { features, numberMatched } = await api.items(params, new AbortController().signal);
  const picture = map.width > 0 ? await imageOf(map, told.caption) : null;
  fill(byId("report"), ...reportOf(features, numberMatched, told));
  if (picture) byId("report").querySelector("ol")?.before(picture);
  const clear = () => {
    fill(byId("report"));
    if (picture) URL.revokeObjectURL(picture.src);
  };
  addEventListener("afterprint", clear, { once: true });
  print();
}

/** What the report says: what it holds, then each event with its time, place, precision and source. */
export function reportOf(events: EventFeature[], total: number, told: Told): HTMLElement[] {
  const more = total > events.length && el("p", {}, words.picture.firstOf(events.length, total));
  return [
    el("h1", {}, told.caption),
    el("p", { class: "quiet" }, [told.filter, words.picture.made(dayInWords(told.today))].filter(Boolean).join(" · ")),
    el("ol", {}, ...events.map(({ properties }) => entry(properties))),
    ...(more ? [more] : []),
    el("p", { class: "quiet" }, told.attribution),
  ];
}

function entry(event: EventProperties): HTMLElement {
  const where = event.location ? `${placeChain(event).join(" › ")} (${precisionInWords(event)})` : words.detail.noPlace;
  const facts = [typeLabel(event.event_type), statusLabel(event.status), event.planned && words.list.planned];
  const source = [event.source_headline, event.source, event.source_date, event.source_url].filter(Boolean).join(" · ");
  return el(
    "li",
    {},
    el("h2", { dir: "auto" }, eventGlyph(event), " ", event.title),
    el("p", {}, `${dateInWords(event)} · ${where}`),
    el("p", {}, facts.filter(Boolean).join(" · ")),
    event.quote ? el("blockquote", { dir: "auto" }, event.quote) : null,
    source ? el("p", { class: "quiet", dir: "auto" }, source) : null,
  );
}

async function imageOf(canvas: HTMLCanvasElement, words: string): Promise<HTMLImageElement> {
  const image = el("img", { alt: words });
  image.src = URL.createObjectURL(await blobOf(canvas));
  await image.decode();
  return image;
}
