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
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  eml: "message/rfc822",
  rss: "application/rss+xml",
  atom: "application/atom+xml",
  xml: "application/xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  tab: "text/tab-separated-values",
  geojson: "application/geo+json",
  json: "application/json",
  jsonl: "application/x-ndjson",
  ndjson: "application/x-ndjson",
  geojsonl: "application/x-ndjson",
  geojsons: "application/x-ndjson",
  gpkg: "application/geopackage+sqlite3",
  fgb: "application/flatgeobuf",
  zip: "application/zip",
  gz: "application/gzip",
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

/** Whether a file is a table, whose columns one may want to correct. */
export function isTable(type: string): boolean {
  return type === TYPES["csv"] || type === TYPES["tsv"];
}

/** Why a file is not sent. */
export function formatRefusal(name: string): string {
  const endings = Object.keys(TYPES).map((ending) => `.${ending}`);
  return words.add.noFormat(name, endings.join(", "));
}
