// With this PeerMesh can be installed, and where there is no network its pages say so and give the crisis numbers. It
// keeps files that are the same for everyone; a page of a group or of a person it never keeps.
const kept = "peermesh-1";
const [offline, ...files] = ["offline", ...["peermesh.css", "page.js", "icon.svg"].map(file => `_content/PeerMesh.Web/${file}`)]
  .map(path => new URL(path, registration.scope).href);

async function keep() {
  const cache = await caches.open(kept);

  // Past the browser's own cache: what is kept here has to be of one version.
  await cache.addAll([offline, ...files].map(address => new Request(address, { cache: "reload" })));
}

addEventListener("install", event => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", event => event.waitUntil(clients.claim()));

// A page that has come in another language wants the offline page in that language too.
addEventListener("message", event => event.data === "keep" && event.waitUntil(keep().catch(() => {})));

addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => from(offline)));
  else if (files.includes(request.url)) event.respondWith(fetch(request).catch(() => from(request)));
});

async function from(address) {
  return (await caches.match(address)) ?? Response.error();
}
