// Writing: lines, commands with suggestions, names, and replies.

import { el, one, word } from "./dom.js";
import { plain } from "./talk.js";

const LONGEST = 2000;

export class Composer {
  /** `acts`: say(text, reply) -> promise of an answer, refresh(). */
  constructor(talk, acts) {
    this.talk = talk;
    this.acts = acts;
    this.commands = [];
    this.reply = null;
    this.options = [];
    this.at = 0;
    this.field = one("write");
    this.box = one("suggest");
    one("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    one("slash").addEventListener("click", () => this.slash());
    one("answering-end").addEventListener("click", () => this.answerTo(null));
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (key) => this.key(key));
    this.field.addEventListener("blur", () => this.suggest([]));
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const reply = this.reply;
    this.field.value = "";
    this.answerTo(null);
    this.typed();
    const answer = await this.acts.say(text, reply?.id ?? 0);
    if (!answer.no) return;
    this.tell(answer.no);
    if (!this.field.value) {
      this.field.value = text;
      this.grow();
    }
  }

  /** A sentence for this tab alone. */
  tell(sentence) {
    const box = one("notice");
    box.textContent = sentence;
    box.hidden = !sentence;
    clearTimeout(this.silence);
    if (sentence) this.silence = setTimeout(() => (box.hidden = true), 9000);
  }

  answerTo(row) {
    this.reply = row;
    one("answering").hidden = !row;
    if (!row) return;
    one("answering-to").textContent = `${word("replying")} ${row.author.name}: ${plain(row)}`.slice(0, 160);
    this.field.focus();
  }

  begin(text) {
    this.field.value = text;
    this.field.focus();
    this.typed();
  }

  slash() {
    if (!this.box.hidden) return this.suggest([]);
    this.acts.refresh();
    this.begin("/");
  }

  shut(closed) {
    one("composer").classList.toggle("shut", closed);
    this.field.disabled = closed;
  }

  typed() {
    this.grow();
    const text = this.field.value;
    if (text === "/" && this.last !== "/") this.acts.refresh();
    this.last = text;
    if (text) this.tell(text.length > LONGEST ? word("too-long") : "");
    this.offer();
  }

  /** Suggests what fits to what stands there. */
  offer() {
    const text = this.field.value;
    const command = /^\/(\S*)$/u.exec(text);
    const name = /(?:^|\s)@([^@\n]{0,32})$/u.exec(text.slice(0, this.field.selectionStart));
    this.suggest(command ? this.matching(command[1]) : name ? this.people(name[1]) : [], Boolean(command));
    this.hint(text);
  }

  matching(begun) {
    const wanted = begun.toLowerCase();
    const fits = this.commands.filter((one) => one.name.startsWith(wanted) || one.id.startsWith(wanted));
    return fits.map((command) => ({
      label: `/${command.name}`,
      about: command.summary,
      whole: command.params.some((param) => param.required) ? [] : [`/${command.name}`, `/${command.id}`],
      act: () => this.choose(command),
    }));
  }

  people(begun) {
    const wanted = begun.toLowerCase();
    const others = this.talk.here.filter((guest) => guest.id !== this.talk.me?.id);
    const fits = others.filter((guest) => guest.name.toLowerCase().startsWith(wanted)).slice(0, 8);
    return fits.map((guest) => ({ label: `@${guest.name}`, about: "", act: () => this.insertName(guest.name, begun) }));
  }

  choose(command) {
    if (!command.bare) return this.begin(`/${command.name} `);
    this.field.value = `/${command.name}`;
    return this.send();
  }

  insertName(name, begun) {
    const end = this.field.selectionStart;
    this.field.setRangeText(`${name} `, end - begun.length, end, "end");
    this.typed();
    this.field.focus();
  }

  suggest(options, always = false) {
    // The list may be drawn again while somebody walks through it: what was chosen stays chosen.
    const chosen = this.options[this.at]?.label;
    this.options = options;
    this.at = Math.max(0, options.findIndex((option) => option.label === chosen));
    this.box.hidden = !options.length && !always;
    this.field.setAttribute("aria-expanded", String(!this.box.hidden));
    this.box.replaceChildren(...options.map((option, at) => this.option(option, at)));
    if (!options.length && always) this.box.append(el("p", { class: "none" }, word("no-commands")));
    this.mark();
  }

  option(option, at) {
    const made = el("div", { class: "option", role: "option", id: `option-${at}` }, el("b", {}, option.label), el("span", { class: "about" }, option.about));
    made.addEventListener("pointerdown", (press) => press.preventDefault());
    made.addEventListener("click", () => option.act());
    return made;
  }

  mark() {
    const chosen = this.options.length ? `option-${this.at}` : "";
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen);
    else this.field.removeAttribute("aria-activedescendant");
    [...this.box.children].forEach((child, at) => child.setAttribute?.("aria-selected", String(at === this.at)));
    this.box.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  hint(text) {
    const begun = /^\/(\S+)\s/u.exec(text);
    const command = begun && this.commands.find((one) => [one.name, one.id].includes(begun[1].toLowerCase()));
    const box = one("hint");
    box.hidden = !command?.params.length;
    if (box.hidden) return;
    const usage = command.params.map((param) => (param.required ? param.name : `[${param.name}]`)).join(" ");
    box.replaceChildren(el("b", {}, `/${command.name} ${usage}`), `  ${command.summary}`);
  }

  key(key) {
    if (this.options.length && this.move(key)) return;
    if (key.key === "Escape") {
      if (this.reply) this.answerTo(null);
      this.suggest([]);
    }
    if (key.key === "Enter" && !key.shiftKey && !key.isComposing) {
      key.preventDefault();
      this.send();
    }
  }

  /** Whether the key was for the suggestions. */
  move(key) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    const chosen = this.options[this.at];
    if (step) this.at = (this.at + step + this.options.length) % this.options.length;
    // Typed out already, and nothing has to follow: there is nothing left to complete.
    else if (key.key === "Enter" && chosen.whole?.includes(this.field.value.toLowerCase())) return false;
    else if (key.key === "Enter" || key.key === "Tab") chosen.act();
    else return false;
    key.preventDefault();
    this.mark();
    return true;
  }

  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}
