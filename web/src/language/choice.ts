import { readScene } from "../address";
import { el } from "../dom";
import type { SceneStore } from "../store";
import { language, LANGUAGES, words } from "./language";

/** Where the browser keeps the language that its reader has chosen. */
const KEPT = "zij-language";

/** What is wished, the strongest first: by the address, by an earlier choice, by the browser. */
export function wishes(): (string | null)[] {
  return [readScene(location.search).lang, localStorage.getItem(KEPT), ...navigator.languages];
}

/** The choice of language. Another one loads the same scene again, so that every word is said anew. */
export function languageChoice(store: SceneStore): HTMLElement {
  const options = LANGUAGES.map(({ code, name }) =>
    el("option", { value: code, selected: code === language, title: name, "aria-label": name }, code.toUpperCase()),
  );
  const choice = el("select", { id: "language", "aria-label": words.shell.language }, ...options);
  choice.addEventListener("change", () => {
    localStorage.setItem(KEPT, choice.value);
    store.set({ lang: choice.value }, "replace");
    location.reload();
  });
  return choice;
}
