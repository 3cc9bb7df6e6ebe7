import { api, ApiError, isAborted } from "../api";
import { el, button, fill } from "../dom";
import { dateInWords } from "../dates";
import { eventGlyph, precisionGlyph } from "../glyph";
import { symbolOf } from "../map/symbols";
import type { SceneStore } from "../store";
import { groupLabel, typeLabel } from "../taxonomy";
import type { Candidate, Decision, EventDetail, EventFeature, EventProperties, Judgement } from "../wire";
import { belief, placeChain, precisionInWords } from "../words";
import { candidatesBlock } from "./candidates";
import { evidenceBlock } from "./evidence";
import type { Basemap } from "../map/basemap";
import { DocumentPlaces } from "./places";
import { related, relatedBlock } from "./related";
import { othersBlock } from "./others";
import { shareBlock } from "./share";
import { words } from "../language/language";

/** What the rest of the page does when the open event is loaded or changed. */
export interface DetailEvents {
  opened(event: EventFeature | null): void;
  reviewed(words: string): void;
  told(news: string): void;
}

/** The open event: what, when, where, how sure, and by which words. */
export class Detail {
  #detail: EventDetail | null = null;
  #abort = new AbortController();
  #takesFocus = false;
  #candidates: Candidate[] = [];
  readonly #places: DocumentPlaces;

  constructor(
    readonly root: HTMLElement,
    readonly store: SceneStore,
    basemap: Basemap,
    readonly events: DetailEvents,
  ) {
    this.#places = new DocumentPlaces(basemap);
    store.listen((scene, before) => scene.id !== before.id && void this.open(scene.id));
  }

  /** Loads and shows an event; an empty id closes the drawer. */
  async open(id: string): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.root.hidden = id === "";
    if (!id) return this.#close();
    if (!this.#detail) fill(this.root, this.#closeButton(), el("p", { class: "quiet" }, words.detail.loading));
    try {
      this.#show(await api.event(id, this.#abort.signal));
    } catch (error) {
      if (!isAborted(error)) this.#fail(id, error);
    }
  }

  /** The next event that is shown gets the focus on its title. */
  focusWhenShown(): void {
    this.#takesFocus = true;
  }

  /** Writes down what a person says of the open event. */
  async decide(judgement: Judgement, place = ""): Promise<void> {
    const id = this.#detail?.event.properties.id;
    if (!id) return;
    try {
      await api.review(id, judgement);
      this.events.reviewed(decisionInWords(judgement.decision, place));
      await this.open(id);
    } catch (error) {
      this.events.reviewed(error instanceof ApiError ? error.message : words.detail.notSaved);
    }
  }

  /** Chooses the weighed place with this number, counted from 1. */
  async chooseNumber(number: number): Promise<void> {
    const candidate = this.#candidates[number - 1];
    if (candidate && candidate.id !== this.#detail?.event.properties.place_id) await this.#choose(candidate);
  }

  async #choose({ id, name }: Candidate): Promise<void> {
    await this.decide({ decision: "choose", place_id: id }, name);
  }

