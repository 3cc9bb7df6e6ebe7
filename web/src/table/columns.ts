import { dateInShort } from "../dates";
import { words } from "../language/language";
import { groupLabel, typeLabel } from "../taxonomy";
import type { EventProperties } from "../wire";
import { countryName, distance, percent, statusLabel } from "../words";

/** A column of the table: what it says of an event, and by what it is sorted. */
export interface Column {
  id: ColumnId;
  label: string;
  said(event: EventProperties): string;
  /** What is compared; null stands last in either direction. */
  worth(event: EventProperties): string | number | null;
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

type Worth = (event: EventProperties) => string | number | null | undefined;

/** What each column shows of an event, as the server has it. */
const WORTHS: Record<ColumnId, Worth> = {
  date: (event) => event.event_date,
  title: (event) => event.title,
  type: (event) => typeLabel(event.event_type),
  group: (event) => groupLabel(event.event_group),
  location: (event) => event.location,
  admin2: (event) => event.admin2,
  admin1: (event) => event.admin1,
  country: (event) => countryName(event.country),
  precision: (event) => (event.location ? event.uncertainty_m : null),
  placeSure: (event) => event.geocode_score,
  eventSure: (event) => event.confidence,
  status: (event) => statusLabel(event.status),
  actors: (event) => [event.actor1, event.actor2].filter(Boolean).join(" · "),
  fatalities: (event) => event.fatalities,
  source: (event) => event.source ?? event.source_headline ?? event.dataset,
  published: (event) => event.source_date,
};

/** How a number or a date is said; the other columns are said as they are. */
const SAID: Partial<Record<ColumnId, (event: EventProperties) => string>> = {
  date: (event) => dateInShort(event),
  precision: (event) => (event.location && event.uncertainty_m ? distance(event.uncertainty_m) : ""),
  placeSure: (event) => (event.geocode_score == null ? "" : percent(event.geocode_score)),
  eventSure: (event) => (event.confidence == null ? "" : percent(event.confidence)),
};

/** Every column there is, in its order. */
export function allColumns(): Column[] {
  return IDS.map((id) => {
    const worth = (event: EventProperties) => {
      const value = WORTHS[id](event);
      return value === "" ? null : (value ?? null);
    };
    const said = SAID[id] ?? ((event: EventProperties) => String(worth(event) ?? ""));
    return {
      id,
      label: words.table.columns[id],
      said,
      worth,
      isNumber: NUMBERS.includes(id),
      width_px: WIDTHS_PX[id] ?? WIDTH_PX,
    };
  });
}

/** A way to sort by one column. */
export interface Order {
  column: ColumnId;
  descending: boolean;
}

/** Compares two events by a column; what has no value stands last, equals keep their order. */
export function compare(column: Column, descending: boolean): (a: EventProperties, b: EventProperties) => number {
  const collator = new Intl.Collator(words.locale, { numeric: true });
  return (left, right) => {
    const [a, b] = [column.worth(left), column.worth(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const ascending = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
    return descending ? -ascending : ascending;
  };
}
