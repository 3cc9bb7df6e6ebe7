import { api } from "../api";
import { el, button } from "../dom";
import { toParams } from "../filter";
import type { Scene } from "../address";
import type { SceneStore } from "../store";
import { chipsOf } from "./chips";
import { words } from "../language/language";

/** What stands in the list when there is nothing to list, with the ways on. */
export function emptyState(store: SceneStore, openAdd: () => void, signal: AbortSignal): HTMLElement {
  const { scene } = store;
  if (chipsOf(scene.filter).length > 0) return nothingMatches(store, scene, signal);
  return el(
    "div",
    { class: "empty" },
    el("h2", {}, words.empty.noEvents),
    el("p", {}, words.empty.howToAdd),
    button(words.empty.add, openAdd, { class: "primary" }),
  );
}

/** Says which single part of the filter hides events, with the number that comes back without it. */
function nothingMatches(store: SceneStore, { filter }: Scene, signal: AbortSignal): HTMLElement {
  const ways = el("ul", {});
  const box = el("div", { class: "empty" }, el("h2", {}, words.empty.noMatch), ways);
  box.append(button(words.empty.clearAll, () => store.clear(), { class: "primary" }));
  for (const { text, without } of chipsOf(filter)) {
    void api
      .facets(toParams({ ...filter, ...without }), signal)
      .then(({ total }) => {
        if (total === 0) return;
        const remove = button(words.empty.clearIt, () => store.narrow(without), { class: "link" });
        ways.append(el("li", {}, words.empty.without(total), el("em", {}, text), " — ", remove));
      })
      .catch(() => undefined);
  }
  return box;
}
