// What this tab knows: rooms and messages, each in its newest state, whatever order the news came in.

import { moment } from "./time.js";

export class Talk {
  constructor() {
    this.rooms = [];
    this.here = [];
    this.me = null;
    this.current = "room";
    this.messages = new Map(); // by id
    this.unread = new Map(); // by room
  }

  /** Takes rows; returns those that were news. A row older than what is known is dropped. */
  take(rows) {
    const fresh = [];
    for (const row of rows) {
      const known = this.messages.get(row.id);
      if (known && known.rev >= row.rev) continue;
      this.messages.set(row.id, row);
      fresh.push({ row, first: !known });
    }
    return fresh;
  }

  /** Forgets what the house no longer keeps. */
  prune(oldest) {
    for (const [id, row] of this.messages) {
      if (!row.private && id < (oldest[row.room] ?? 0)) this.messages.delete(id);
    }
  }

  of(room) {
    return [...this.messages.values()].filter((row) => row.room === room && !row.gone).sort((a, b) => a.id - b.id);
  }

  room(id = this.current) {
    return this.rooms.find((room) => room.id === id);
  }

  mine(row) {
    return row.author?.id === this.me?.id;
  }

  noticed(room) {
    this.unread.set(room, (this.unread.get(room) ?? 0) + 1);
  }

  read(room) {
    this.unread.delete(room);
  }

  get elsewhere() {
    return [...this.unread.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** A message as words alone, its instants as this reader sees them in the message itself. */
export const plain = (row) => (row?.note?.spans ?? []).map((span) => (span.at ? moment(span).textContent : span.words)).join("");
