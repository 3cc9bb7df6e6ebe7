import { el } from "../dom";
import type { Intake, Refusal } from "../wire";
import { words } from "../language/language";

/** What became of one file or pasted text. */
export interface Outcome {
  name: string;
  intake: Intake | null;
  /** Why nothing was taken, if the whole was refused. */
  error: string | null;
}

/** What was taken and every refusal with its place, value and reason. */
export function reportOf(outcomes: Outcome[]): HTMLElement {
  return el("div", { class: "report" }, ...outcomes.map(outcome));
}

/** `7 events from 1 document; 1 duplicate left out`. */
export function takenInWords({ taken }: Intake): string {
  const from = [
    taken.documents > 0 && words.counts.documents(taken.documents),
    taken.records > 0 && words.counts.records(taken.records),
  ].filter(Boolean);
  const { and, from: taking, nothingNew, leftOut } = words.report;
  const said = from.length > 0 ? taking(taken.events, from.join(and)) : nothingNew;
  return taken.duplicates > 0 ? `${said}; ${leftOut(words.counts.duplicates(taken.duplicates))}` : said;
}

/** `line 3, column 7`; empty when the refusal has no place. */
export function placeOf({ line, column }: Refusal): string {
  return [line != null && words.report.line(line), column != null && words.report.column(column)]
    .filter(Boolean)
    .join(", ");
}

function outcome({ name, intake, error }: Outcome): HTMLElement {
  const refused = intake?.refused ?? [];
  const taken = intake ? takenInWords(intake) : words.report.notTaken;
  return el(
    "section",
    { class: error ? "outcome failed" : "outcome" },
    el("h3", {}, name),
    el("p", {}, taken, error && ": ", error),
    refused.length > 0 && el("p", {}, `${words.counts.refusals(refused.length)}:`),
    refused.length > 0 && table(refused),
  );
}

function table(refused: Refusal[]): HTMLElement {
  const { where, field, value, reason } = words.report;
  const head = el("tr", {}, ...[where, field, value, reason].map((name) => el("th", { scope: "col" }, name)));
  const rows = refused.map((refusal) =>
    el(
      "tr",
      {},
      el("td", {}, placeOf(refusal)),
      el("td", {}, refusal.field ?? ""),
      el("td", { class: "value" }, refusal.value ?? ""),
      el("td", {}, refusal.reason),
    ),
  );
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": words.report.refusals },
    el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)),
  );
}
