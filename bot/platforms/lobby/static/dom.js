// Building the page without ever parsing markup: what a guest wrote only becomes text nodes.

export const handed = JSON.parse(document.getElementById("handed").textContent);
export const word = (key) => handed.words[key] ?? key;
export const one = (id) => document.getElementById(id);

const SVG = "http://www.w3.org/2000/svg";

/** An element; `given` sets properties, or attributes for what has a dash, a role or a colon. */
export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    if (key === "on") for (const [name, act] of Object.entries(value)) made.addEventListener(name, act);
    else if (key === "class") made.className = value;
    else if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/lobby/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Initials on a colour that stays with a guest. */
export function avatar(author, little = false) {
  const size = little ? " little" : "";
  if (author.house) return el("span", { class: `avatar of-house${size}`, "aria-hidden": "true" }, icon("house"));
  const words = (author.name.match(/[\p{L}\p{N}]+/gu) ?? [...author.name].slice(0, 1)).map((part) => [...part][0]);
  const initials = (words.length > 1 ? words[0] + words[words.length - 1] : words[0] ?? "").toLocaleUpperCase();
  return el("span", { class: `avatar hue-${hue(author.id)}${size}`, "aria-hidden": "true" }, initials);
}

function hue(id) {
  let sum = 7;
  for (const sign of id) sum = (sum * 31 + sign.codePointAt(0)) % 9973;
  return sum % 8;
}

export const chip = (name, lamp = false, ...before) => el("span", { class: lamp ? "chip lamp" : "chip" }, ...before, name);
