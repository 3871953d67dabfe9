// Rooms, guests and oneself; on a phone they wait behind a button.

import { avatar, chip, el, icon, one, word } from "./dom.js";

const ICONS = { room: "house", thread: "table", secluded: "lock", chat: "bubble" };
const badge = () => el("span", { class: "chip lamp", title: word("badge") }, icon("badge"), el("span", { class: "unseen" }, word("badge")));
const narrow = matchMedia("(max-width: 800px)");

export class Side {
  /** `acts`: enter(room), guest(guest, element), rename(). */
  constructor(talk, acts) {
    this.talk = talk;
    this.acts = acts;
    this.drawer = one("drawer");
    this.drawer.addEventListener("click", () => this.draw(!this.drawn));
    one("shade").addEventListener("click", () => this.draw(false));
    one("me").addEventListener("click", () => acts.rename());
    addEventListener("keydown", (key) => key.key === "Escape" && this.drawn && this.draw(false));
    narrow.addEventListener("change", () => this.draw(false));
    this.draw(false);
  }

  get drawn() {
    return document.body.classList.contains("drawn");
  }

  draw(open) {
    const was = this.drawn;
    document.body.classList.toggle("drawn", open && narrow.matches);
    one("side").inert = narrow.matches && !open;
    this.drawer.setAttribute("aria-expanded", String(this.drawn));
    this.drawer.setAttribute("aria-label", word(this.drawn ? "menu-close" : "menu-open"));
    if (this.drawn) one("rooms").querySelector("button")?.focus();
    else if (was) this.drawer.focus();
  }

  show() {
    one("rooms").replaceChildren(...this.talk.rooms.map((room) => this.room(room)));
    one("here").replaceChildren(...this.talk.here.map((guest) => this.guest(guest)));
    one("count").textContent = String(this.talk.here.length);
    one("elsewhere").hidden = !this.talk.elsewhere;
    this.showMe();
  }

  room(room) {
    const unread = this.talk.unread.get(room.id) ?? 0;
    const current = room.id === this.talk.current;
    const made = el("button", { class: "entry", type: "button" }, icon(ICONS[room.kind] ?? "table"), el("span", { class: "name" }, room.name));
    if (current) made.setAttribute("aria-current", "page");
    if (unread) made.append(el("span", { class: "unread" }, String(unread), el("span", { class: "unseen" }, ` ${word("unread")}`)));
    made.addEventListener("click", () => {
      this.acts.enter(room.id);
      this.draw(false);
    });
    return el("li", {}, made);
  }

  guest(guest) {
    const mine = guest.id === this.talk.me?.id;
    const marks = [
      mine ? chip(word("you")) : null,
      guest.pretend ? chip(word("pretend")) : null,
      guest.badge ? badge() : null,
    ];
    const inside = [avatar(guest, true), el("span", { class: "name" }, guest.name), ...marks];
    const menu = mine || !this.acts.offers(guest) ? null : () => this.acts.guest(guest, made);
    const made = menu
      ? el("button", { class: "entry", type: "button", "aria-haspopup": "menu", on: { click: menu } }, ...inside)
      : el("div", { class: "entry" }, ...inside);
    return el("li", {}, made);
  }

  showMe() {
    const me = this.talk.me;
    const box = one("me");
    box.hidden = !me;
    if (!me) return;
    const what = me.badge ? el("span", { class: "what" }, word("badge-about")) : el("span", { class: "what" }, word("rename"));
    box.replaceChildren(avatar(me), el("span", { class: "who" }, el("span", { class: "name" }, me.name), what), icon(me.badge ? "badge" : "pencil"));
    box.setAttribute("aria-label", `${me.name}: ${word("rename")}`);
  }
}
