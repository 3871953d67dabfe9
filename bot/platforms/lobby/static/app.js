// The lobby in this tab.

import { Composer } from "./composer.js";
import { ask, canLook, gate, look, toast } from "./dialogs.js";
import { one, word } from "./dom.js";
import { pick } from "./popup.js";
import { Side } from "./side.js";
import { Stream } from "./stream.js";
import { plain, Talk } from "./talk.js";
import { Wire } from "./wire.js";

const talk = new Talk();
const wire = new Wire({ welcome, rows, rooms, here, me, linked, out, shut, notice, line });
const stream = new Stream(talk, { press, more, dismiss });
const side = new Side(talk, { enter, guest, rename, offers: () => forMembers().length > 0 });
const composer = new Composer(talk, { say, refresh });
const title = document.title;

// What the house says

function welcome(given) {
  composer.commands = given.commands;
  if (given.linked) linked();
  talk.me = given.me;
  talk.here = given.here;
  setRooms(given.rooms);
  talk.prune(given.oldest);
  const firstTime = talk.messages.size === 0;
  const fresh = talk.take(given.rows);
  if (firstTime) stream.showRoom();
  else for (const news of fresh) arrived(news);
  wire.holdToken();
  side.show();
  about();
}

function rows(given) {
  for (const news of talk.take(given)) arrived(news);
  side.show();
  document.title = talk.elsewhere ? `(${talk.elsewhere}) ${title}` : title;
}

function arrived(news) {
  stream.show(news);
  const { row, first } = news;
  if (!first || row.gone || talk.mine(row)) return;
  const away = row.room !== talk.current;
  if (away || document.hidden) talk.noticed(row.room);
  if (away && row.private) toast(word("whispered"), plain(row), () => enter(row.room));
}

function rooms(given) {
  setRooms(given);
  side.show();
  about();
}

function here(given) {
  talk.here = given;
  side.show();
}

function me(given) {
  talk.me = given;
  side.show();
}

// What is said here reaches a real community from now on: the banner would be a lie.
function linked() {
  document.querySelector(".banner")?.remove();
}

function setRooms(given) {
  talk.rooms = given;
  for (const room of given) wire.known.add(room.id);
  if (!talk.room()) enter("room");
}

function out(sentence, back) {
  gate(sentence, back);
}

function shut(sentence, back) {
  gate(sentence, back);
}

function notice(sentence) {
  composer.tell(sentence);
}

function line(up) {
  one("line").textContent = word(up ? "online" : "offline");
  one("line").classList.toggle("up", up);
}

// What this tab does

function enter(room) {
  talk.current = room;
  talk.read(room);
  composer.answerTo(null);
  stream.showRoom();
  side.show();
  about();
}

function about() {
  const room = talk.room();
  if (!room) return;
  one("room-name").textContent = room.name;
  const words = { room: word("room-about"), chat: word("chat-about"), secluded: word("secluded-room") }[room.kind] ?? "";
  one("room-about").textContent = room.writable ? words : word("closed-room");
  composer.shut(!room.writable);
}

async function say(text, reply) {
  const answer = await wire.ask({ do: "say", room: talk.current, text, reply });
  if (answer.form) form(answer.form, 0);
  return answer;
}

async function press(row, button, choice, element) {
  element.setAttribute("aria-busy", "true");
  const answer = await wire.ask({ do: "press", message: row.id, button, choice });
  element.removeAttribute("aria-busy");
  if (answer.form) form(answer.form, row.id);
  if (answer.no) composer.tell(answer.no);
}

function form(given, message) {
  const room = talk.current;
  ask({
    title: given.title,
    fields: given.fields,
    send: word("form-send"),
    submit: async (values) => (await wire.ask({ do: "fill", room, message, form: given.id, values })).no,
  });
}

function rename() {
  const field = { name: "name", label: word("name-label"), required: true, limit: 32, value: talk.me.name };
  ask({
    title: word("rename"),
    about: word("rename-about"),
    fields: [field],
    send: word("save"),
    submit: async ({ name }) => (await wire.ask({ do: "name", name })).no,
  });
}

async function refresh() {
  const answer = await wire.ask({ do: "commands" });
  if (!answer.commands) return;
  composer.commands = answer.commands;
  if (composer.field.value.startsWith("/") && !composer.box.hidden) composer.offer();
}

function forMembers() {
  return composer.commands.filter((command) => command.menu.includes("member"));
}

function forMessages() {
  return composer.commands.filter((command) => command.menu.includes("message"));
}

function guest(given, element) {
  pick(element, forMembers().map((command) => used(command, { message: 0, member: given.id })));
}

function more(row, element) {
  const own = talk.mine(row);
  const others = own || row.author.house ? [] : [...new Set([...forMessages(), ...forMembers()])];
  const looks = row.note.rows || row.note.selects || row.author.house ? ["discord", "telegram"].filter(canLook) : [];
  const first = [{ label: word("reply"), act: () => composer.answerTo(row) }, { label: word("copy"), act: () => navigator.clipboard?.writeText(plain(row)) }];
  if (own) first.push({ label: word("erase"), act: () => erase(row) });
  const groups = [first, looks.map((platform) => ({ label: word(`as-${platform}`), act: () => showLook(row, platform) })), others.map((command) => used(command, { message: row.id, member: "" }))];
  const filled = groups.filter((group) => group.length);
  pick(element, filled.flatMap((group, at) => (at ? [null, ...group] : group)));
}

function used(command, aim) {
  const act = async () => {
    const answer = await wire.ask({ do: "use", room: talk.current, command: command.id, ...aim });
    if (answer.no) composer.tell(answer.no);
  };
  return { label: `/${command.name}`, about: command.summary, act };
}

async function showLook(row, platform) {
  const answer = await wire.ask({ do: "preview", message: row.id, platform });
  if (answer.path) look(platform, answer.path);
  else composer.tell(answer.no);
}

async function erase(row) {
  const answer = await wire.ask({ do: "erase", message: row.id });
  if (answer.no) composer.tell(answer.no);
}

function dismiss(row) {
  erase(row);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  talk.read(talk.current);
  document.title = talk.elsewhere ? `(${talk.elsewhere}) ${title}` : title;
  side.show();
});

wire.open();
