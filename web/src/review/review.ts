import { api, ApiError, isAborted } from "../api";
import { decisionInWords } from "../detail/detail";
import { byId, button, el, fill } from "../dom";
import { toParams, type Filter } from "../filter";
import type { KeyActions } from "../keys";
import type { EventMap } from "../map/map";
import type { Candidate, DocumentDetail, EventDetail, EventFeature, Judgement } from "../wire";
import { words } from "../language/language";
import { Bar, RADIUS_FIRST_M } from "./bar";
import { choiceBlock, choicesOf, weighed } from "./choice";
import { alike, Queue, sourceParams, writtenName } from "./queue";
import { showSentence, textBlock } from "./text";

const PAGE_LENGTH = "100";
/** A rule is looked for among so many open events of a source. */
const ALIKE_LOOKED_AT = "1000";

/** What the review needs of the page. */
export interface ReviewHost {
  map: EventMap;
  close(): void;
  /** How many events still wait. */
  counted(open: number): void;
}

/** The queue of doubtful events: text on the left, places on the right and on the map, one key a decision. */
export class Review {
  readonly #text = el("section", { class: "review-text", "aria-label": words.review.text });
  readonly #choice = el("section", { class: "review-choice", "aria-label": words.review.places });
  readonly #bar = this.#makeBar();
  #queue = new Queue();
  #abort = new AbortController();
  #detail: EventDetail | null = null;
  #document: DocumentDetail | null = null;
  #alike: EventFeature[] = [];
  #every = false;
  #busy = false;

