import { api } from "../api";
import { el, button } from "../dom";
import { toParams } from "../filter";
import type { Scene } from "../address";
import type { SceneStore } from "../store";
import { count } from "../words";
import { chipsOf } from "./chips";

/** What stands in the list when there is nothing to list, with the ways on. */
export function emptyState(store: SceneStore, openAdd: () => void, signal: AbortSignal): HTMLElement {
  const { scene } = store;
  if (chipsOf(scene.filter).length > 0) return nothingMatches(store, scene, signal);
  const words =
    "Drop a report or an event list anywhere on this page, or paste an article. Every event that it tells of appears on the map with its source sentence.";
  return el(
    "div",
    { class: "empty" },
    el("h2", {}, "No events yet"),
    el("p", {}, words),
    button("Add a report", openAdd, { class: "primary" }),
  );
}

/** Says which single part of the filter hides events, with the number that comes back without it. */
function nothingMatches(store: SceneStore, { filter }: Scene, signal: AbortSignal): HTMLElement {
  const ways = el("ul", {});
  const box = el("div", { class: "empty" }, el("h2", {}, "No events match"), ways);
  box.append(button("Clear all filters", () => store.clear(), { class: "primary" }));
  for (const { text, without } of chipsOf(filter)) {
    void api
      .facets(toParams({ ...filter, ...without }), signal)
      .then(({ total }) => {
        if (total === 0) return;
        const remove = button("clear it", () => store.narrow(without), { class: "link" });
        ways.append(el("li", {}, `${count(total, "event")} without `, el("em", {}, text), " — ", remove));
      })
      .catch(() => undefined);
  }
  return box;
}
