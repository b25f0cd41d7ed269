// The phones page: draws the snapshots that the server sends, changing only what changed, and posts what is done here.
const $ = id => document.getElementById(id);
const seen = new Map(JSON.parse(sessionStorage.getItem("seen") ?? "[]"));
let chosen = location.hash.slice(1) || null;
let latest = null;
let lastReferral = null;
let failed = "";

/** Gives the answer, or fails with a sentence for the reader, which the status line shows too until something works. */
const post = async (path, body = {}, lost = "Not done: no connection. Try again.") => {
  const fail = why => { failed = why; text($("status"), why); throw new Error(why); };
  const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, sent).catch(() => fail(lost));
  if (!answer.ok) fail((await answer.json().catch(() => ({}))).error ?? `That did not work (${answer.status}).`);
  const said = answer.status === 204 ? null : await answer.json().catch(() => fail(lost));
  failed = "";
  return said;
};
const send = (path, body) => post(path, body).catch(() => null);

/** Keeps a list's elements by key: new ones are made, gone ones go, the others stay with their focus. */
function keep(parent, items, keyOf, make, update) {
  const old = new Map([...parent.children].map(element => [element.dataset.key, element]));
  items.forEach((item, at) => {
    const key = String(keyOf(item));
    const element = old.get(key) ?? make(item);
    old.delete(key);
    element.dataset.key = key;
    update(element, item);
    if (parent.children[at] !== element) parent.insertBefore(element, parent.children[at] ?? null);
  });
  old.forEach(element => element.remove());
}

const text = (element, value) => { if (element.textContent !== value) element.textContent = value; };
const make = (tag, className, value) => Object.assign(document.createElement(tag), { className: className ?? "", textContent: value ?? "" });
const clockTime = at => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Tirane" });
const unreadOf = phone => phone.messages.filter(one => one.from === "them").length - (seen.get(phone.id) ?? 0);

function drawPeople(phones) {
  keep($("people"), phones, one => one.id, phone => {
    const item = make("li");
    const button = make("button", `${phone.channel} ${phone.stranger ? "stranger" : ""}`);
    button.type = "button";
    button.dataset.testid = `phone-open-${phone.id}`;
    const unread = make("span", "unread");
    unread.append(make("span"), make("span", "quiet", " unread"));
    button.append(make("span", "mark", phone.channel === "sms" ? "SMS" : "TG"), make("span", "who"), make("span", "last"), unread);
    button.addEventListener("click", () => choose(phone.id));
    item.append(button);
    return item;
  }, (item, phone) => {
    const button = item.firstChild;
    const last = phone.messages.at(-1);
    const unread = phone.id === chosen ? 0 : unreadOf(phone);
    text(button.querySelector(".who"), phone.name);
    text(button.querySelector(".last"), last ? last.text : phone.channel === "sms" ? "Text messages" : "Telegram");
    text(button.querySelector(".unread").firstChild, String(unread));
    button.querySelector(".unread").hidden = unread <= 0;
    button.ariaCurrent = String(phone.id === chosen);
  });
}

function drawPhone(phone) {
  $("handset").className = `handset ${phone.channel}`;
  text($("phone-title"), `Phone of: ${phone.name}`);
  text($("phone-name"), phone.name);
  text($("phone-address"), phone.channel === "sms" ? phone.address : "Telegram");
  const [list, screen] = [$("messages"), $("screen")];
  const atEnd = screen.scrollHeight - screen.scrollTop - screen.clientHeight < 60;
  const before = list.lastElementChild?.dataset.key;
  keep(list, phone.messages, one => `${phone.id}/${one.id}`, () => {
    const item = make("li");
    item.dataset.testid = "message";
    item.append(make("span", "bubble"), make("div", "keys"), make("span", "meta"));
    return item;
  }, (item, one) => {
    item.className = `${one.from} ${one.state}`;
    text(item.querySelector(".bubble"), one.text);
    const segments = phone.channel === "sms" ? `${one.segments} ${one.segments === 1 ? "segment" : "segments"} ${one.encoding}` : "";
    const state = one.from === "them" && phone.channel === "sms" ? (one.state === "failed" ? "not delivered" : one.state) : "";
    text(item.querySelector(".meta"), [clockTime(one.at), one.edited ? "edited" : "", state, segments].filter(Boolean).join(" · "));
    keep(item.querySelector(".keys"), one.buttons.flat(), key => key.data, () => {
      const button = make("button");
      button.type = "button";
      button.dataset.testid = "reply-button";
      return button;
    }, (button, key) => {
      text(button, key.label);
      button.onclick = () => send(`/phones/${phone.id}/press`, { message: one.id, data: key.data });
    });
  });
  if (atEnd || before !== list.lastElementChild?.dataset.key) screen.scrollTop = screen.scrollHeight;
  text($("empty"), phone.messages.length > 0 ? "" : phone.canStart ? "This person has an invitation and has not started the bot yet." : "Nothing here yet.");
  drawQuick(phone);
  keep($("knows"), phone.knows.flatMap(one => [{ tag: "dt", value: one.label, key: one.label }, { tag: "dd", value: one.value, key: `${one.label}=` }]),
    one => `${phone.id}${one.key}`, one => make(one.tag), (element, one) => text(element, one.value));
  seen.set(phone.id, phone.messages.filter(one => one.from === "them").length);
  sessionStorage.setItem("seen", JSON.stringify([...seen]));
}

