// What is typed is kept: on this device at once, on the server a moment later; it is sent when the network is back.
const { keeper, sent } = document.body.dataset;
const prefix = `draft:${keeper}:`;
const MONTH = 2592e6;

// Storage may be switched off: then only the server keeps drafts.
const tried = (work) => { try { return work(); } catch { return null; } };
const read = (key) => tried(() => JSON.parse(localStorage.getItem(key)));
const write = (key, kept) => tried(() => (localStorage.setItem(key, JSON.stringify(kept)), true));
const forget = (key) => tried(() => localStorage.removeItem(key));
const keys = (start) => (tried(() => Object.keys(localStorage)) ?? []).filter((key) => key.startsWith(start));

const ticks = (box) => ["radio", "checkbox"].includes(box.type);
const boxes = (form) => [...form.elements].filter((box) => box.name && !/password|file|hidden|submit/.test(box.type));
const typed = (form) => boxes(form).filter((box) => !ticks(box) || box.checked).map((box) => [box.name, box.value]);

const putBack = (form, entries) => {
  for (const box of boxes(form)) {
    const at = entries.findIndex(([name, value]) => name === box.name && (!ticks(box) || value === box.value));
    if (ticks(box)) box.checked = at >= 0;
    else if (at >= 0) [[, box.value]] = entries.splice(at, 1);
    const fold = box.closest("details");
    if (fold && at >= 0 && box.value) fold.open = true;
  }
};

const keep = (form) => {
  const key = `${prefix}${location.pathname}|${form.dataset.form}`;
  const { draftUrl, savedAt = 0, refused } = form.dataset;
  const status = form.querySelector("[data-status]");
  const say = (word) => { status.textContent = status.dataset[word]; };
  let timer, unsaved, queued;

  const found = read(key);
  // A page with a refusal is the answer: what was sent did arrive.
  if (found && refused !== undefined) write(key, { ...found, sent: false });
  else if (found?.at > savedAt) {
    if (JSON.stringify(found.entries) === JSON.stringify(typed(form))) forget(key);
    else {
      say(found.sent ? "unsure" : "restored");
      putBack(form, found.entries);
    }
  }
  const push = async () => {
    if (!draftUrl || !unsaved || form.dataset.busy) return;
    unsaved = false;
    const headers = { "X-CSRFToken": form.elements.csrf_token?.value };
    const body = new URLSearchParams(typed(form));
    try {
      const answer = await fetch(draftUrl, { method: "POST", headers, body, keepalive: true });
      say(answer.ok ? "saved" : "refused");
      if (answer.ok) document.dispatchEvent(new Event("councilkit:saved"));
    } catch {
      unsaved = true;
      say("offline");
    }
  };
  form.addEventListener("input", () => {
    unsaved = true;
    if (write(key, { at: Date.now(), entries: typed(form) })) say(navigator.onLine ? "kept" : "offline");
    clearTimeout(timer);
    timer = setTimeout(push, 1500);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    write(key, { at: Date.now(), entries: typed(form), sent: navigator.onLine });
    if (navigator.onLine) return;
    event.preventDefault();
    queued = true;
    say("queued");
  });
  addEventListener("online", () => (queued ? form.requestSubmit() : push()));
  addEventListener("pagehide", push);
};

// What arrived is forgotten: by the page it was sent from, or by its name wherever it was sent.
const arrived = sent.split(" ").filter(Boolean);
keys(prefix).filter((key) => arrived.some((one) => key.startsWith(`${prefix}${one}|`) || (key.endsWith(`|${one}`) && read(key)?.sent))).forEach(forget);
keys("draft:").filter((key) => !(Date.now() - read(key)?.at < MONTH)).forEach(forget);
document.querySelectorAll("form[data-form]").forEach(keep);
document.querySelectorAll("form[data-forget]").forEach((form) => form.addEventListener("submit", () => keys(prefix).forEach(forget)));
