// The button beside a password shows and hides what was typed.
for (const button of document.querySelectorAll("[data-reveals]")) {
  const box = document.getElementById(button.dataset.reveals);
  const show = (visible) => {
    box.type = visible ? "text" : "password";
    button.setAttribute("aria-pressed", String(visible));
    button.textContent = visible ? button.dataset.hide : button.dataset.show;
  };
  button.hidden = false;
  button.addEventListener("click", () => show(box.type === "password"));
  // Browsers offer to keep a password only when it is sent from a password box.
  box.form?.addEventListener("submit", () => show(false));
}