function drawQuick(phone) {
  const replies = [];
  if (phone.canStart) replies.push({ label: "Open the invitation", act: () => send(`/phones/${phone.id}/start`) });
  if (phone.channel === "sms") {
    const codes = phone.messages.filter(one => one.from === "them").flatMap(one => one.text.match(/(?<![\w-])[A-Z][0-9A-Z]{4}-[0-9]{4}\b/g) ?? []);
    const code = codes.at(-1);
    if (code) replies.push(...[code, `pass ${code}`].map(word => ({ label: word, act: () => send(`/phones/${phone.id}/send`, { text: word }) })));
    replies.push(...["HELP", "STOP", "START"].map(word => ({ label: word, act: () => send(`/phones/${phone.id}/send`, { text: word }) })));
  } else if (!phone.canStart) {
    replies.push(...["/help", "/language"].map(word => ({ label: word, act: () => send(`/phones/${phone.id}/send`, { text: word }) })));
  }
  keep($("quick"), replies, one => `${phone.id}${one.label}`, () => {
    const button = make("button");
    button.type = "button";
    button.dataset.testid = "quick-reply";
    return button;
  }, (button, one) => { text(button, one.label); button.onclick = one.act; });
}

function drawOptions(options) {
  const fill = (id, items) => keep($(id), items, one => one.id, () => make("option"), (element, one) => { element.value = one.id; text(element, one.label); });
  fill("r-organisation", options.organisations);
  fill("r-region", options.regions);
  const region = options.regions.find(one => one.id === $("r-region").value) ?? options.regions[0];
  fill("r-point", (region?.points ?? []).map(one => ({ id: one, label: one })));
  fill("r-languages", options.languages.map(one => ({ id: one, label: one })));
  keep($("needs"), options.needs, one => one, need => {
    const label = make("label");
    label.append(Object.assign(document.createElement("input"), { type: "checkbox", name: "needs", value: need, checked: need === "shelter" }), need);
    return label;
  }, () => {});
}

function drawFeed(feed, totals) {
  text($("totals"), `${totals.transactions} storage transactions, ${totals.segments} SMS segments, ${totals.messages} messages`);
  keep($("feed"), feed.slice(-60).reverse(), one => one.n, () => {
    const item = make("li");
    item.append(document.createElement("time"), make("span"), make("span", "cost"));
    return item;
  }, (item, one) => {
    const [at, what, cost] = item.children;
    text(at, clockTime(one.at));
    text(what, one.text);
    what.className = one.kind;
    text(cost, [one.transactions ? `${one.transactions} tx` : "", one.segments ? `${one.segments} seg` : ""].filter(Boolean).join(", "));
  });
}

