// One message as elements: talk, a card, or a private answer.

import { avatar, chip, el, icon, word } from "./dom.js";
import { pick } from "./popup.js";
import { plain } from "./talk.js";
import { moment, timeOf } from "./time.js";

/** `acts`: press(row, id, choice, element), more(row, element), jump(id), dismiss(row), find(id), me(). */
export function message(row, acts) {
  const made = el("li", { class: "message" });
  made.dataset.id = row.id;
  fill(made, row, acts);
  return made;
}

export function fill(made, row, acts) {
  made.classList.toggle("private", Boolean(row.private));
  made.classList.toggle("calls", !row.private && calls(row, acts.me()));
  const said = el("div", { class: "said" }, head(row), quoted(row, acts), body(row, acts));
  if (row.private) said.append(eyes(row, acts));
  if (!row.sample) said.append(more(row, acts));
  made.replaceChildren(avatar(row.author), said);
}

function head(row) {
  const at = new Date(row.at);
  const marks = [
    row.author.pretend ? chip(word("pretend")) : null,
    row.sample ? chip(word("sample"), true) : null,
  ];
  const time = el("time", { dateTime: row.at }, timeOf(at));
  return el("div", { class: "head" }, el("span", { class: "name" }, row.author.name), ...marks, time);
}

function quoted(row, acts) {
  const target = row.reply ? acts.find(row.reply) : null;
  if (!target || target.gone) return null;
  const words = `${target.author.name}: ${plain(target)}`.slice(0, 140);
  return el("button", { class: "quoted", type: "button", on: { click: () => acts.jump(row.reply) } }, icon("reply"), el("span", {}, words));
}

function body(row, acts) {
  const note = row.note;
  const text = el("div", { class: "text" }, ...note.spans.map(span));
  const isCard = note.rows || note.selects || note.picture || note.colour || note.file;
  if (!isCard) return text;
  const card = el("div", { class: "card" });
  if (note.colour) card.style.setProperty("--tone", note.colour);
  if (note.picture) card.append(el("img", { class: "picture", src: note.picture.src, alt: note.picture.alt, loading: "lazy" }));
  card.append(text);
  for (const line of note.rows ?? []) card.append(el("div", { class: "buttons" }, ...line.map((button) => push(row, button, acts))));
  for (const select of note.selects ?? []) card.append(el("div", { class: "buttons" }, choose(row, select, acts)));
  if (note.file) card.append(file(note.file));
  return card;
}

function span(part) {
  switch (part.t) {
    case "strong": return el("strong", {}, part.words);
    case "emphasis": return el("em", {}, part.words);
    case "code": return el("code", {}, part.words);
    case "link": return el("a", { href: part.url, target: "_blank", rel: "noopener noreferrer" }, part.words);
    case "mention": return el("span", { class: "mention" }, part.words);
    case "when": return moment(part);
    default: return document.createTextNode(part.words);
  }
}

function push(row, button, acts) {
  if (button.url) return el("a", { class: `push ${button.style}`, href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.label, icon("out"));
  const made = el("button", { class: `push ${button.style}`, type: "button" }, button.label);
  made.dataset.press = button.id;
  made.addEventListener("click", () => acts.press(row, button.id, "", made));
  return made;
}

function choose(row, select, acts) {
  const chosen = select.options.find((option) => option.chosen);
  const label = chosen?.label ?? (select.placeholder || word("choose"));
  const made = el("button", { class: "push pick", type: "button", "aria-haspopup": "menu" }, label, icon("chevron"));
  made.dataset.press = select.id;
  const entries = select.options.map((option) => ({
    label: option.label,
    about: option.about,
    checked: option.chosen,
    act: () => acts.press(row, select.id, option.value, made),
  }));
  made.addEventListener("click", () => pick(made, entries));
  return made;
}

function file(given) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([given.body], { type: "application/octet-stream" }));
    el("a", { href: url, download: given.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };
  return el("button", { class: "push file", type: "button", title: word("download"), on: { click: save } }, icon("file"), given.name);
}

function eyes(row, acts) {
  const away = el("button", { type: "button", on: { click: () => acts.dismiss(row) } }, word("dismiss"));
  return el("p", { class: "eyes" }, icon("eye"), word("private"), away);
}

function more(row, acts) {
  const made = el("button", { class: "round more", type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": word("more") }, icon("more"));
  made.addEventListener("click", () => acts.more(row, made));
  return made;
}

const calls = (row, me) => Boolean(me) && (row.note?.spans ?? []).some((part) => part.t === "mention" && part.member === me.id);
