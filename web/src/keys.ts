import { el, button } from "./dom";
import { words } from "./language/language";

/** What the keys do; the page fills it in. */
export interface KeyActions {
  search(): void;
  filters(): void;
  timeline(): void;
  play(): void;
  list(): void;
  map(): void;
  place(): void;
  next(): void;
  previous(): void;
  add(): void;
  escape(): void;
  confirm(): void;
  reject(): void;
  undo(): void;
  choose(number: number): void;
}

/** What each key does, in words. */
function help(): [string, string][] {
  const { keys } = words;
  return [
    ["/", keys.search],
    ["f", keys.filters],
    ["t", keys.timeline],
    [keys.space, keys.play],
    ["l", keys.list],
    ["m", keys.map],
    ["g", keys.place],
    [`j  k  ${keys.or}  →  ←`, keys.step],
    ["Enter", keys.enter],
    ["Esc", keys.escape],
    ["c  x  u", keys.decide],
    ["1 – 9", keys.choose],
    ["a", keys.add],
    ["?", keys.thisHelp],
  ];
}

/** Listens for single keys, except while something is typed or a dialog is open. */
export function listenForKeys(actions: KeyActions): void {
  const dialog = helpDialog();
  const byKey: Record<string, () => void> = {
    "/": actions.search,
    f: actions.filters,
    t: actions.timeline,
    " ": actions.play,
    l: actions.list,
    m: actions.map,
    g: actions.place,
    j: actions.next,
    ArrowRight: actions.next,
    k: actions.previous,
    ArrowLeft: actions.previous,
    a: actions.add,
    c: actions.confirm,
    x: actions.reject,
    u: actions.undo,
    Escape: actions.escape,
    "?": () => dialog.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event)) return;
    const action =
      byKey[event.key] ?? (/^[1-9]$/.test(event.key) ? () => actions.choose(Number(event.key)) : undefined);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** The button that shows what the keys do, for those who do not guess `?`. */
export function helpButton(): HTMLButtonElement {
  const press = () => dispatchEvent(new KeyboardEvent("keydown", { key: "?", cancelable: true }));
  return button("?", press, { "aria-label": words.keys.help, title: `${words.keys.help} (?)`, class: "button round" });
}

/** What the space key presses or scrolls where it has the focus. */
const PRESSED_BY_SPACE = "button, a, summary, label, input, [role='option'], .text";

function isElsewhere({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector("dialog[open]")) return true;
  if (!(target instanceof HTMLElement)) return false;
  const typing = target.matches("textarea, select, input:not([type='checkbox'])");
  if (typing) {
    if (key === "Escape") target.blur();
    return true;
  }
  if (key === " ") return target.closest(PRESSED_BY_SPACE) !== null;
  return key.startsWith("Arrow") && target.closest("#map, [role='slider'], .text") !== null;
}

function helpDialog(): HTMLDialogElement {
  const rows = help().flatMap(([keys, does]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, does)]);
  const dialog = el("dialog", { class: "help", "aria-labelledby": "help-title" });
  const close = button("×", () => dialog.close(), { class: "close", "aria-label": words.keys.close });
  dialog.append(close, el("h2", { id: "help-title" }, words.keys.title), el("dl", {}, ...rows));
  document.body.append(dialog);
  return dialog;
}
