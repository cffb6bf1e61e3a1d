// Every page: the quick way out, the crisis card, and what makes PeerMesh a thing one can install. Without this script
// the link still leads away and help is a page; with it, "back" does not lead here again.

const exit = document.querySelector("[data-exit]");
const crisis = document.getElementById("crisis");

function leave() {
  document.body.hidden = true;
  location.replace(exit.href);
}

exit?.addEventListener("click", event => {
  event.preventDefault();
  leave();
});

for (const help of crisis ? document.querySelectorAll("[data-help]") : []) {
  help.addEventListener("click", event => {
    event.preventDefault();
    if (!crisis.open) crisis.showModal();
  });
}
crisis?.addEventListener("click", event => event.target === crisis && crisis.close());

// Shift three times is a way out that no text field and no screen reader wants for itself.
const quickly = 1_500;
let presses = [];
document.addEventListener("keydown", event => {
  if (event.key !== "Shift") {
    presses = [];
  } else if (!event.repeat) {
    presses = [...presses.filter(at => event.timeStamp - at < quickly), event.timeStamp];
    if (presses.length === 3 && exit) leave();
  }
});

// The page shown without a network goes on by itself. It asks: what a browser believes about the network comes early, late, or never.
const again = document.querySelector("[data-again]");
const asksEvery = 2_000;
if (again) {
  again.href = location.href;
  const ask = () => fetch(location.href, { method: "HEAD", cache: "no-store" }).then(() => location.reload(), () => setTimeout(ask, asksEvery));
  setTimeout(ask, asksEvery);
}

const workers = navigator.serviceWorker;
if (workers) {
  const { lang } = document.documentElement;
  workers.register(new URL("../../sw.js", import.meta.url)).then(() => workers.ready).then(({ active }) => {
    // The offline page is kept in the reader's language.
    if (localStorage.getItem("peermesh.offline") === lang) return;
    active.postMessage("keep");
    localStorage.setItem("peermesh.offline", lang);
  }).catch(() => {});
}
