// A second click while a form is on its way sends nothing.
const release = (form) => {
  delete form.dataset.busy;
  for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.busy) {
    event.preventDefault();
    return;
  }
  form.dataset.busy = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  const status = form.querySelector("[data-status]");
  if (status) status.textContent = status.dataset.sending;
  // An answer that never comes must not lock the form.
  setTimeout(release, 20000, form);
});

// The page may come back from the browser's memory as it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-busy]").forEach(release);
});
