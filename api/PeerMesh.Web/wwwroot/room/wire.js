import { readClock } from "./clock.js";
import { page } from "./texts.js";

// The one connection to the session. What the room shows comes from here and from nowhere else.

const types = [
  "snapshot", "quiet", "sessionOpened", "knocked", "entered", "admitted", "declined", "removed", "left", "steppedOut", "dropped",
  "cameBack", "locked", "unlocked", "meetingStarted", "phaseStarted", "phaseExtended", "phaseTimeUp", "endIsNear", "sessionClosed",
  "handRaised", "handLowered", "allHandsLowered", "handMoved", "handsOrdered", "shareStarted", "shareWarned", "timeCalled",
  "shareExtended", "moreTimeAgreed", "shareEnded", "roundStarted", "seatAdded", "seatSkipped", "seatPassed", "roundCompleted",
  "roleChanged", "gavelPassed", "gavelOffered", "rulesChanged", "feedbackStated", "circlesStarted", "circleJoined", "circlesTurned",
  "circlesWarned", "circlesTimed", "circlesEnded", "silenceBegan", "silenceEnded", "suspended", "resumed", "reacted", "chatSaid",
  "chatOpened", "chatClosed", "messageHidden", "thanked", "notesKept", "resourceAsked", "resourceAskClosed", "helpCalled",
  "helpAcknowledged", "helpEnded", "asideInvited", "asideStarted", "asideEnded", "resourcePinned", "resourceUnpinned", "dutyGiven",
  "timeSignalled",
];

// A comment comes every 15 s, but a script does not see it: after this long without news, one cheap look says whether
// the stream is quiet or dead.
const quietMax = 45_000;
const answerMax = 10_000;
const pause = ms => new Promise(done => setTimeout(done, ms));
const backOff = tries => Math.min(15_000, 400 * 2 ** tries) * (0.5 + Math.random());

export class Wire {
  view = null;
  version = 0;
  #source = null;
  #seen = 0;
  #tries = 0;
  #heardAt = 0;
  #looking = null;
  #arrivals = [];
  #on;

  /** @param on { changed(view, news), link(state), gone(problem) } */
  constructor(on) {
    this.#on = on;
    window.addEventListener("online", () => this.#source && this.#reopen(0));
    window.addEventListener("offline", () => this.#source && on.link("offline"));
    document.addEventListener("visibilitychange", () => document.hidden || !this.view || this.look());
    setInterval(() => this.#source && Date.now() - this.#heardAt > quietMax && this.#check(), 5_000);
  }

  get inside() {
    return ["waiting", "inRoom", "steppedOut"].includes(this.view?.me?.standing) && this.view.status.status !== "closed";
  }

  /** Fetches the session as it is now; repeated until answered. Several callers share one look. */
  look() {
    return this.#looking ??= this.#fetchView().finally(() => this.#looking = null);
  }

  /** Puts a wish. Until there is an answer the same wish goes again under the same id, so it happens once. */
  async send(type, members = {}) {
    const commandId = newId();
    const body = JSON.stringify({ type, commandId, ...members });
    for (let tries = 0; ; tries++) {
      const response = await this.#try(`${page.api}/commands`, "POST", body);
      if (!response) {
        this.#away();
        await pause(backOff(tries));
        continue;
      }
      if (this.#source?.readyState === EventSource.OPEN) this.#on.link("live");
      if (response.ok) {
        const { version } = await response.json();
        await this.#reached(version);
        return null;
      }
      const problem = await problemOf(response);
      if (response.status === 401) return this.#signIn();
      if (problem.session) this.#take(problem.session, null);
      return problem;
    }
  }

  /** A request of the demonstration, beside the session's commands. */
  async rehearsal(method, body) {
    const response = await this.#try(`${page.api}/rehearsal`, method, body && JSON.stringify(body));
    return !response ? {} : response.ok ? null : problemOf(response);
  }

  async minutes() {
    const response = await this.#try(`${page.api}/minutes`, "GET");
    return response?.ok ? response.json() : null;
  }

  /** The questions at the end: GET answers how they stand, POST null or a problem. */
  async checkOut(method, body) {
    const response = await this.#try(`${page.api}/check-out`, method, body && JSON.stringify(body));
    if (!response) return method === "GET" ? null : { code: "service.unavailable" };
    return response.ok ? (response.status === 204 ? null : response.json()) : method === "GET" ? null : problemOf(response);
  }

  async #fetchView() {
    for (let tries = 0; ; tries++) {
      const response = await this.#try(page.api, "GET");
      if (response?.ok) {
        this.#take(await response.json(), null);
        return;
      }
      if (response?.status === 401) return this.#signIn();
      if (response && response.status < 500 && response.status !== 429) return this.#on.gone(await problemOf(response));
      this.#away();
      await pause(backOff(tries));
    }
  }

  /** A response, or null where the network or the service did not give one. */
  async #try(url, method, body) {
    try {
      const headers = { "X-PeerMesh": "1", Accept: "application/json" };
      if (body) headers["Content-Type"] = "application/json";
      const response = await fetch(url, { method, body, headers, cache: "no-store", signal: AbortSignal.timeout(answerMax) });
      return [502, 503, 504].includes(response.status) ? null : response;
    } catch {
      return null;
    }
  }

  /** Replaces everything by what the server says, unless it is older than what is here. */
  #take(view, news) {
    if (this.view && view.version < this.version) return;
    this.view = view;
    this.version = view.version;
    if (view.at) readClock(view.at, true);
    this.#tell(news);
  }

  #news(message) {
    this.#heardAt = Date.now();
    this.#seen = Math.max(this.#seen, message.version);
    if (message.version <= this.version) return;
    if (message.version !== this.version + 1) {
      this.look();
      return;
    }
    readClock(message.at, false);
    this.version = message.version;
    this.view = message.whole ? message.now : { ...this.view, ...message.now };
    this.#tell(message);
  }

