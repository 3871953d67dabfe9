// Instants in the reader's own zone.

import { handed, word } from "./dom.js";

// The page's language as this reader writes it: 20:15 in Leeds, 8:15 PM in Boston.
const locale = navigator.languages.find((tag) => tag.toLowerCase().startsWith(handed.language)) ?? handed.language;
const format = (how) => new Intl.DateTimeFormat(locale, how);
const clock = format({ hour: "2-digit", minute: "2-digit" });
const whole = format({ weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
const dated = format({ weekday: "long", day: "numeric", month: "long" });
const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

export const timeOf = (at) => clock.format(at);
export const sameDay = (a, b) => a.toDateString() === b.toDateString();

export function dayOf(at) {
  const today = new Date();
  if (sameDay(at, today)) return word("today");
  today.setDate(today.getDate() - 1);
  return sameDay(at, today) ? word("yesterday") : dated.format(at);
}

export function moment(span) {
  const at = new Date(span.at);
  const made = document.createElement("time");
  made.dateTime = span.at;
  made.title = span.style === "full" ? span.words : whole.format(at);
  if (span.style === "relative") made.dataset.relative = span.at;
  made.textContent = span.style === "full" ? whole.format(at) : span.style === "time" ? clock.format(at) : relative(at);
  return made;
}

function relative(at) {
  const seconds = Math.round((at - Date.now()) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[UNITS.length - 1];
  return ago.format(Math.trunc(seconds / size), unit);
}

setInterval(() => {
  for (const made of document.querySelectorAll("time[data-relative]")) {
    made.textContent = relative(new Date(made.dataset.relative));
  }
}, 20000);
