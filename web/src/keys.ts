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
  draw(): void;
  next(): void;
  previous(): void;
  add(): void;
  escape(): void;
  confirm(): void;
  reject(): void;
  undo(): void;
  choose(number: number): void;
  review(): void;
  table(): void;
  chart(): void;
  /** Passes an event of the review without a decision. */
  skip(): void;
  pin(): void;
  nowhere(): void;
  every(): void;
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
    ["d", keys.draw],
    [`j  k  ${keys.or}  →  ←`, keys.step],
    ["Enter", keys.enter],
    ["Esc", keys.escape],
    ["c  x  u", keys.decide],
    ["1 – 9", keys.choose],
    ["r", keys.review],
    ["n  0  p  b", keys.inReview],
    ["v", keys.table],
    ["h", keys.chart],
    ["a", keys.add],
    ["?", keys.thisHelp],
  ];
}

/** The keys of every action but the choice by number. */
const BY_KEY: Record<string, Exclude<keyof KeyActions, "choose">> = {
  "/": "search",
  f: "filters",
  t: "timeline",
  " ": "play",
  l: "list",
  m: "map",
  g: "place",
  d: "draw",
  j: "next",
  ArrowRight: "next",
  k: "previous",
  ArrowLeft: "previous",
  a: "add",
  c: "confirm",
  x: "reject",
  u: "undo",
  r: "review",
  v: "table",
  h: "chart",
  n: "skip",
  p: "pin",
  "0": "nowhere",
  b: "every",
  Escape: "escape",
};

/**
 * Listens for single keys, except while something is typed or a dialog is open. `actions` tells what they
 * do on the present screen; a key without an action there is left to the browser.
 */
export function listenForKeys(actions: () => Partial<KeyActions>): void {
  const dialog = helpDialog();
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event)) return;
    const act = event.key === "?" ? () => dialog.showModal() : actionOf(event.key, actions());
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actionOf(key: string, actions: Partial<KeyActions>): (() => void) | undefined {
  if (/^[1-9]$/.test(key)) return actions.choose && (() => actions.choose?.(Number(key)));
  const name = BY_KEY[key];
  return name && actions[name];
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
