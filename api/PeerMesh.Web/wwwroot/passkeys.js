// Forms that a passkey fills: <form data-passkey="create|get" data-options="address of the question">. The browser asks its
// owner, and what it answers goes to the server with the form. Without this script the form says so elsewhere.

const problem = document.querySelector("[data-passkey-problem]");
const knows = typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

function say(what) {
  if (!problem) return;
  problem.textContent = what ? problem.dataset[what] : "";
  problem.hidden = !what;
}

async function ask(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", headers: { "X-PeerMesh": "1", "Content-Type": "application/json" }, body: "{}" });
  if (!answer.ok) throw new Error(String(answer.status));
  const { options, state } = await answer.json();
  const publicKey = form.dataset.passkey === "create"
    ? PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options))
    : PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
  const credential = form.dataset.passkey === "create" ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
  form.elements.credential.value = JSON.stringify(credential);
  form.elements.state.value = state;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  const button = form.querySelector("button");
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (!knows) {
      say("unsupported");
      return;
    }
    say(null);
    button.disabled = true;
    try {
      await ask(form);
      form.submit();
    } catch {
      // Cancelled, timed out, no such key, or out of reach: the way on is the same.
      say("failed");
      button.disabled = false;
      button.focus();
    }
  });
}
