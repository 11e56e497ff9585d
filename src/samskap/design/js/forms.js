// Ordinary htmx forms (planning, desk): one key for each thing said, and plain words when it fails.
import { notice, say } from './words.js'

/** @type {WeakMap<Element, {key: string, said: string}>} */
const keys = new WeakMap()

/** The same form with the same content is the same submission, however often it is tried. @param {Element} source @param {string} said */
function keyFor(source, said) {
  const known = keys.get(source)
  if (known?.said === said) return known.key
  const key = crypto.randomUUID?.() ?? String(Math.random()).slice(2) + Date.now()
  keys.set(source, { key, said })
  return key
}

const inText = (body) => (body instanceof FormData || body instanceof URLSearchParams ? [...body].map(([name, value]) => `${name}=${value instanceof File ? value.name + value.size : value}`).join('&') : '')

/** Inside a JSON of headers or a form, a retry carries the key of the first try. */
function withKey(event) {
  const { sourceElement, request } = event.detail.ctx
  if (/^(GET|HEAD)$/i.test(request.method)) return
  request.headers['Idempotency-Key'] = keyFor(sourceElement, request.action + inText(request.body))
}

/** An answer settles it: the next time is a new submission. */
function settled(event) {
  const { sourceElement, response } = event.detail.ctx
  if (response && response.status < 500 && response.status !== 429) keys.delete(sourceElement)
}

/** Refused or broken: the server's own words if it has some. */
function refused(event) {
  const { response, text } = event.detail.ctx
  if (response.status === 422) return
  const why = new DOMParser().parseFromString(text ?? '', 'text/html').getElementById('notice')?.textContent?.trim()
  notice(why || say('wrong'), 'danger')
}

/** `data-once`: a button rests from the tap until the answer comes. @param {SubmitEvent} event */
function rest(event) {
  const button = event.submitter
  if (!button?.matches('[data-once]')) return
  // After this turn, so that the button's own value is still sent.
  setTimeout(() => button.setAttribute('aria-disabled', 'true'))
  setTimeout(() => button.removeAttribute('aria-disabled'), 4000)
}

export function startForms() {
  document.addEventListener('htmx:config:request', withKey)
  document.addEventListener('htmx:after:request', settled)
  document.addEventListener('htmx:response:error', refused)
  document.addEventListener('htmx:error', () => notice(say('offlineKept'), 'warning'))
  addEventListener('submit', (event) => {
    if (event.submitter?.getAttribute('aria-disabled') === 'true') {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
  }, { capture: true })
  document.addEventListener('submit', rest)
  const awake = () => document.querySelectorAll('[data-once][aria-disabled]').forEach((button) => button.removeAttribute('aria-disabled'))
  for (const name of ['samskap:sent', 'samskap:refused', 'htmx:after:request']) document.addEventListener(name, awake)
}
