// The line to the house. What was asked is kept until the house has answered, over breaks and reloads; the house
// knows a repeated wish by its nonce, so asking again never does it twice.

import { handed } from "./dom.js";

const TOKEN = "gastgeber.tab";
const WISHES = "gastgeber.wishes";
const AGAIN = "gastgeber.again";
const UNKNOWN_TAB = 4001;
const WAITS = [400, 1000, 2000, 4000, 8000];
// Only these are worth asking again after a reload; the rest was for a page that is no more.
const LASTING = new Set(["say", "press", "fill", "use", "name", "erase"]);

export class Wire {
  constructor(heard) {
    this.heard = heard; // {welcome, rows, rooms, here, me, linked, out, shut, notice, line}
    this.since = 0;
    this.known = new Set();
    this.tries = 0;
    this.up = false;
    this.answers = new Map();
    this.late = new Set();
    this.wishes = JSON.parse(sessionStorage.getItem(WISHES) ?? "[]");
  }

  async open() {
    await this.aloneWithToken();
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    await this.enter();
  }

  /** Asks the house for something; resolves with its answer. */
  ask(wish) {
    const asked = { ...wish, n: crypto.getRandomValues(new Uint32Array(3)).join("-") };
    this.wishes.push(asked);
    this.keep();
    if (this.up) this.socket.send(JSON.stringify(asked));
    return new Promise((resolve) => this.answers.set(asked.n, resolve));
  }

  async enter() {
    const asked = new URLSearchParams(location.search);
    const knock = { token: sessionStorage.getItem(TOKEN) ?? "", language: handed.language };
    for (const key of ["badge", "invite"]) if (asked.get(key)) knock[key] = asked.get(key);
    if (knock.badge) knock.zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    if (sessionStorage.getItem(AGAIN)) knock.again = "yes";
    sessionStorage.removeItem(AGAIN);
    let answer;
    try {
      const response = await fetch("/lobby/enter", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(knock),
      });
      answer = response.status === 503 ? null : await response.json();
    } catch {
      answer = null;
    }
    if (!answer) return this.later(() => this.enter());
    this.forgetSecrets(asked);
    if (answer.shut) return this.heard.shut(answer.shut, answer.back);
    if (answer.token !== knock.token) this.startOver(answer.token);
    if (answer.notice) this.heard.notice(answer.notice);
    this.connect();
  }

  connect() {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/lobby/socket`);
    this.socket = socket;
    socket.onopen = () =>
      socket.send(
        JSON.stringify({ do: "hello", token: sessionStorage.getItem(TOKEN) ?? "", since: this.since, rooms: [...this.known] }),
      );
    socket.onmessage = (frame) => this.read(JSON.parse(frame.data));
    socket.onclose = (end) => this.broken(end.code);
  }

  read(frame) {
    if (frame.ack) return this.answered(frame);
    if (frame.welcome) {
      this.up = true;
      this.tries = 0;
      this.heard.line(true);
      this.heard.welcome(frame.welcome);
      this.since = Math.max(this.since, frame.welcome.rev);
      for (const wish of this.wishes) {
        this.late.add(wish.n);
        this.socket.send(JSON.stringify(wish));
      }
      return;
    }
    if (frame.out) {
      this.ended = true;
      return this.heard.out(frame.out, frame.back);
    }
    for (const row of frame.rows ?? []) this.since = Math.max(this.since, row.rev);
    for (const key of ["me", "rooms", "here", "rows", "linked"]) if (frame[key]) this.heard[key](frame[key]);
  }

  answered(frame) {
    if (frame.soon && this.late.has(frame.ack)) return this.soon(frame.ack);
    this.wishes = this.wishes.filter((wish) => wish.n !== frame.ack);
    this.keep();
    this.late.delete(frame.ack);
    const answer = this.answers.get(frame.ack);
    this.answers.delete(frame.ack);
    if (answer) answer(frame);
    else if (frame.no) this.heard.notice(frame.no);
  }

  /** What piled up while the line was broken is sent at the pace the house allows. */
  soon(nonce) {
    setTimeout(() => {
      const wish = this.wishes.find((one) => one.n === nonce);
      if (wish && this.up) this.socket.send(JSON.stringify(wish));
    }, 1500);
  }

  broken(code) {
    this.up = false;
    if (this.ended) return;
    this.heard.line(false);
    this.later(() => (code === UNKNOWN_TAB ? this.enter() : this.connect()));
  }

  later(act) {
    const wait = WAITS[Math.min(this.tries++, WAITS.length - 1)];
    this.next = act;
    this.timer = setTimeout(() => this.hurry(), wait * (0.75 + Math.random() / 2));
  }

  hurry() {
    if (!this.next) return;
    const act = this.next;
    this.next = null;
    clearTimeout(this.timer);
    act();
  }

  startOver(token) {
    sessionStorage.setItem(TOKEN, token);
    if (this.since) location.reload(); // what stands on the page is another guest's
  }

  keep() {
    sessionStorage.setItem(WISHES, JSON.stringify(this.wishes.filter((wish) => LASTING.has(wish.do))));
  }

  /** A badge or invitation in the address bar would end up in bookmarks and over shoulders. */
  forgetSecrets(asked) {
    if (!asked.has("badge") && !asked.has("invite")) return;
    asked.delete("badge");
    asked.delete("invite");
    const rest = asked.toString();
    history.replaceState(null, "", rest ? `/?${rest}` : "/");
  }

  /** A duplicated tab brings a copy of the token along, and every tab is a guest of its own. */
  async aloneWithToken() {
    const token = sessionStorage.getItem(TOKEN);
    if (!navigator.locks) return;
    for (let tries = 0; token && tries < 8; tries++) {
      if (await held(token)) return;
      await new Promise((done) => setTimeout(done, 60));
    }
    if (token) sessionStorage.removeItem(WISHES);
    sessionStorage.removeItem(TOKEN);
    if (token) this.wishes = [];
  }

  async holdToken() {
    const token = sessionStorage.getItem(TOKEN);
    if (navigator.locks && token) await held(token);
  }
}

const mine = new Set();

/** Whether this tab has the token for itself, until it closes. */
function held(token) {
  if (mine.has(token)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(`gastgeber.${token}`, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      if (!lock) return undefined;
      mine.add(token);
      return new Promise(() => {});
    });
  });
}

/** For somebody who was shown out and asks in again. */
export function askAgain() {
  sessionStorage.setItem(AGAIN, "yes");
  location.reload();
}
