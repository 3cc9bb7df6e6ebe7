import { api, ApiError } from "../api";
import { el, button, fill } from "../dom";
import type { Basemap } from "../map/basemap";
import type { Intake } from "../wire";
import { ACCEPT, formatRefusal, isTable, mediaType } from "./formats";
import { Live } from "./live";
import { Mapping } from "./mapping";
import { reportOf, type Outcome } from "./report";
import { words } from "../language/language";

/** The languages that a report may be said to be in. */
function languages(): [string, string][] {
  const { byText, english, russian, uzbek } = words.add;
  return [
    ["", byText],
    ["en", english],
    ["ru", russian],
    ["uz", uzbek],
  ];
}

/** Something to be read by the server. */
interface Source {
  name: string;
  body: Blob;
  type: string | null;
}

/** The dialog that takes pasted reports and files, and says what became of them. */
export class Add {
  readonly #dialog = el("dialog", { class: "add", "aria-labelledby": "add-title" });
  readonly #text = el("textarea", {
    id: "add-text",
    rows: 9,
    placeholder: words.add.textHint,
    dir: "auto",
  });
  readonly #published = el("input", { type: "date", id: "add-published" });
  readonly #name = el("input", { type: "text", id: "add-name", placeholder: words.add.optional, autocomplete: "off" });
  readonly #lang = el(
    "select",
    { id: "add-lang" },
    ...languages().map(([code, label]) => el("option", { value: code }, label)),
  );
  readonly #files = el("input", {
    type: "file",
    id: "add-files",
    multiple: true,
    accept: ACCEPT,
    class: "visually-hidden",
    tabindex: -1,
    "aria-label": words.add.files,
  });
  readonly #mapping = new Mapping();
  readonly #live: Live;
  readonly #report = el("div", { id: "add-report", "aria-live": "polite" });
  readonly #submit = el("button", { type: "submit", class: "primary" }, words.add.submit);

  constructor(
    basemap: Basemap,
    readonly added: (intakes: Intake[]) => void,
  ) {
    this.#live = new Live(basemap);
    for (const input of [this.#text, this.#published, this.#lang])
      input.addEventListener("input", () => this.#live.typed(this.#text.value, this.#given()));
    this.#files.addEventListener("change", () => void this.#sendFiles([...(this.#files.files ?? [])]));
    this.#dialog.addEventListener("close", () => this.#mapping.leave());
    fill(this.#dialog, this.#form());
    document.body.append(this.#dialog);
  }

  open(): void {
    fill(this.#report);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#text.focus();
  }

  /** Takes files that were dropped anywhere on the page. */
  async drop(files: File[]): Promise<void> {
    this.open();
    await this.#sendFiles(files);
  }

  #form(): HTMLElement {
    const form = el(
      "form",
      { method: "dialog", class: "add-form" },
      button("×", () => this.#dialog.close(), { class: "close", "aria-label": words.add.close }),
      el("h2", { id: "add-title" }, words.add.title),
      el("label", { for: "add-text", class: "visually-hidden" }, words.add.text),
      this.#text,
      el(
        "div",
        { class: "fields" },
        field(words.add.published, this.#published),
        field(words.add.name, this.#name),
        field(words.add.language, this.#lang),
      ),
      el("p", { class: "quiet" }, words.add.whyPublished),
      el(
        "div",
        { class: "buttons" },
        this.#submit,
        el("span", { class: "quiet" }, words.add.or),
        this.#choose(),
        this.#files,
      ),
      this.#report,
      this.#live.root,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#sendText();
    });
    return form;
  }

  #choose(): HTMLElement {
    return button(words.add.choose, () => this.#files.click(), { title: words.add.chooseTitle });
  }

  async #sendText(): Promise<void> {
    const text = this.#text.value;
    if (text.trim() === "") {
      fill(this.#report, el("p", { class: "failed" }, words.add.noText));
      this.#text.focus();
      return;
    }
    const name = this.#name.value.trim() || words.add.pasted;
    const outcomes = await this.#send([{ name, body: new Blob([text]), type: "text/plain" }]);
    if (outcomes.every(({ intake }) => intake && intake.refused.length === 0 && intake.taken.events > 0)) {
      this.#text.value = "";
      this.#name.value = "";
      this.#live.typed("", {});
      this.#dialog.close();
    }
  }

  async #sendFiles(files: File[]): Promise<void> {
    this.#files.value = "";
    if (files.length > 0)
      await this.#send(files.map((file) => ({ name: file.name, body: file, type: mediaType(file.name) })));
  }

  async #send(sources: Source[]): Promise<Outcome[]> {
    this.#submit.disabled = true;
    const outcomes: Outcome[] = [];
    for (const [index, source] of sources.entries()) {
      fill(this.#report, el("p", { class: "quiet" }, words.add.reading(source.name, index + 1, sources.length)));
      outcomes.push(await this.#sendOne(source));
    }
    this.#submit.disabled = false;
    fill(this.#report, reportOf(outcomes));
    const intakes = outcomes.map(({ intake }) => intake).filter((intake) => intake !== null);
    if (intakes.some(({ taken }) => taken.documents + taken.records > 0)) this.added(intakes);
    return outcomes;
  }

  /** What is said of all that is sent: when it was published, and in which language. */
  #given(): Record<string, string> {
    const given = { published: this.#published.value, lang: this.#lang.value };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  }

  async #sendOne({ name, body, type }: Source): Promise<Outcome> {
    if (!type) return { name, intake: null, error: formatRefusal(name) };
    const query: Record<string, string> = { name, ...this.#given() };
    try {
      if (isTable(type)) {
        fill(this.#report, this.#mapping.root);
        const answer = await this.#mapping.ask(name, body, type, query);
        if (answer === "left out") return { name, intake: null, error: words.mapping.leftOut };
        if (answer.columns !== null) query["columns"] = answer.columns;
        fill(this.#report, el("p", { class: "quiet" }, words.add.reading(name, 1, 1)));
      }
      return { name, intake: await api.intake(body, type, query), error: null };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { name, intake: error.problem.report ?? null, error: error.message };
    }
  }
}

function field(label: string, input: HTMLElement): HTMLElement {
  return el("label", {}, label, input);
}
