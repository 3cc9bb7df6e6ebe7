import { spanInWords } from "./dates";
import { words } from "./language/language";
import type { EventProperties, Facets } from "./wire";

/** What is said about places, certainty and counts. */

/** A distance, rounded to what it can mean: `800 m`, `10 km`, `1,200 km`. */
export function distance(metres: number): string {
  if (metres < 950) return words.units.metres(Math.max(Math.round(metres / 50) * 50, 10));
  const km = metres / 1000;
  return words.units.kilometres(km < 9.5 ? Math.round(km * 2) / 2 : Number(km.toPrecision(2)));
}

/** How exactly the place is known, in words. */
export function precisionInWords(event: Pick<EventProperties, "where_prec" | "uncertainty_m">): string {
  const around = event.uncertainty_m ? distance(event.uncertainty_m) : "";
  const { precision } = words;
  switch (event.where_prec) {
    case 1:
      return around ? precision.atPlaceWithin(around) : precision.atPlace;
    case 2:
      return around ? precision.nearWithin(around) : precision.near;
    case 3:
      return precision.district;
    case 4:
      return precision.region;
    case 5:
      return precision.part;
    case 6:
      return precision.country;
    case 7:
      return precision.waters;
    default:
      return precision.none;
  }
}

/** A value of a filter with its words. */
interface Option {
  code: string;
  label: string;
  title: string;
}

/** The marks of precision, from 1 (a town or site) to 3 (a region). */
export function precisions(): Option[] {
  const { exact, exactTitle, nearby, nearbyTitle, regional, regionalTitle } = words.precision;
  return [
    { code: "1", label: exact, title: exactTitle },
    { code: "2", label: nearby, title: nearbyTitle },
    { code: "3", label: regional, title: regionalTitle },
  ];
}

/** What a person has said of an event, as a filter. */
export function statuses(): Option[] {
  const { candidateTitle, confirmedTitle, rejectedTitle } = words.status;
  return [
    { code: "candidate", label: statusLabel("candidate"), title: candidateTitle },
    { code: "confirmed", label: statusLabel("confirmed"), title: confirmedTitle },
    { code: "rejected", label: statusLabel("rejected"), title: rejectedTitle },
  ];
}

/** The words for a status; an unknown one is shown as the server names it. */
export function statusLabel(status: string): string {
  const labels: Record<string, string> = words.status;
  return labels[status] ?? status;
}

/** How sure something is, for people: `83%`. */
export function percent(score: number): string {
  const whole = Math.round(score * 100);
  if (whole >= 100 && score < 1) return words.belief.over99;
  if (whole === 0 && score > 0) return words.belief.under1;
  return words.belief.percent(whole);
}

/** How sure a place is, as a share and in words. */
export function belief(score: number): string {
  const { veryLikely, likely, ratherLikely, doubtful } = words.belief;
  const degrees: [number, string][] = [
    [0.9, veryLikely],
    [0.7, likely],
    [0.5, ratherLikely],
  ];
  return `${percent(score)}, ${degrees.find(([least]) => score >= least)?.[1] ?? doubtful}`;
}

/** The place and what it lies in, smallest first, nothing said twice. */
export function placeChain(event: Pick<EventProperties, "location" | "admin2" | "admin1" | "country">): string[] {
  const names = [event.location, event.admin2, event.admin1, countryName(event.country)];
  return [...new Set(names.filter((name): name is string => Boolean(name)))];
}

const regionNames = new Map<string, Intl.DisplayNames>();

/** The names of countries in the language of the page. */
function namesOfRegions(): Intl.DisplayNames {
  const { locale } = words;
  const names = regionNames.get(locale) ?? new Intl.DisplayNames(locale, { type: "region" });
  regionNames.set(locale, names);
  return names;
}

/** A country's name from its two letters; a longer text is taken to be a name already. */
export function countryName(code: string | null | undefined): string | null {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code ?? null;
  return namesOfRegions().of(code) ?? code;
}

/** What kind of place it is: `air base` for `air_base`, `region` for `admin1`. */
export function kindInWords(kind: string | null | undefined): string {
  return words.kinds[kind ?? ""] ?? (kind ?? "").replaceAll("_", " ");
}

/** A part of the caption; `uncertain` and `unplaced` lead to the events that they count. */
export interface CaptionPart {
  text: string;
  link?: "uncertain" | "unplaced";
}

/** What is on the screen, in words with counts. */
export function captionParts(facets: Facets): CaptionPart[] {
  const parts: CaptionPart[] = [{ text: words.counts.events(facets.total) }];
  if (facets.dates) parts.push({ text: spanInWords(...facets.dates, true) });
  const uncertain = (facets.geo_precision["2"] ?? 0) + (facets.geo_precision["3"] ?? 0);
  if (uncertain > 0) parts.push({ text: words.caption.uncertain(uncertain), link: "uncertain" });
  const unplaced = facets.total - facets.located;
  if (unplaced > 0) parts.push({ text: words.caption.unplaced(unplaced), link: "unplaced" });
  return parts;
}
