// The directory without this script is whole; with it, times are in the zone of the reader's own clock.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const known = document.cookie.split("; ").some(cookie => cookie.startsWith("peermesh.zone="));
if (zone && /^[A-Za-z0-9_+\-/]{1,64}$/.test(zone) && !known) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `peermesh.zone=${zone}; path=/; max-age=31536000; samesite=lax${secure}`;

  // The first visit was answered in the directory's usual zone; the form offers one's own from now on.
  const choice = document.querySelector("[data-zone]");
  if (choice && !new URLSearchParams(location.search).has("zone") && choice.value !== zone) {
    let own = [...choice.options].find(option => option.value === zone);
    if (!own) {
      own = new Option(zone.replaceAll("_", " "), zone);
      choice.append(own);
    }
    own.selected = true;
  }
}

// A group's page shows the group's clock; beside it one's own, where that differs.
const language = document.documentElement.lang || undefined;
const mine = new Intl.DateTimeFormat(language, { weekday: "short", hour: "numeric", minute: "2-digit" });
const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
const plain = text => text.replace(/[\s\u202f\u00a0]/g, "").toLowerCase();
for (const time of document.querySelectorAll("time[data-mine]")) {
  const at = new Date(time.dateTime);
  if (plain(clock.format(at)) !== plain(time.textContent)) {
    const own = document.createElement("small");
    own.textContent = time.dataset.mine.replace("{time}", mine.format(at));
    time.after(own);
  }
}
