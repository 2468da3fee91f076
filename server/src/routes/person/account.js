// Passkeys on the pages of an account: what the browser is asked for comes from the server, and
// what it answers goes there.

// The server's own pages lie beside this script.
const ROOT = new URL('.', import.meta.url);

const bytes = (text) => {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

const post = async (path, body) => {
  const request = { method: 'POST' };
  if (body) {
    request.headers = { 'content-type': 'application/json' };
    request.body = JSON.stringify(body);
  }
  const answer = await fetch(new URL(`api/v1/${path}`, ROOT), request);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
};

const asked = async (path) => {
  const { publicKey } = await post(path);
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const had of publicKey.excludeCredentials ?? []) had.id = bytes(had.id);
  return publicKey;
};

const written = ({ id, type, response }, fields) => ({
  id,
  type,
  response: Object.fromEntries(fields.map((field) => [field, text(response[field])])),
});

const failed = () => {
  document.querySelector('#failed').hidden = false;
};

let waiting = new AbortController();

const signIn = async (mediation) => {
  const publicKey = await asked('auth/passkey/options');
  const { signal } = waiting;
  const used = await navigator.credentials.get({ publicKey, mediation, signal });
  const fields = ['clientDataJSON', 'authenticatorData', 'signature', 'userHandle'];
  await post('auth/passkey', { credential: written(used, fields) });
  location.assign(new URL('account/security', ROOT));
};

const add = async (name) => {
  const publicKey = await asked('account/passkeys/options');
  const made = await navigator.credentials.create({ publicKey });
  const credential = written(made, ['clientDataJSON', 'attestationObject']);
  await post('account/passkeys', { name, credential });
  location.assign(new URL('account/security', ROOT));
};

const use = document.querySelector('#use-passkey');
if (use && window.PublicKeyCredential) {
  use.hidden = false;
  use.addEventListener('click', () => {
    waiting.abort();
    waiting = new AbortController();
    signIn('optional').catch(failed);
  });
  // The browser offers passkeys where the address is typed, if it can.
  const offers = await PublicKeyCredential.isConditionalMediationAvailable?.();
  if (offers) signIn('conditional').catch(() => {});
}

const form = document.querySelector('#add-passkey');
if (form) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    add(form.elements.name.value).catch(failed);
  });
}
