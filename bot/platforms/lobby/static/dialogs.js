// Forms, the name, another platform's look, and the closed door: what asks for all of one's attention.

import { el, handed, icon, one, word } from "./dom.js";
import { askAgain } from "./wire.js";

/** `submit(values)` resolves with a sentence when something is wrong, else with nothing. */
export function ask({ title, about, fields, send, submit }) {
  const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
  const form = el("form", { class: "sheet", method: "dialog" }, el("h2", { id: "ask-title" }, title), about ? el("p", {}, about) : null, ...fields.map(entry), wrong);
  const push = el("button", { class: "push main", type: "submit" }, send);
  const cancel = el("button", { class: "push", type: "button", on: { click: () => dialog.close() } }, word("cancel"));
  form.append(el("div", { class: "ends" }, cancel, push));
  const dialog = show(form, "ask-title");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    push.setAttribute("aria-busy", "true");
    const values = Object.fromEntries(new FormData(form).entries());
    const sentence = await submit(values);
    push.removeAttribute("aria-busy");
    wrong.textContent = sentence ?? "";
    wrong.hidden = !sentence;
    if (!sentence) dialog.close();
  });
}

function entry(field) {
  const given = { name: field.name, required: field.required, maxLength: field.limit, value: field.value ?? "" };
  const input = field.long ? el("textarea", { ...given, rows: 4 }) : el("input", { ...given, type: "text", autocomplete: "off" });
  return el("label", {}, el("b", {}, field.label), field.required ? null : el("span", {}, word("optional")), input);
}

/** A document of its own that can run nothing. */
export function look(platform, path) {
  const frame = el("iframe", { src: path, title: word(`as-${platform}`) });
  frame.setAttribute("sandbox", "");
  const dialog = show(el("div", { class: "sheet" }, el("h2", { id: "look-title" }, word(`as-${platform}`)), frame), "look-title");
  dialog.classList.add("look");
}

/** The lobby is closed to this tab; `back` lets it knock again. */
export function gate(sentence, back) {
  const again = el("button", { class: "push main", type: "button", on: { click: askAgain } }, word("come-back"));
  const sheet = el("div", { class: "sheet" }, el("h2", { id: "gate-title" }, word("let-in")), el("p", {}, sentence), back ? again : null);
  const dialog = el("dialog", { class: "gate", "aria-labelledby": "gate-title" }, sheet);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
}

function show(sheet, titled) {
  const close = el("button", { class: "round", type: "button", "aria-label": word("close"), on: { click: () => dialog.close() } }, icon("close"));
  sheet.append(close);
  const dialog = el("dialog", { "aria-labelledby": titled }, sheet);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (press) => press.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input, textarea")?.focus();
  return dialog;
}

/** A private word that should not be missed: it stays for a while and leads to where it was said. */
export function toast(title, words, act) {
  const made = el("button", { class: "toast", type: "button" }, el("b", {}, title), el("span", {}, words));
  const end = setTimeout(() => made.remove(), 12000);
  made.addEventListener("click", () => {
    clearTimeout(end);
    made.remove();
    act?.();
  });
  one("toasts").append(made);
}

export const canLook = (platform) => handed.previews.includes(platform);