function draw(state) {
  latest = state;
  const now = new Date(state.clock.now);
  text($("now"), now.toLocaleString("en-GB", { weekday: "short", day: "2-digit", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Europe/Tirane" }));
  $("now").dateTime = state.clock.now;
  document.querySelectorAll("[data-speed]").forEach(button => { button.ariaPressed = String(Number(button.dataset.speed) === state.clock.speed); });
  if (!state.ready) { text($("status"), state.starting); return; }
  text($("status"), failed);
  $("refer-send").disabled = isReferring;
  if (!state.phones.some(one => one.id === chosen)) chosen = state.phones[0].id;
  drawPhone(state.phones.find(one => one.id === chosen));
  drawPeople(state.phones);
  drawOptions(state.options);
  drawFeed(state.feed, state.totals);
  keep($("trouble"), state.trouble, one => one.name, one => {
    const button = make("button", "", one.label);
    button.type = "button";
    button.dataset.testid = `trouble-${one.name}`;
    return button;
  }, (button, one) => {
    button.ariaPressed = String(one.on);
    button.onclick = () => send("/trouble", { name: one.name, on: !one.on });
  });
}

function choose(id) {
  chosen = id;
  history.replaceState(null, "", `#${id}`);
  if (latest?.ready) draw(latest);
}

$("compose").addEventListener("submit", async event => {
  event.preventDefault();
  const typed = $("text").value;
  if (!typed.trim() || !chosen || $("text").readOnly) return;
  text($("unsent"), "");
  $("text").readOnly = true;
  try {
    await post(`/phones/${chosen}/send`, { text: typed }, "Not sent: no connection. It is still here; try again.");
    $("text").value = "";
  } catch (error) {
    text($("unsent"), error.message);
  } finally {
    $("text").readOnly = false;
  }
});

let isReferring = false;
async function refer(body) {
  document.querySelectorAll("#refer .fault").forEach(fault => fault.remove());
  document.querySelectorAll("#refer [aria-invalid]").forEach(field => { field.removeAttribute("aria-invalid"); field.removeAttribute("aria-describedby"); });
  $("answer").className = "";
  text($("answer"), "Sending …");
  $("refer-send").disabled = $("again").disabled = isReferring = true;
  try {
    const lost = "Not sent: no connection. It is still here; try again with “Send the same again”, which never refers twice.";
    answered(await post("/refer", body, lost));
  } catch (error) {
    $("answer").className = "bad";
    text($("answer"), error.message);
  } finally {
    $("refer-send").disabled = $("again").disabled = isReferring = false;
  }
}

function answered({ status, body: said }) {
  $("answer").className = status < 300 ? "good" : "bad";
  text($("answer"), said.reference ? `${status}: ${said.reference}, ${said.status}` : `${status}: ${said.detail ?? said.title ?? "refused"}`);
  for (const [name, faults] of Object.entries(said.errors ?? {})) {
    const field = $("refer").elements.namedItem(name.split(/[.[]/)[0]);
    const element = field instanceof RadioNodeList ? field[0] : field;
    if (!element) { $("answer").append(make("p", "fault", `${name} ${faults[0]}`)); continue; }
    const fault = make("span", "fault", faults[0]);
    fault.id = `fault-${name}`;
    element.setAttribute("aria-invalid", "true");
    element.setAttribute("aria-describedby", fault.id);
    element.closest("p, fieldset").append(fault);
  }
}

$("refer").addEventListener("submit", event => {
  event.preventDefault();
  const form = new FormData($("refer"));
  lastReferral = {
    ...Object.fromEntries(["organisation", "region", "point", "urgency", "age", "sex", "origin", "contact"].map(name => [name, form.get(name)])),
    languages: [form.get("languages")], needs: form.getAll("needs"), consent: form.has("consent"), idempotencyKey: crypto.randomUUID(),
  };
  refer(lastReferral);
});
$("again").addEventListener("click", () => refer(lastReferral));
$("r-region").addEventListener("change", () => latest?.ready && drawOptions(latest.options));
document.querySelectorAll("[data-advance]").forEach(button => button.addEventListener("click", () => send("/clock", { advance: button.dataset.advance })));
document.querySelectorAll("[data-speed]").forEach(button => button.addEventListener("click", () => send("/clock", { speed: Number(button.dataset.speed) })));
$("restart").addEventListener("click", () => send("/storage/restart"));
$("over").addEventListener("click", () => $("sure").showModal());
$("sure").addEventListener("close", () => { if ($("sure").returnValue === "yes") { seen.clear(); send("/over"); } });

const events = new EventSource("/events");
events.addEventListener("message", event => draw(JSON.parse(event.data)));
events.addEventListener("error", () => text($("status"), failed || "The connection is lost; trying again …"));
events.addEventListener("open", () => { failed = ""; });
