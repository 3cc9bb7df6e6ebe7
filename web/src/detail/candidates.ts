import { el, button } from "../dom";
import type { Candidate, EventProperties } from "../wire";
import { countryName, distance, kindInWords, percent } from "../words";

/** The places that were weighed for the event, best first, each with its share and the reasons. */
export function candidatesBlock(
  event: EventProperties,
  candidates: Candidate[],
  choose: (candidate: Candidate) => void,
): HTMLElement | null {
  if (candidates.length === 0) return null;
  const rows = candidates.map((candidate, index) => row(candidate, index, candidate.id === event.place_id, choose));
  const heading = el("h3", {}, "Places that were weighed");
  return el("section", { class: "candidates" }, heading, el("ol", {}, ...rows));
}

function row(
  candidate: Candidate,
  index: number,
  chosen: boolean,
  choose: (candidate: Candidate) => void,
): HTMLElement {
  const { name, kind, country, score, why, uncertainty_m } = candidate;
  const where = [kindInWords(kind), countryName(country), `within ${distance(uncertainty_m)}`]
    .filter(Boolean)
    .join(", ");
  const meter = el("meter", { min: 0, max: 1, value: score, "aria-hidden": "true" });
  const pick = chosen
    ? el("span", { class: "chosen" }, "chosen")
    : button("Choose", () => choose(candidate), {
        class: "small",
        "aria-label": `Choose ${name}, ${where}`,
        title: `Choose (${index + 1})`,
      });
  return el(
    "li",
    { class: chosen ? "is-chosen" : null },
    el("div", { class: "name" }, el("strong", {}, name), " ", el("span", { class: "quiet" }, where)),
    el("div", { class: "share" }, meter, percent(score)),
    pick,
    why.length > 0 && el("p", { class: "why" }, why.join(" · ")),
  );
}
