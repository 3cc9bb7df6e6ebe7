import { el, button } from "../dom";
import type { Candidate, EventProperties } from "../wire";
import { OtherPlace } from "./other_place";
import { countryName, distance, kindInWords, percent } from "../words";
import { words } from "../language/language";

/**
 * The places that were weighed for the event, best first, each with its share and the reasons, and a way
 * to any other.
 */
export function candidatesBlock(
  event: EventProperties,
  candidates: Candidate[],
  choose: (candidate: Candidate) => void,
): HTMLElement {
  const rows = candidates.map((candidate, index) =>
    row(candidate, index, candidate.id === (event.place_id ?? ""), choose),
  );
  const none = event.location ? words.detail.noOther : words.detail.noneWeighed;
  return el(
    "section",
    { class: "candidates" },
    el("h3", {}, words.detail.weighed),
    rows.length > 0 ? el("ol", {}, ...rows) : el("p", { class: "quiet" }, none),
    new OtherPlace(choose).root,
  );
}

function row(
  candidate: Candidate,
  index: number,
  chosen: boolean,
  choose: (candidate: Candidate) => void,
): HTMLElement {
  const { name, kind, country, score, why, uncertainty_m } = candidate;
  const where = [kindInWords(kind), countryName(country), words.detail.within(distance(uncertainty_m))]
    .filter(Boolean)
    .join(", ");
  const meter = el("meter", { min: 0, max: 1, value: score, "aria-hidden": "true" });
  const pick = chosen
    ? el("span", { class: "chosen" }, words.detail.chosen)
    : button(words.detail.choose, () => choose(candidate), {
        class: "small",
        "aria-label": words.detail.chooseThis(name, where),
        title: `${words.detail.choose} (${index + 1})`,
      });
  return el(
    "li",
    { class: chosen ? "is-chosen" : null },
    el("div", { class: "name" }, el("strong", {}, name), " ", el("span", { class: "quiet" }, where)),
    el("div", { class: "share" }, meter, percent(score)),
    pick,
    why.length > 0 && el("p", { class: "why" }, why.map(words.said).join(" · ")),
  );
}
