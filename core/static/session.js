// Two minutes before a person is signed out, ask whether to stay; what is typed is kept either way.
const line = document.querySelector("[data-session-ends]");
const dialog = document.querySelector("[data-session-dialog]");

if (line && dialog) {
  const length = line.dataset.sessionEnds - Date.now();
  const clock = line.querySelector("time");
  let timer;
  const watch = (left) => {
    clearTimeout(timer);
    timer = setTimeout(() => dialog.open || dialog.showModal(), Math.max(0, left - 120000));
  };
  // Every answer of the server begins the time anew: so does a draft that was saved.
  const renewed = () => {
    const ends = new Date(Date.now() + length);
    // As the server writes it: 24 hours, in the council's time zone.
    clock.textContent = ends.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: line.dataset.zone });
    watch(length);
  };
  const stay = async () => {
    const token = document.querySelector("input[name=csrf_token]")?.value ?? "";
    const answer = await fetch(line.dataset.stayUrl, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    renewed();
  };
  dialog.querySelector("[data-stay]").addEventListener("click", () => {
    dialog.close();
    stay().catch(() => location.reload());
  });
  document.addEventListener("councilkit:saved", renewed);
  watch(length);
}
