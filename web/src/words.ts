import { spanInWords } from "./dates";
import type { EventProperties, Facets } from "./wire";

/** What is said about places, certainty and counts. */

/** `1 event`, `1,024 events`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** A distance, rounded to what it can mean: `800 m`, `10 km`, `1,200 km`. */
export function distance(metres: number): string {
  if (metres < 950) return `${Math.max(Math.round(metres / 50) * 50, 10)} m`;
  const km = metres / 1000;
  return `${(km < 9.5 ? Math.round(km * 2) / 2 : Number(km.toPrecision(2))).toLocaleString("en")} km`;
}

/** How exactly the place is known, in words. */
export function precisionInWords(event: Pick<EventProperties, "where_prec" | "uncertainty_m">): string {
  const around = event.uncertainty_m ? distance(event.uncertainty_m) : "";
  switch (event.where_prec) {
    case 1:
      return around ? `at the place itself, within about ${around}` : "at the place itself";
    case 2:
      return around ? `within about ${around} around; position approximate` : "near the place; position approximate";
    case 3:
      return "somewhere in this district; the point is only its middle";
    case 4:
      return "somewhere in this region; the point is only its middle";
    case 5:
      return "in a part of the country or between two places; the point is only a middle";
    case 6:
      return "somewhere in this country; the text names no nearer place";
    case 7:
      return "in international waters or airspace; the point is only a middle";
    default:
      return "the text does not say where";
  }
}

/** The marks of precision, from 1 (a town or site) to 3 (a region). */
export const PRECISIONS = [
  { code: "1", label: "Exact", title: "A particular town or site" },
  { code: "2", label: "Near", title: "Near a place, or a district" },
  { code: "3", label: "Region", title: "A region or a country" },
] as const;

/** What a person has said of an event, as a filter. */
export const STATUSES = [
  { code: "candidate", label: "Unreviewed", title: "Nobody has looked at it" },
  { code: "confirmed", label: "Confirmed", title: "A person, or its list, stands for it" },
  { code: "rejected", label: "Rejected", title: "A person has said that it is wrong" },
] as const;

/** How sure something is, for people: `83% sure`. */
export function percent(score: number): string {
  const whole = Math.round(score * 100);
  if (whole >= 100 && score < 1) return "over 99%";
  if (whole === 0 && score > 0) return "under 1%";
  return `${whole}%`;
}

/** How sure a place is, as a share and in words. */
export function belief(score: number): string {
  const words: [number, string][] = [
    [0.9, "very likely"],
    [0.7, "likely"],
    [0.5, "more likely than not"],
    [0, "doubtful"],
  ];
  return `${percent(score)}, ${words.find(([least]) => score >= least)?.[1] ?? "doubtful"}`;
}

/** The place and what it lies in, smallest first, nothing said twice. */
export function placeChain(event: Pick<EventProperties, "location" | "admin2" | "admin1" | "country">): string[] {
  const names = [event.location, event.admin2, event.admin1, countryName(event.country)];
  return [...new Set(names.filter((name): name is string => Boolean(name)))];
}

let regionNames: Intl.DisplayNames | undefined;

/** A country's English name from its two letters; a longer text is taken to be a name already. */
export function countryName(code: string | null | undefined): string | null {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code ?? null;
  regionNames ??= new Intl.DisplayNames("en", { type: "region" });
  return regionNames.of(code) ?? code;
}

/** `air_base` as `air base`, and the levels of administration as what they are called. */
export function kindInWords(kind: string | null | undefined): string {
  if (kind === "admin1") return "region";
  return kind === "admin2" ? "district" : (kind ?? "").replaceAll("_", " ");
}

/** A part of the caption; `uncertain` and `unplaced` lead to the events that they count. */
export interface CaptionPart {
  text: string;
  link?: "uncertain" | "unplaced";
}

/** What is on the screen, in words with counts. */
export function captionParts(facets: Facets): CaptionPart[] {
  const parts: CaptionPart[] = [{ text: count(facets.total, "event") }];
  if (facets.dates) parts.push({ text: spanInWords(...facets.dates, true) });
  const uncertain = (facets.geo_precision["2"] ?? 0) + (facets.geo_precision["3"] ?? 0);
  if (uncertain > 0) parts.push({ text: `${uncertain.toLocaleString("en")} with uncertain place`, link: "uncertain" });
  const unplaced = facets.total - facets.located;
  if (unplaced > 0) parts.push({ text: `${unplaced.toLocaleString("en")} without place`, link: "unplaced" });
  return parts;
}
