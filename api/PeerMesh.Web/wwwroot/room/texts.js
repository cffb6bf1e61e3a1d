// The room's words. They come as a module of their own, in the reader's language; nothing visible is written in the script.

const data = JSON.parse(document.getElementById("room-data").textContent);
data.texts = (await import(data.texts)).default;

// Where the browser does not know how Haitian Creole writes numbers and times, it writes them as French does.
export const languages = { ht: ["ht", "fr"] }[document.documentElement.lang] ?? [document.documentElement.lang || "en"];
const cardinal = new Intl.PluralRules(languages);
const ordinals = new Intl.PluralRules(languages, { type: "ordinal" });

export const page = data;

export function t(key, values) {
  const text = data.texts[key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : text;
}

/** What a meeting form says, in the reader's language; what a group wrote itself stays as it is. */
export const inForm = text => data.words[text] ?? text;

/** The form of a text that fits a number: "minutes.one", "minutes.other". */
export function plural(key, n, values) {
  const form = data.texts[`${key}.${cardinal.select(n)}`] === undefined ? "other" : cardinal.select(n);
  return t(`${key}.${form}`, { n, ...values });
}

/** "third"; from eleven on "11th". */
export function ordinal(n) {
  return data.texts[`ordinal.${n}`] ?? t(`ordinal.${ordinals.select(n)}`, { n });
}

/** The text of a refusal: our own words for its code where there are any, else the sentence the server sent. */
export function refusalText(problem) {
  return data.texts[`refusal.${problem.code}`] ?? problem.detail ?? t("problem.failed");
}

/** Fills an element with a text in which one value stands out. */
export function rich(element, key, values) {
  const parts = (data.texts[key] ?? key).split(/\{(\w+)\}/);
  const plain = parts.map((part, i) => (i % 2 ? values[part] ?? "" : part)).join("");
  if (element.textContent === plain) return;
  element.replaceChildren(...parts.map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    const strong = document.createElement("b");
    strong.textContent = values[part] ?? "";
    return strong;
  }));
}
