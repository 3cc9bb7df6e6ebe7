import { words } from "./language/language";

/** The countries that events are counted by, in ISO 3166-1: alpha-3 as the server's `iso`, alpha-2 for their names. */
const COUNTRIES: Record<string, string> = {
  UZB: "UZ",
  KAZ: "KZ",
  KGZ: "KG",
  TJK: "TJ",
  TKM: "TM",
  AFG: "AF",
  RUS: "RU",
  CHN: "CN",
  IRN: "IR",
  PAK: "PK",
};

/** The alpha-3 codes of those countries. */
export const ISO_CODES: readonly string[] = Object.keys(COUNTRIES);

/** A country in the language of the page by its alpha-3 code; another one stands as its code. */
export function countryOfIso(iso: string): string {
  const two = COUNTRIES[iso];
  return (two && new Intl.DisplayNames(words.locale, { type: "region" }).of(two)) ?? iso;
}
