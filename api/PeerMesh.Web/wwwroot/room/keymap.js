// Which key presses which button. The same letters in every language: they are few, and listed under "?".

/** Letter → the buttons it may stand for; the first that is there is pressed. */
export const buttonKeys = {
  r: ["raiseHand", "lowerHand"],
  d: ["endShare"],
  p: ["pass", "passAhead"],
  l: ["passForNow"],
  o: ["handOn"],
  a: ["agree"],
  f: ["raiseFor", "wish"],
  b: ["stepOut", "stepBack"],
  n: ["next", "lead.next", "start"],
};

const letters = new Map(Object.entries(buttonKeys).flatMap(([letter, buttons]) => buttons.map(button => [button, letter])));

/** The key that presses a button, or undefined. */
export const keyOf = button => letters.get(button);
