// Passkeys: what only a script can ask a device for. The challenge stands in the page; the answer goes with the form, in a
// hidden field. Nothing is sent by this script itself. Without it the form works as it is.
(() => {
  "use strict";
  const decode = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const encode = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: decode(one.id) }));

  async function make(options) {
    options.user.id = decode(options.user.id);
    options.excludeCredentials = known(options.excludeCredentials);
    const made = await navigator.credentials.create({ publicKey: options });
    return answer(made, {
      attestationObject: encode(made.response.attestationObject),
    });
  }

  async function use(options) {
    options.allowCredentials = known(options.allowCredentials);
    const used = await navigator.credentials.get({ publicKey: options });
    const user = used.response.userHandle;
    return answer(used, {
      authenticatorData: encode(used.response.authenticatorData),
      signature: encode(used.response.signature),
      userHandle: user && user.byteLength ? encode(user) : null,
    });
  }

  function answer(credential, response) {
    const id = encode(credential.rawId);
    response.clientDataJSON = encode(credential.response.clientDataJSON);
    return { id, rawId: id, type: credential.type, response, extensions: {} };
  }

  for (const place of document.querySelectorAll("[data-passkey]")) {
    // Shown already where the page holds this script twice.
    if (!place.hidden || !window.PublicKeyCredential) continue;
    const [button, field, failed] = ["button", "input", "[role=alert]"].map((one) => place.querySelector(one));
    place.hidden = false;
    button.addEventListener("click", async () => {
      failed.hidden = true;
      button.disabled = true;
      try {
        const options = JSON.parse(place.dataset.passkey);
        options.challenge = decode(options.challenge);
        field.value = JSON.stringify(await (options.user ? make(options) : use(options)));
        field.form.submit();
      } catch {
        failed.hidden = false;
        button.disabled = false;
      }
    });
  }
})();
