import { byId, keyed, make, setText, show } from "./dom.js";
import { inForm, plural, refusalText, t } from "./texts.js";

// The questions at the end. They are asked once, answered by choice, and kept without a name. Those who led see what the
// answers come to.

const form = byId("checkout");
const looksAgainAfter = 10_000;
let asked = false;

/** Shows the questions to somebody who was here and has not answered yet, and to those who led what has been answered. */
export async function offerCheckOut(wire, leads) {
  if (asked) return;
  asked = true;
  const now = await wire.checkOut("GET");
  if (leads) followResults(wire, now);
  if (!now?.open || now.given) return;
  show(form, true);
  show(byId("checkout-question"), Boolean(now.question));
  setText(byId("checkout-question"), inForm(now.question ?? ""));
}

export function wireCheckOut(wire, busy) {
  form.onsubmit = event => {
    event.preventDefault();
    const { heard, back, words } = form.elements;
    const answer = { feltHeard: Number(heard.value) || null, comeBack: back.value || null, words: words.value.trim() || null };

    // Each question may be left out; all three may not.
    if (Object.values(answer).every(given => given === null)) return say("checkout-problem", t("checkout.missing"));
    show(byId("checkout-problem"), false);
    busy.run("checkout", async () => {
      const problem = await wire.checkOut("POST", answer);
      if (problem?.code && problem.code !== "session.already_checked_out") return say("checkout-problem", refusalText(problem));
      show(form, false);
      say("checkout-said", t("checkout.thanks"));
    });
  };
}

/** The session is over and nobody tells any more, so whoever led asks now and then while they look at the page. */
function followResults(wire, first) {
  renderResults(first?.results);
  setInterval(async () => {
    if (!document.hidden) renderResults((await wire.checkOut("GET"))?.results);
  }, looksAgainAfter);
}

function renderResults(results) {
  show(byId("checkout-results"), true);
  if (!results) {
    if (byId("results").childElementCount === 0) setText(byId("results-lead"), t("checkout.resultsLater"));
    return;
  }
  setText(byId("results-lead"), plural("checkout.answers", results.answers));
  const rows = [
    [t("checkout.heard"), results.feltHeard.map((people, i) => [people, heardText(i + 1)]).reverse()],
    [t("checkout.back"), results.comeBack.map((people, i) => [people, t(`checkout.${["yes", "maybe", "no"][i]}`)])],
  ];
  keyed(byId("results"), rows, ([name]) => name, () => {
    const row = make("li");
    row.append(make("span"), make("span"));
    return row;
  }, (row, [name, counts]) => {
    setText(row.children[0], name);
    setText(row.children[1], counts.filter(([people]) => people > 0).map(([people, answer]) => `${answer} × ${people}`).join(" · "));
  });
  keyed(byId("results-words"), results.words.map((text, i) => ({ text, i })), ({ i }) => String(i), () => make("li"), (row, { text }) => setText(row, text));
}

/** The ends of the scale have words. */
const heardText = n => (n === 1 || n === 5 ? `${n} ${t(`checkout.heard${n}`)}` : String(n));

function say(id, text) {
  show(byId(id), true);
  setText(byId(id), text);
  return false;
}
