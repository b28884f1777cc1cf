// Two minutes before a person is signed out, ask whether to stay; what is typed is kept either way.
const line = document.querySelector("[data-session-ends]");
const dialog = document.querySelector("[data-session-dialog]");

if (line && dialog) {
  let timer;
  const watch = (ends) => {
    clearTimeout(timer);
    timer = setTimeout(() => dialog.open || dialog.showModal(), Math.max(0, ends - Date.now() - 120000));
  };
  const stay = async () => {
    const token = document.querySelector("input[name=csrf_token]")?.value ?? "";
    const answer = await fetch(line.dataset.stayUrl, { method: "POST", headers: { "X-CSRFToken": token } });
    const { ends, text } = await answer.json();
    line.textContent = text ?? line.textContent;
    watch(ends);
  };
  dialog.querySelector("[data-stay]").addEventListener("click", () => {
    dialog.close();
    stay().catch(() => location.reload());
  });
  watch(Number(line.dataset.sessionEnds));
}