  #close(): void {
    this.#detail = null;
    this.events.opened(null);
  }

  #show(detail: EventDetail): void {
    const focused = this.#takesFocus || this.root.contains(document.activeElement);
    this.#takesFocus = false;
    this.#detail = detail;
    this.#candidates = detail.candidates;
    const { properties } = detail.event;
    const open = (id: string) => this.store.set({ id });
    const [near, places] = [el("div", {}), el("section", {})];
    fill(
      this.root,
      this.#closeButton(),
      heading(properties),
      facts(properties),
      this.#actions(properties),
      evidenceBlock(detail, (doc) => this.store.set({ read: doc })),
      shareBlock(detail, (news) => this.events.told(news)),
      candidatesBlock(properties, detail.candidates, (candidate) => void this.#choose(candidate)),
      this.#siblings(detail),
      othersBlock(words.detail.alsoTold, detail.merged, open),
      othersBlock(words.detail.maybeSame, detail.may_be, open),
      near,
      places,
      historyBlock(detail),
    );
    void this.#showAround(detail, near, places);
    this.root.scrollTop = 0;
    if (focused) this.root.querySelector<HTMLElement>("h2")?.focus();
    this.events.opened(detail.event);
  }

  /** What stands below the event comes when it is here; the event does not wait for it, nor fail with it. */
  async #showAround(detail: EventDetail, near: HTMLElement, places: HTMLElement): Promise<void> {
    const { signal } = this.#abort;
    const open = (id: string) => this.store.set({ id });
    const asked = related(detail.event, signal).then((found) => fill(near, relatedBlock(found, open)));
    await Promise.allSettled([asked, this.#places.show(places, detail, signal)]);
  }

  #fail(id: string, error: unknown): void {
    const isGone = error instanceof ApiError && error.status === 404;
    const title = isGone ? words.detail.noSuch : words.detail.cannotShow;
    const why = error instanceof ApiError ? error.message : words.notice.unexpected;
    const retry = button(words.notice.retry, () => void this.open(id), { class: "primary" });
    fill(this.root, this.#closeButton(), el("h2", { tabindex: -1 }, title), el("p", {}, why), retry);
    this.events.opened(null);
  }

  #closeButton(): HTMLElement {
    return button("×", () => this.store.set({ id: "" }), {
      class: "close",
      "aria-label": words.detail.close,
      title: words.detail.closeTitle,
    });
  }

  #actions({ status }: EventProperties): HTMLElement {
    const decide = (decision: "confirm" | "reject" | "undo") => () => void this.decide({ decision });
    const pressed = (of: string) => ({ "aria-pressed": String(status === of), class: "action" });
    return el(
      "div",
      { class: "actions", role: "group", "aria-label": words.detail.review },
      button(status === "confirmed" ? words.status.confirmed : words.detail.confirm, decide("confirm"), {
        ...pressed("confirmed"),
        title: `${words.detail.confirm} (c)`,
      }),
      button(status === "rejected" ? words.status.rejected : words.detail.reject, decide("reject"), {
        ...pressed("rejected"),
        title: `${words.detail.reject} (x)`,
      }),
      button(words.detail.undo, decide("undo"), { class: "action", title: words.detail.undoTitle }),
    );
  }

  #siblings({ event, siblings }: EventDetail): HTMLElement | null {
    const others = siblings.filter((sibling) => sibling.properties.id !== event.properties.id);
    if (others.length === 0) return null;
    const rows = others.map(({ properties }) => {
      const open = button(properties.location ?? words.list.noPlace, () => this.store.set({ id: properties.id }), {
        class: "link",
      });
      return el("li", {}, open);
    });
    return el("section", {}, el("h3", {}, words.detail.elsewhere), el("ul", {}, ...rows));
  }
}

/** What was decided, in words; `place` is the chosen one's name. */
export function decisionInWords(decision: Decision, place: string): string {
  const { saidConfirmed, saidRejected, saidMoved, saidPinned, saidNowhere, saidUndone } = words.detail;
  const said = {
    confirm: saidConfirmed,
    reject: saidRejected,
    choose: saidMoved(place),
    move: saidPinned,
    no_place: saidNowhere,
    undo: saidUndone,
  };
  return said[decision];
}

/** What the event is: its type and its title. */
export function heading(event: EventProperties): HTMLElement {
  const planned = event.planned && el("span", { class: "planned" }, words.list.planned);
  const kind = el(
    "p",
    { class: "kind" },
    eventGlyph(event),
    typeLabel(event.event_type),
    el("span", { class: "quiet" }, groupLabel(event.event_group)),
  );
  if (planned) kind.append(planned);
  return el("div", {}, kind, el("h2", { tabindex: -1, dir: "auto" }, event.title));
}

/** What is known of the event, each with how sure it is. */
export function facts(event: EventProperties): HTMLElement {
  const list = el("dl", { class: "facts" });
  const add = (name: string, ...value: (Node | string)[]) => list.append(el("dt", {}, name), el("dd", {}, ...value));
  add(words.detail.when, capital(dateInWords(event)));
  const chain = placeChain(event);
  add(words.detail.where, event.location ? chain.join(" › ") : words.detail.noPlace);
  if (event.location) {
    add(
      words.detail.precision,
      precisionGlyph(symbolOf(event).precision),
      el("span", {}, capital(precisionInWords(event))),
    );
    if (event.location_raw && event.location_raw !== event.location)
      add(words.detail.asWritten, words.chips.quoted(event.location_raw));
    if (event.geocode_score != null) add(words.detail.sureOfPlace, belief(event.geocode_score));
  }
  if (event.confidence != null) add(words.detail.sureOfEvent, belief(event.confidence));
  if (event.actor1 || event.actor2) add(words.detail.who, [event.actor1, event.actor2].filter(Boolean).join(" · "));
  if (event.fatalities != null) add(words.detail.deaths, String(event.fatalities));
  if (event.injured != null) add(words.detail.injured, String(event.injured));
  if (event.notes && event.notes !== event.title) add(words.detail.notes, event.notes);
  return list;
}

function historyBlock({ history }: EventDetail): HTMLElement | null {
  if (history.length < 2) return null;
  const rows = history.map(({ at, who, change }) =>
    el("li", {}, `${at.slice(0, 16).replace("T", " ")} UTC · ${who} · ${words.said(change)}`),
  );
  return el(
    "details",
    { class: "history" },
    el("summary", {}, words.counts.revisions(history.length)),
    el("ol", {}, ...rows),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
