import { dateInShort } from "../dates";
import { words } from "../language/language";
import { groupLabel, typeLabel } from "../taxonomy";
import type { EventProperties } from "../wire";
import { countryName, distance, percent, statusLabel } from "../words";

/** A column of the table, and what it says of an event. */
export interface Column {
  id: ColumnId;
  label: string;
  said(event: EventProperties): string;
  /** Numbers stand at the right edge. */
  isNumber: boolean;
  /** How much room it takes where there is no more, in pixels. */
  width_px: number;
}

const IDS = [
  "date",
  "title",
  "type",
  "group",
  "location",
  "admin2",
  "admin1",
  "country",
  "precision",
  "placeSure",
  "eventSure",
  "status",
  "actors",
  "fatalities",
  "source",
  "published",
] as const;
export type ColumnId = (typeof IDS)[number];

/** What is shown until a reader chooses. */
export const COLUMNS_FIRST: readonly ColumnId[] = [
  "date",
  "title",
  "type",
  "location",
  "country",
  "precision",
  "status",
  "source",
];

const WIDTHS_PX: Partial<Record<ColumnId, number>> = { title: 270, date: 100, type: 130, precision: 84, actors: 150 };
const WIDTH_PX = 112;

const NUMBERS: readonly ColumnId[] = ["precision", "placeSure", "eventSure", "fatalities"];

/** The properties that a column shows; by the first of them the server sorts. */
const PROPERTIES: Record<ColumnId, readonly (keyof EventProperties)[]> = {
  date: ["event_date", "event_date_end", "event_date_edtf", "time_precision"],
  title: ["title"],
  type: ["event_type"],
  group: ["event_group"],
  location: ["location"],
  admin2: ["admin2"],
  admin1: ["admin1"],
  country: ["country"],
  precision: ["uncertainty_m", "location"],
  placeSure: ["geocode_score"],
  eventSure: ["confidence"],
  status: ["status"],
  actors: ["actor1", "actor2"],
  fatalities: ["fatalities"],
  source: ["source", "source_headline", "dataset"],
  published: ["source_date"],
};

/** What of an event the table needs, whatever columns are chosen. */
export const NEEDED: readonly string[] = ["id", ...new Set(Object.values(PROPERTIES).flat())];

/** How each column says it; empty for nothing. */
const SAID: Record<ColumnId, (event: EventProperties) => string | number | null | undefined> = {
  date: dateInShort,
  title: (event) => event.title,
  type: (event) => typeLabel(event.event_type),
  group: (event) => groupLabel(event.event_group),
  location: (event) => event.location,
  admin2: (event) => event.admin2,
  admin1: (event) => event.admin1,
  country: (event) => countryName(event.country),
  precision: (event) => (event.location && event.uncertainty_m ? distance(event.uncertainty_m) : ""),
  placeSure: (event) => (event.geocode_score == null ? "" : percent(event.geocode_score)),
  eventSure: (event) => (event.confidence == null ? "" : percent(event.confidence)),
  status: (event) => statusLabel(event.status),
  actors: (event) => [event.actor1, event.actor2].filter(Boolean).join(" · "),
  fatalities: (event) => event.fatalities,
  source: (event) => event.source ?? event.source_headline ?? event.dataset,
  published: (event) => event.source_date,
};

/** Every column there is, in its order. */
export function allColumns(): Column[] {
  return IDS.map((id) => ({
    id,
    label: words.table.columns[id],
    said: (event) => String(SAID[id](event) ?? ""),
    isNumber: NUMBERS.includes(id),
    width_px: WIDTHS_PX[id] ?? WIDTH_PX,
  }));
}

/** A way to sort by one column. */
export interface Order {
  column: ColumnId;
  descending: boolean;
}

/** An order as the server's `sortby`; what has no value stands last in either direction. */
export function writeOrder({ column, descending }: Order): string {
  return `${descending ? "-" : ""}${PROPERTIES[column][0]}`;
}

/** Reads a `sortby` as an order; null where it names no column. */
export function readOrder(sortby: string): Order | null {
  const descending = sortby.startsWith("-");
  const property = sortby.replace(/^[-+]/, "");
  const column = IDS.find((id) => PROPERTIES[id][0] === property);
  return column ? { column, descending } : null;
}
