import { byId } from "./dom.js";
import { notice } from "./say.js";
import { refusalText } from "./texts.js";

const questions = ["ask", "choose", "reason", "words", "wish", "circles", "silence", "pin"];

/** Which buttons wait for an answer. A second press while one waits does nothing. */
export class Busy {
  #waiting = new Set();
  #changed;

  constructor(changed) {
    this.#changed = changed;

    // A dialog's close does not bubble, but it can be caught on the way down.
    document.addEventListener("close", changed, true);
  }

  /** Whether a button waits for the session. While a question is open it is we who are waited for. */
  has(key) {
    return this.#waiting.has(key) && !questions.some(id => byId(id).open);
  }

  /** Runs what a button does; where that ends in a refusal, its sentence is shown. Answers whether it was done. */
  async run(key, action) {
    if (this.#waiting.has(key)) return false;
    this.#waiting.add(key);
    this.#changed();
    try {
      const problem = await action();
      if (problem && typeof problem === "object") notice(refusalText(problem), "no");
      return !problem;
    } finally {
      this.#waiting.delete(key);
      this.#changed();
    }
  }
}
