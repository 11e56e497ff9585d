// Passkeys: the browser asks for a finger, a face or a PIN, and the form carries the answer.

/** @param {string} text */
function bytes(text) {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0))
}

/** @param {ArrayBuffer | null} [buffer] */
function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer || new ArrayBuffer(0)))
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

/** @param {any} told what the server sent; binary parts are base64url */
function options(told) {
  const key = told.publicKey || told
  const named = (/** @type {any[]} */ list) => list?.map((one) => ({ ...one, id: bytes(one.id) }))
  return {
    publicKey: {
      ...key,
      challenge: bytes(key.challenge),
      ...(key.user && { user: { ...key.user, id: bytes(key.user.id) } }),
      ...(key.allowCredentials && { allowCredentials: named(key.allowCredentials) }),
      ...(key.excludeCredentials && { excludeCredentials: named(key.excludeCredentials) }),
    },
  }
}

/** @param {any} made */
function answer(made) {
  const { response } = made
  /** @type {Record<string, unknown>} */
  const said = { clientDataJSON: text(response.clientDataJSON) }
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject)
    said.transports = response.getTransports?.() || []
  } else {
    said.authenticatorData = text(response.authenticatorData)
    said.signature = text(response.signature)
    said.userHandle = response.userHandle ? text(response.userHandle) : null
  }
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment,
    clientExtensionResults: made.getClientExtensionResults(),
    response: said,
  }
}

/** @param {HTMLFormElement} form */
async function told(form) {
  if (!form.dataset.passkeyFrom) return JSON.parse(form.dataset.options || '{}')
  const headers = { 'X-Requested-With': 'XMLHttpRequest', Accept: 'application/json' }
  return (await (await fetch(form.dataset.passkeyFrom, { headers })).json()).request_options
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const asked = /** @type {any} */ (options(await told(form)))
  const made = form.dataset.passkey === 'create' ? navigator.credentials.create(asked) : navigator.credentials.get(asked)
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem('credential'))
  field.value = JSON.stringify(answer(await made))
  form.submit()
}

export function startPasskeys() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-passkey]'))) {
    if (!window.PublicKeyCredential) {
      form.querySelector('[data-passkey-missing]')?.removeAttribute('hidden')
      continue
    }
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      ask(form).catch(() => {}) // whoever says no to the browser's question is still here, and can choose another way
    })
  }
}
