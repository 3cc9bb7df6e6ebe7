import { el } from "../dom";
import type { Intake, Refusal } from "../wire";
import { count } from "../words";

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
    taken.documents > 0 && count(taken.documents, "document"),
    taken.records > 0 && count(taken.records, "record"),
  ].filter(Boolean);
  const words = from.length > 0 ? `${count(taken.events, "event")} from ${from.join(" and ")}` : "Nothing new";
  return taken.duplicates > 0 ? `${words}; ${count(taken.duplicates, "duplicate")} left out` : words;
}

/** `line 3, column 7`; empty when the refusal has no place. */
export function placeOf({ line, column }: Refusal): string {
  return [line != null && `line ${line}`, column != null && `column ${column}`].filter(Boolean).join(", ");
}

function outcome({ name, intake, error }: Outcome): HTMLElement {
  const refused = intake?.refused ?? [];
  const words = intake ? takenInWords(intake) : "Not taken";
  return el(
    "section",
    { class: error ? "outcome failed" : "outcome" },
    el("h3", {}, name),
    el("p", {}, words, error && ": ", error),
    refused.length > 0 && el("p", {}, `${count(refused.length, "refusal")}:`),
    refused.length > 0 && table(refused),
  );
}

function table(refused: Refusal[]): HTMLElement {
  const head = el("tr", {}, ...["Where", "Field", "Value", "Reason"].map((name) => el("th", { scope: "col" }, name)));
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
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "Refusals" },
    el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)),
  );
}
