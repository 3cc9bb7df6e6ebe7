import { dateInShort } from "../dates";
import { el } from "../dom";
import { words } from "../language/language";
import { typeLabel } from "../taxonomy";
import type { TablePreview, TableRow } from "../wire";

/** The first rows of a table, a choice of field over each column, and what each row would become. */
export function previewTable(preview: TablePreview, correct: (column: string, field: string) => void): HTMLElement {
  const heads = preview.columns.map((_, index) => columnHead(preview, index, correct));
  const head = el("tr", {}, el("th", { scope: "col" }, words.mapping.becomes), ...heads);
  const rows = preview.rows.map((row) => rowOf(row, preview.columns.length));
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": words.mapping.rows },
    el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)),
  );
}

function columnHead(
  { columns, fields }: TablePreview,
  index: number,
  correct: (column: string, field: string) => void,
): HTMLElement {
  const { name, field } = columns[index] ?? { name: "", field: null };
  const options = fields.map((one) =>
    el("option", { value: one.field, selected: one.field === field }, words.mapping.fields[one.field] ?? one.means),
  );
  const choice = el(
    "select",
    { id: `mapping-${index}`, "aria-label": words.mapping.readAs(name) },
    el("option", { value: "", selected: field === null }, words.mapping.beside),
    ...options,
  );
  choice.addEventListener("change", () => correct(name, choice.value));
  return el("th", { scope: "col", class: field ? "is-read" : null }, el("span", { dir: "auto" }, name), choice);
}

function rowOf({ line, cells, event, doubt, refused }: TableRow, columns: number): HTMLElement {
  const wrong = refused?.column ?? 0;
  const written = Array.from({ length: Math.max(columns, cells.length) }, (_, index) =>
    el("td", { class: index + 1 === wrong ? "wrong" : null, dir: "auto" }, cells[index] ?? ""),
  );
  const { properties } = event ?? {};
  const facts = properties && [
    dateInShort(properties),
    properties.location ?? words.list.noPlace,
    typeLabel(properties.event_type),
  ];
  const becomes = el(
    "td",
    { class: refused ? "refused" : "becomes" },
    el("span", { class: "quiet" }, `${words.report.line(line)}: `),
    refused ? refused.reason : (facts?.join(" · ") ?? ""),
    doubt && el("span", { class: "doubt", title: doubt }, ` · ${words.mapping.waits}`),
  );
  return el("tr", {}, becomes, ...written);
}
