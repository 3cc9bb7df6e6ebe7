import { expect, test } from "vitest";

import { ACCEPT, isTable, mediaType } from "../src/add/formats";
import { corrected } from "../src/add/mapping";
import type { TablePreview } from "../src/wire";

function preview(columns: [string, string | null][]): TablePreview {
  const fields = ["date", "place", "title"].map((field) => ({ field, means: field }));
  const read = columns.map(([name, field]) => ({ name, field, guess: null }));
  return {
    profile: "other",
    remembered: false,
    mapping: "",
    columns: read,
    fields,
    problem: null,
    rows: [],
    more: false,
  };
}

const GUESSED: [string, string | null][] = [
  ["when", "date"],
  ["hudud", null],
  ["name", "place"],
];

test("a corrected column takes the field from the one that had it", () => {
  expect(corrected(preview(GUESSED), "hudud", "place")).toBe("date=when\nplace=hudud\ntitle=");
  expect(corrected(preview(GUESSED), "name", "title")).toBe("date=when\nplace=\ntitle=name");
});

test("a column that is no field leaves its field without a column, so that none is guessed", () => {
  expect(corrected(preview(GUESSED), "when", "")).toBe("date=\nplace=name\ntitle=");
});

test("every format of the server is known by its ending, and tables among them", () => {
  const told = ["a.PDF", "b.docx", "c.eml", "d.rss", "e.zip", "f.csv.gz", "g.gpkg", "h.fgb", "i.TSV", "j.xml"].map(
    mediaType,
  );
  expect(told).toEqual([
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "message/rfc822",
    "application/rss+xml",
    "application/zip",
    "application/gzip",
    "application/geopackage+sqlite3",
    "application/flatgeobuf",
    "text/tab-separated-values",
    "application/xml",
  ]);
  expect([mediaType("scan.png"), mediaType("csv"), mediaType("")]).toEqual([null, null, null]);
  expect([isTable("text/csv"), isTable("text/tab-separated-values"), isTable("application/gzip")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(ACCEPT.split(",")).toContain(".gpkg");
});
