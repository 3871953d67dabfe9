// The room's messages on the page: each in its place, and the reader left where they were.

import { el, one, word } from "./dom.js";
import { fill, message } from "./message.js";
import { dayOf, sameDay } from "./time.js";

const NEAR = 90; // pixels from the end that still count as being there
const TOGETHER = 5 * 60 * 1000; // lines of one author so close belong together

export class Stream {
  constructor(talk, acts) {
    this.talk = talk;
    this.acts = { ...acts, jump: (id) => this.jump(id), find: (id) => talk.messages.get(id), me: () => talk.me };
    this.list = one("stream");
    this.scroll = one("scroll");
    this.below = one("below");
    this.below.addEventListener("click", () => this.toEnd(true));
    this.scroll.addEventListener("scroll", () => this.atEnd() && (this.below.hidden = true), { passive: true });
    new ResizeObserver(() => this.stays && this.toEnd()).observe(this.scroll);
    this.scroll.addEventListener("scroll", () => (this.stays = this.atEnd()), { passive: true });
    this.stays = true;
  }

  showRoom() {
    this.scroll.setAttribute("aria-busy", "true");
    this.list.replaceChildren(...this.talk.of(this.talk.current).map((row) => message(row, this.acts)));
    for (const item of this.list.children) this.dress(item);
    this.scroll.removeAttribute("aria-busy");
    this.quiet();
    this.toEnd();
  }

  show({ row, first }) {
    if (row.room !== this.talk.current) return;
    const stayed = this.atEnd();
    const known = this.item(row.id);
    if (row.gone) this.remove(known);
    else if (known) this.renew(known, row);
    else this.insert(row);
    this.quiet();
    if (stayed || this.talk.mine(row)) this.toEnd();
    else if (first && !row.gone) this.below.hidden = false;
  }

  insert(row) {
    const made = message(row, this.acts);
    made.classList.add("arrives");
    const next = [...this.list.children].reverse().find((item) => Number(item.dataset.id) < row.id);
    if (next) next.after(made);
    else this.list.prepend(made);
    this.dress(made);
    if (made.nextElementSibling) this.dress(made.nextElementSibling);
  }

  /** Without a trace: who took a message back, and why, is nobody's business. */
  remove(item) {
    const next = item?.nextElementSibling;
    item?.remove();
    if (next) this.dress(next);
  }

  /** In place, so that whoever just pressed a button keeps the focus on it. */
  renew(item, row) {
    const focused = item.contains(document.activeElement) ? document.activeElement.dataset.press : undefined;
    fill(item, row, this.acts);
    this.dress(item);
    if (item.nextElementSibling) this.dress(item.nextElementSibling);
    if (focused) [...item.querySelectorAll("[data-press]")].find((button) => button.dataset.press === focused)?.focus();
  }

  /** The day above the first message of it, and no second head for the same author's next line. */
  dress(item) {
    const row = this.talk.messages.get(Number(item.dataset.id));
    const before = this.talk.messages.get(Number(item.previousElementSibling?.dataset.id));
    item.querySelector(":scope > .day")?.remove();
    if (!row) return;
    const at = new Date(row.at);
    const earlier = before ? new Date(before.at) : null;
    if (!earlier || !sameDay(at, earlier)) item.prepend(el("div", { class: "day" }, dayOf(at)));
    const card = (one) => Boolean(one.note.rows || one.note.selects || one.note.picture);
    const follows =
      earlier && sameDay(at, earlier) && before.author.id === row.author.id && !before.private && !row.private &&
      at - earlier < TOGETHER && !card(row) && !card(before) && !row.reply && !row.sample;
    item.classList.toggle("follows", Boolean(follows));
  }

  item(id) {
    return [...this.list.children].find((item) => Number(item.dataset.id) === id);
  }

  jump(id) {
    this.item(id)?.scrollIntoView({ block: "center" });
  }

  quiet() {
    one("quiet").hidden = this.list.children.length > 0;
    one("quiet").textContent = word("quiet");
  }

  atEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
  }

  toEnd(smooth = false) {
    this.below.hidden = true;
    this.stays = true;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }
}