  constructor(
    readonly root: HTMLElement,
    readonly host: ReviewHost,
  ) {
    fill(root, this.#bar.root, this.#text, this.#choice);
  }

  /** Starts with the most doubtful event that the filter leaves. */
  async open(filter: Filter): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#queue = new Queue();
    this.host.map.showMarks(false);
    this.host.map.chooser.open({
      chosen: (number) => void this.#chooseNumber(number),
      pinMoved: () => undefined,
      pinTaken: () => void this.#takePin(),
      pinLeft: () => this.#leavePin(),
    });
    this.#bar.focus();
    fill(this.#text, el("p", { class: "quiet" }, words.review.loading));
    fill(this.#choice);
    const params = toParams({ ...filter, status: new Set() });
    params.set("limit", PAGE_LENGTH);
    await this.#attempt(async (signal) => this.#queue.take(await api.queue(params, signal)));
    await this.#show();
  }

  /** Gives the map back. */
  close(): void {
    this.#abort.abort();
    this.host.map.chooser.close();
    this.host.map.showMarks(true);
  }

  /** What the keys do while the review is open. */
  readonly keys: Partial<KeyActions> = {
    confirm: () => void this.#judge({ decision: "confirm" }),
    reject: () => void this.#judge({ decision: "reject" }),
    nowhere: () => void this.#judge({ decision: "no_place" }),
    undo: () => void this.#undo(),
    skip: () => this.#skip(),
    pin: () => this.#startPin(),
    every: () => this.#toggleEvery(),
    choose: (number) => void this.#chooseNumber(number),
    map: () => byId("map").focus(),
    escape: () => (this.host.map.chooser.pin ? this.#leavePin() : this.host.close()),
    review: () => this.host.close(),
  };

  #makeBar(): Bar {
    const act = (name: keyof KeyActions) => () => (this.keys[name] as () => void)();
    return new Bar({
      confirm: act("confirm"),
      reject: act("reject"),
      nowhere: act("nowhere"),
      pin: act("pin"),
      skip: act("skip"),
      undo: act("undo"),
      every: act("every"),
      takePin: () => void this.#takePin(),
      leavePin: () => this.#leavePin(),
      widen: (radius_m) => this.#widen(radius_m),
      close: () => this.host.close(),
    });
  }

  /** Shows the present event, or that all is done. */
  async #show(): Promise<void> {
    const event = this.#queue.current;
    this.host.counted(this.#queue.tally.open);
    this.#every = false;
    this.#alike = [];
    if (!event) return this.#showDone();
    await this.#attempt(async (signal) => {
      const detail = await api.event(event.id, signal);
      const document = await this.#read(detail.evidence?.doc_id ?? null, signal);
      if (event === this.#queue.current) this.#fill(detail, document);
    });
    void this.#lookAhead(event);
  }

  #fill(detail: EventDetail, document: DocumentDetail | null): void {
    const focused =
      this.#text.contains(globalThis.document.activeElement) ||
      this.#choice.contains(globalThis.document.activeElement);
    this.#detail = detail;
    const text = textBlock(detail, document);
    fill(this.#text, text);
    fill(
      this.#choice,
      choiceBlock(detail, (candidate) => void this.#choose(candidate)),
    );
    showSentence(text);
    this.#choice.scrollTop = 0;
    this.host.map.chooser.show(choicesOf(detail));
    this.host.map.goToChoices();
    if (focused) this.#choice.querySelector("h2")?.focus();
    this.#drawBar();
  }

  /** The document of the event; the last one is kept, because its events follow one another. */
  async #read(id: string | null, signal: AbortSignal): Promise<DocumentDetail | null> {
    if (!id) return null;
    if (this.#document?.id !== id) this.#document = await api.document(id, signal);
    return this.#document;
  }

  /** Fetches what follows, and the events that the same decision may go for. */
  async #lookAhead(event: EventFeature): Promise<void> {
    const queue = this.#queue;
    await this.#attempt(async (signal) => {
      if (queue.runsShort && queue.next) queue.take(await api.more(queue.next, signal));
      const source = sourceParams(event);
      if (Object.keys(source).length === 0) return;
      const { features } = await api.queue({ ...source, limit: ALIKE_LOOKED_AT }, signal);
      if (event !== this.#queue.current) return;
      this.#alike = alike(
        event,
        features.filter(({ id }) => !queue.isDecided(id)),
      );
      this.#drawBar();
    });
  }

  #drawBar(): void {
    const event = this.#queue.current;
    const count = this.#alike.length;
    this.#bar.show({
      progress: this.#queue.progress,
      alike: event && count > 1 ? { name: writtenName(event), count } : null,
      every: this.#every,
      pinning: this.host.map.chooser.pin !== null,
      canUndo: this.#queue.lastAct !== null,
      done: event === null,
    });
  }

  #showDone(): void {
    const { decided, open } = this.#queue.tally;
    this.#detail = null;
    this.host.map.chooser.show([]);
    const again = open > 0 && button(words.review.again(open), () => this.#startAgain(), { class: "primary" });
    const back = button(words.review.close, () => this.host.close());
    const said = open + decided === 0 ? words.review.nothing : words.review.done(decided);
    fill(this.#text, el("div", { class: "empty" }, el("h2", { tabindex: -1 }, said), again, back));
    fill(this.#choice);
    this.#drawBar();
  }

  #startAgain(): void {
    this.#queue.startAgain();
    void this.#show();
  }

  #skip(): void {
    if (this.#busy || !this.#queue.current) return;
    this.#queue.skip();
    this.#bar.tell("");
    void this.#show();
  }

  #toggleEvery(): void {
    if (this.#alike.length < 2) return;
    this.#every = !this.#every;
    const { length } = this.#alike;
    this.#bar.tell(this.#every ? words.review.everyOn(length) : "");
    this.#drawBar();
  }

  async #choose({ id, name }: Candidate): Promise<void> {
    const isHere = id === (this.#detail?.event.properties.place_id ?? "");
    await this.#judge(isHere ? { decision: "confirm" } : { decision: "choose", place_id: id }, name);
  }

  async #chooseNumber(number: number): Promise<void> {
    const candidate = this.#detail && weighed(this.#detail)[number - 1];
    if (candidate) await this.#choose(candidate);
  }

  /** Writes a decision on the present event, or on every one alike; only what is on the screen is judged. */
  async #judge(judgement: Judgement, place = ""): Promise<void> {
    const event = this.#queue.current;
    if (this.#busy || !event || this.#detail?.event.id !== event.id) return;
    this.#busy = true;
    const done = await this.#judgeAll(this.#every ? this.#alike : [event], judgement);
    this.#busy = false;
    if (done.length === 0) return;
    this.#queue.decide(judgement.decision, done);
    const said = decisionInWords(judgement.decision, place);
    this.#bar.tell(done.length > 1 ? words.review.forMany(said, done.length) : said);
    await this.#show();
  }

  /** The ids of those on which the decision was written, until one failed. */
  async #judgeAll(events: EventFeature[], judgement: Judgement): Promise<string[]> {
    const done: string[] = [];
    await this.#attempt(async () => {
      for (const { id } of events) {
        await api.review(id, judgement);
        done.push(id);
      }
    });
    return done;
  }

  async #undo(): Promise<void> {
    const act = this.#queue.lastAct;
    if (this.#busy) return;
    if (!act) return this.#bar.tell(words.review.nothingToUndo);
    this.#busy = true;
    await this.#attempt(async () => {
      for (const id of act.ids) await api.review(id, { decision: "undo" });
      this.#queue.takeBack();
      this.#bar.tell(words.review.takenBack(act.ids.length));
    });
    this.#busy = false;
    await this.#show();
  }

  #startPin(): void {
    const { chooser } = this.host.map;
    if (!this.#detail || chooser.pin) return;
    const { event, candidates } = this.#detail;
    const [first] = candidates;
    const { lon, lat } = this.host.map.view;
    const position = event.geometry?.coordinates ?? (first ? [first.lon, first.lat] : [lon, lat]);
    chooser.pin = { position: position as [number, number], radius_m: this.#bar.radius || RADIUS_FIRST_M };
    this.#drawBar();
    this.#bar.tell(words.review.pinning);
  }

  #widen(radius_m: number): void {
    const { chooser } = this.host.map;
    if (chooser.pin) chooser.choices.pin = { ...chooser.pin, radius_m };
  }

  #leavePin(): void {
    this.host.map.chooser.choices.pin = null;
    this.#bar.tell("");
    this.#drawBar();
  }

  async #takePin(): Promise<void> {
    const { pin } = this.host.map.chooser;
    if (!pin) return;
    const [lon, lat] = pin.position.map((degrees) => Number(degrees.toFixed(6))) as [number, number];
    this.host.map.chooser.choices.pin = null;
    await this.#judge({ decision: "move", lon, lat, uncertainty_m: pin.radius_m });
  }

  async #attempt(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await act(this.#abort.signal);
    } catch (error) {
      if (isAborted(error)) return;
      this.#bar.tell(error instanceof ApiError ? error.message : words.notice.unexpected);
    }
  }
}
