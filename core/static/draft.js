// What is typed is kept: on this device at once, on the server a moment later, and sent when the network is back.
const prefix = `draft:${document.body.dataset.keeper}:`;
const arrived = (document.body.dataset.sent ?? "").split(" ").filter(Boolean);
const MONTH = 30 * 24 * 3600 * 1000;

const store = {
  read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  write(key, kept) {
    try { localStorage.setItem(key, JSON.stringify(kept)); return true; } catch { return false; }
  },
  forget(key) {
    try { localStorage.removeItem(key); } catch { /* storage is switched off */ }
  },
  keys() {
    try { return Object.keys(localStorage).filter((key) => key.startsWith("draft:")); } catch { return []; }
  },
};

const kept = (box) => box.name && !["password", "file", "hidden", "submit"].includes(box.type);
const entriesOf = (form) =>
  [...form.elements].filter((box) => kept(box) && (!["radio", "checkbox"].includes(box.type) || box.checked))
    .map((box) => [box.name, box.value]);

const putBack = (form, entries) => {
  const rest = [...entries];
  for (const box of [...form.elements].filter(kept)) {
    const ticked = ["radio", "checkbox"].includes(box.type);
    const at = rest.findIndex(([name, value]) => name === box.name && (!ticked || value === box.value));
    if (ticked) box.checked = at >= 0;
    else if (at >= 0) box.value = rest[at][1];
    if (at >= 0) rest.splice(at, 1);
    box.closest("details")?.toggleAttribute("open", box.closest("details").open || (at >= 0 && !ticked && box.value !== ""));
  }
};

const keep = (form) => {
  const key = prefix + form.dataset.form;
  const status = form.querySelector("[data-status]");
  const say = (word) => { status.textContent = status.dataset[word]; };
  let timer, unsaved = false, queued = false;

  const found = arrived.includes(form.dataset.form) ? store.forget(key) : store.read(key);
  if (found && !("refused" in form.dataset) && found.at > Number(form.dataset.savedAt ?? 0)) {
    putBack(form, found.entries);
    say(found.sent ? "unsure" : "restored");
  }

  const push = async () => {
    clearTimeout(timer);
    if (!form.dataset.draftUrl || !unsaved || form.dataset.busy) return;
    if (!navigator.onLine) return say("offline");
    unsaved = false;
    const token = form.elements.csrf_token?.value ?? "";
    const body = new URLSearchParams(entriesOf(form));
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", headers: { "X-CSRFToken": token }, body, keepalive: true });
      say(answer.ok ? "saved" : "refused");
    } catch {
      unsaved = true;
      say("offline");
    }
  };

  form.addEventListener("input", () => {
    unsaved = true;
    if (store.write(key, { at: Date.now(), entries: entriesOf(form) })) say(navigator.onLine ? "kept" : "offline");
    clearTimeout(timer);
    timer = setTimeout(push, 1500);
  });
  form.addEventListener("submit", (event) => {
    store.write(key, { at: Date.now(), entries: entriesOf(form), sent: navigator.onLine });
    if (navigator.onLine) return clearTimeout(timer);
    event.preventDefault();
    queued = true;
    say("queued");
  });
  addEventListener("online", () => (queued ? form.requestSubmit() : push()));
  addEventListener("pagehide", push);
};

arrived.forEach((name) => store.forget(prefix + name));
for (const key of store.keys()) if (Date.now() - (store.read(key)?.at ?? 0) > MONTH) store.forget(key);
document.querySelectorAll("form[data-form]").forEach(keep);
document.querySelectorAll("form[data-forget]").forEach((form) =>
  form.addEventListener("submit", () => store.keys().filter((key) => key.startsWith(prefix)).forEach(store.forget)));
