// A small menu beside the thing it belongs to.

import { el } from "./dom.js";

let open = null;

/** `entries`: {label, about, checked, act}, or null for a rule between two groups. */
export function pick(anchor, entries) {
  const again = open?.anchor === anchor;
  shut();
  if (again || !entries.length) return;
  const choice = entries.some((entry) => entry?.checked !== undefined);
  const menu = el("div", { class: "popup", role: "menu" }, ...entries.map((entry) => item(entry, choice)));
  menu.addEventListener("keydown", (key) => walk(menu, key));
  document.body.append(menu);
  open = { anchor, menu };
  anchor.setAttribute("aria-expanded", "true");
  place(menu, anchor);
  menu.querySelector("button")?.focus();
}

export function shut(refocus = false) {
  if (!open) return;
  const { anchor, menu } = open;
  open = null;
  menu.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (refocus && anchor.isConnected) anchor.focus();
}

function item(entry, choice) {
  if (!entry) return el("hr", {});
  const role = choice ? "menuitemradio" : "menuitem";
  const made = el("button", { type: "button", role }, entry.label, entry.about ? el("small", {}, entry.about) : null);
  if (choice) made.setAttribute("aria-checked", String(Boolean(entry.checked)));
  made.addEventListener("click", () => {
    shut(true);
    entry.act();
  });
  return made;
}

function place(menu, anchor) {
  const near = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const left = Math.max(12, Math.min(near.left, innerWidth - size.width - 12));
  const fits = near.bottom + size.height + 16 < innerHeight;
  const top = fits ? near.bottom + 6 : Math.max(12, near.top - size.height - 6);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

function walk(menu, key) {
  const items = [...menu.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[key.key];
  if (key.key === "Escape" || key.key === "Tab") {
    key.preventDefault();
    shut(true);
  } else if (to !== undefined) {
    key.preventDefault();
    items[(to + items.length) % items.length].focus();
  }
}

addEventListener("pointerdown", (press) => {
  if (open && !open.menu.contains(press.target) && !open.anchor.contains(press.target)) shut();
});
addEventListener("resize", () => shut());
