import { words } from "../language/language";

/** The file formats that the server reads, by the ends of their names. */
const TYPES: Record<string, string> = {
  txt: "text/plain",
  text: "text/plain",
  md: "text/markdown",
  markdown: "text/markdown",
  html: "text/html",
  htm: "text/html",
  xhtml: "application/xhtml+xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  geojson: "application/geo+json",
  json: "application/json",
  jsonl: "application/x-ndjson",
  ndjson: "application/x-ndjson",
  geojsonl: "application/x-ndjson",
  geojsons: "application/x-ndjson",
};

/** What a file chooser offers. */
export const ACCEPT = Object.keys(TYPES)
  .map((ending) => `.${ending}`)
  .join(",");

/** The media type of a file by its name; null when the server does not read such files. */
export function mediaType(name: string): string | null {
  const ending = name.toLowerCase().split(".").at(-1) ?? "";
  return name.includes(".") ? (TYPES[ending] ?? null) : null;
}

/** Why a file is not sent. */
export function formatRefusal(name: string): string {
  const endings = Object.keys(TYPES).map((ending) => `.${ending}`);
  return words.add.noFormat(name, endings.join(", "));
}