  #tell(news) {
    this.#on.changed(this.view, news);
    this.#arrivals = this.#arrivals.filter(arrival => arrival.version > this.version || arrival.done());
    this.#follow();

    // News that came while a look was under way may have gone past it.
    if (this.#source && this.#seen > this.version) setTimeout(() => this.#seen > this.version && this.look(), 300);
  }

  /** Opens the stream while this person is inside, and ends it when they are not. */
  #follow() {
    if (!this.inside) {
      this.#close();
    } else if (!this.#source) {
      this.#open();
    }
  }

  #open() {
    const source = new EventSource(`${page.api}/events?after=${this.version}`);
    this.#source = source;
    this.#heardAt = Date.now();
    source.onopen = () => {
      this.#tries = 0;
      this.#heardAt = Date.now();
      this.#on.link("live");
    };
    source.onerror = () => {
      this.#away();
      if (source.readyState === EventSource.CLOSED) this.#reopen(backOff(this.#tries++));
    };
    for (const type of types) {
      source.addEventListener(type, event => {
        const message = JSON.parse(event.data);
        if (type === "snapshot") {
          this.#heardAt = Date.now();
          this.#take(message, null);
        } else {
          this.#news(message);
        }
      });
    }
  }

  #away() {
    this.#on.link(navigator.onLine ? "reconnecting" : "offline");
  }

  #close() {
    this.#source?.close();
    this.#source = null;
    this.#on.link("idle");
  }

  /** The browser gave the stream up. A look says why (ended, removed, signed out) or that it was the network alone. */
  async #reopen(delay) {
    const stale = this.#source;
    await pause(delay);
    if (this.#source !== stale) return;
    stale?.close();
    await this.look();
    if (this.#source === stale && this.inside) this.#open();
  }

  /** The stream has been quiet. Where the session has moved on without it, it is dead. */
  async #check() {
    this.#heardAt = Date.now();
    const before = this.version;
    await this.look();
    if (this.version > before) this.#reopen(0);
  }

  /** Waits until the room shows a version: by the stream, or where that is slow, by a look. */
  async #reached(version) {
    if (this.version >= version) return;
    if (!this.#source) return this.look();
    let arrived = false;
    await Promise.race([
      new Promise(done => this.#arrivals.push({ version, done: () => { arrived = true; done(); } })),
      pause(3_000),
    ]);
    if (!arrived) await this.look();
  }

  #signIn() {
    location.assign(page.signIn);
    return new Promise(() => {});
  }
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

/** Not crypto.randomUUID: that is missing where a demonstration is opened over plain HTTP from another device. */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
}
