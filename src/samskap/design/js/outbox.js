// The outbox: what you send is kept in the browser until the server has it, in order, once.
import { clearDrafts } from './draft.js'
import { nowSaved } from './half-typed.js'
import { ready as photosReady } from './photo.js'
import { showParts } from './parts.js'
import { change, drop, isKept, keep, kept } from './store.js'
import { announce, element, notice, say } from './words.js'

const PARTS = 'text/vnd.samskap.parts'
const DOUBLE_TAP = 800
const LATER = new Set([408, 425, 429, 500, 502, 503, 504])

/** @type {import('./store.js').Item[]} the items of this page's person, oldest first */
let items = []
/** @type {number | undefined} */
let sending
let wait = 0
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

const me = () => document.body.dataset.me ?? ''
/** One gathering's items go one after another. @param {string} action */
const laneOf = (action) => new URL(action, location.href).pathname.split('/').slice(0, 3).join('/')
const newKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('')

/** What this form says, as it will be sent. @param {HTMLFormElement} form @param {HTMLElement | null} [submitter] */
function fieldsOf(form, submitter) {
  const data = new FormData(form)
  if (submitter instanceof HTMLButtonElement && submitter.name) data.append(submitter.name, submitter.value)
  return [...data].filter(([, value]) => !(value instanceof File && !value.name && !value.size))
    .map(([name, value]) => /** @type {[string, string | Blob, string?]} */ (value instanceof File ? [name, value, value.name] : [name, value]))
}

/** Short words for the tray: what was typed, or what the form calls itself. */
function inWords(form, submitter, fields) {
  if (form.dataset.says) return form.dataset.says
  const typed = fields.filter(([name]) => form.elements.namedItem(name) instanceof HTMLElement && form.elements.namedItem(name).matches('textarea, input:not([type=hidden],[type=checkbox],[type=radio],[type=file])'))
  const text = typed.map(([, value]) => value).join(' · ').trim()
  if (text) return text.length > 140 ? `${text.slice(0, 139)}…` : text
  if (fields.some(([, value]) => value instanceof Blob)) return say('photo')
  return submitter?.textContent?.trim() || say('something')
}

/** @param {any} a @param {any} b */
const sameAs = (a, b) => a.action === b.action && JSON.stringify(a.fields) === JSON.stringify(b.fields)

/** @type {{item: any, at: number} | null} */
let justTaken = null

/** A second tap on the same thing is the same tap, unless every tap counts. */
function isDoubleTap(form, item) {
  if ('repeat' in form.dataset || 'autosave' in form.dataset) return false
  if (justTaken && performance.now() - justTaken.at < DOUBLE_TAP && isEcho(item, justTaken.item)) return true
  return items.some((other) => other.state === 'waiting' && sameAs(other, item) && !item.fields.some(([, v]) => v instanceof Blob))
}

/** The same again, or what is left of it now that the first tap has emptied the form. */
function isEcho(item, first) {
  const before = new Map(first.fields.map(([name, value]) => [name, value]))
  return item.action === first.action && item.fields.every(([name, value]) => !value || before.get(name) === value)
}

/** The form is empty for a moment after a tap: a second tap must not be met by "fill in this field". */
function withoutValidation(form) {
  const was = form.noValidate
  form.noValidate = true
  setTimeout(() => (form.noValidate = was), DOUBLE_TAP)
}

/**
 * Take a form's content into the outbox and send it as soon as it can be.
 * @param {HTMLFormElement} form @param {HTMLElement | null} [submitter] @param {string} [says] how the tray names it
 */
export async function post(form, submitter = null, says = '') {
  const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? location.pathname
  const fresh = () => ({ action, lane: laneOf(action), me: me(), formId: form.id, fields: fieldsOf(form, submitter), key: newKey(), state: /** @type {const} */ ('waiting'), why: '', at: Date.now(), says: '' })
  const first = fresh()
  if (isDoubleTap(form, first)) return
  justTaken = { item: first, at: performance.now() }
  if (form.querySelector('[data-photo]')) await photosReady(form)
  const item = { ...first, fields: form.querySelector('[data-photo]') ? fieldsOf(form, submitter) : first.fields }
  if ('autosave' in form.dataset) item.quiet = true
  item.says = says || inWords(form, submitter, item.fields)
  notice('')
  const keeping = keep(item)
  clearDrafts(form)
  if (!('keep' in form.dataset)) {
    withoutValidation(form)
    form.reset()
  }
  const newer = await keeping
  if (newer.quiet) await overtake(newer)
  items.push(newer)
  items.sort((a, b) => a.id - b.id)
  show()
  flush()
}

/** Of what one box has saved, only the newest needs to be sent. @param {import('./store.js').Item} newer */
async function overtake(newer) {
  const older = items.filter((other) => other.quiet && other.formId === newer.formId && other.state === 'waiting' && other.id !== sending)
  for (const item of older) await drop(item.id)
  items = items.filter((item) => !older.includes(item))
}

/** Send what waits, oldest first. */
export async function flush() {
  clearTimeout(timer)
  if (sending !== undefined) return
  const next = items.find(({ state }) => state === 'waiting')
  if (!next) return
  sending = next.id
  show()
  const again = await alone(() => send(next)).catch(() => true)
  sending = undefined
  show()
  if (again) later(again)
  else if (items.some(({ state }) => state === 'waiting')) flush()
}

/** Two tabs share the outbox: only one of them sends at a time. @param {() => Promise<any>} work */
function alone(work) {
  return navigator.locks ? navigator.locks.request('samskap-outbox', work) : work()
}

/** @param {import('./store.js').Item} item @returns {Promise<number | boolean>} false when settled; else wait, in ms if the server said how long */
async function send(item) {
  if (!(await isKept(item.id))) return forget(item) // another tab has sent it
  const body = new FormData()
  for (const [name, value, filename] of item.fields) value instanceof Blob ? body.append(name, value, filename || 'file') : body.append(name, value)
  let response
  try {
    response = await fetch(item.action, { method: 'POST', body, headers: { 'Idempotency-Key': item.key, Accept: PARTS }, signal: AbortSignal.timeout(30000) })
  } catch {
    return true
  }
  if (LATER.has(response.status)) {
    item.why = response.status === 503 ? whyIn(await response.text().catch(() => '')) : ''
    return Number(response.headers.get('Retry-After')) * 1000 || true
  }
  wait = 0
  const text = await response.text().catch(() => '')
  const sentElsewhere = response.redirected && laneOf(response.url) !== item.lane // to a sign-in page, say
  if (response.ok && !sentElsewhere) return settle(item, response, text)
  return refuse(item, text, response.status)
}

/** The server has it. */
async function settle(item, response, text) {
  await drop(item.id)
  forget(item)
  nowSaved(document.getElementById(item.formId), item.fields)
  if (isParts(response)) showParts(item.quiet ? withoutNotice(text) : text)
  document.dispatchEvent(new CustomEvent('samskap:sent', { detail: { item, parts: isParts(response) } }))
  if (!item.quiet) tellSent()
  return false
}

/** What saves itself does not say so each time. */
const withoutNotice = (text) => text.replace(/<div id="notice"[^]*?<\/div>/, '')

const isParts = (response) => !response.redirected && /^text\/(html|vnd\.samskap\.parts)/.test(response.headers.get('Content-Type') ?? '')

const parsed = (text) => new DOMParser().parseFromString(text, 'text/html')

/** The server's own words for why not. @param {string} text */
const whyIn = (text) => parsed(text).getElementById('notice')?.textContent?.trim() ?? ''

/** The server says no: say why, and keep the words. */
async function refuse(item, text, status) {
  const answer = parsed(text)
  const why = whyIn(text) || say(status === 413 ? 'tooBig' : 'refusedWhy')
  const refused = { ...item, state: /** @type {const} */ ('refused'), why }
  const nothingTyped = !item.fields.some(([, value]) => value instanceof Blob) && !isWorthKeeping(item)
  if (nothingTyped || putBack(item)) {
    await drop(item.id)
    forget(item)
  } else {
    await change(refused).catch(() => {})
    items = items.map((other) => (other.id === item.id ? refused : other))
  }
  showParts([...answer.body.children].filter((part) => part.id && part.id !== 'notice').map((part) => part.outerHTML).join(''))
  notice(why, 'danger')
  document.dispatchEvent(new CustomEvent('samskap:refused', { detail: { item, status } }))
  return false
}

/** A text of one's own is worth keeping; a tap on a button is not. */
const isWorthKeeping = (item) => item.fields.some(([, value]) => typeof value === 'string' && /\s|.{12}/.test(value.trim()))

/** Put a refused text back where it was typed, if that box is there and nothing new is in it. */
function putBack(item) {
  const form = /** @type {HTMLFormElement | null} */ (item.formId ? document.getElementById(item.formId) : document.querySelector(`form[action="${CSS.escape(item.action)}"]`))
  if (!(form instanceof HTMLFormElement) || item.fields.some(([, value]) => value instanceof Blob)) return false
  const boxes = item.fields.map(([name, value]) => [form.elements.namedItem(name), value]).filter(([box]) => box instanceof HTMLTextAreaElement || (box instanceof HTMLInputElement && /^(text|search|email|tel|url|number)$/.test(box.type)))
  if (!boxes.length || boxes.some(([box, value]) => box.value !== box.defaultValue && box.value !== value)) return false
  for (const [box, value] of boxes) box.value = value
  boxes[0][0].dispatchEvent(new Event('input', { bubbles: true }))
  return true
}

function forget(item) {
  items = items.filter(({ id }) => id !== item.id)
  return false
}

/** Try again in a while, longer each time, and not all phones at once. @param {number | boolean} asked */
function later(asked) {
  wait = Math.min(wait ? wait * 2 : 1000, 30000)
  const pause = typeof asked === 'number' ? asked : wait
  timer = setTimeout(flush, pause * (0.7 + Math.random() * 0.6))
}

/** Try right now: the connection may be back. */
function now() {
  wait = 0
  flush()
}

let lastSent = 0
/** Say it once for a row of items. */
function tellSent() {
  if (Date.now() - lastSent > 1500) announce(say('sent'))
  lastSent = Date.now()
  tray()?.setAttribute('data-just-sent', '')
  setTimeout(() => Date.now() - lastSent >= 2400 && (tray()?.removeAttribute('data-just-sent'), show()), 2500)
}

/** Text that somebody had begun when its box went away: keep it in the tray. @param {string[]} texts */
export async function keepLostText(texts) {
  const worth = texts.filter((text) => text.trim().length > 2)
  for (const says of worth) items.push(await keep({ key: newKey(), lane: '', me: me(), action: '', formId: '', says, fields: [], state: 'kept', why: '', at: Date.now() }))
  if (worth.length) show()
}

const tray = () => document.getElementById('outbox')

/** Draw the tray: each item in words, with its state. A quick item is never seen waiting. */
function show() {
  const place = tray()
  if (!place) return
  const justSent = place.hasAttribute('data-just-sent')
  place.hidden = !items.length && !justSent
  const rows = items.map(row)
  if (justSent && !items.some(({ state }) => state === 'waiting')) rows.push(element('p', { class: 'outbox-item', 'data-state': 'sent' }, element('strong', {}, say('sent'))))
  place.replaceChildren(...rows)
}

function row(item) {
  const state = item.id === sending ? 'sending' : item.state
  const made = element('div', { class: 'outbox-item', 'data-state': state, 'data-item': String(item.id) }, element('p', { class: 'outbox-says' }, item.says), element('p', { class: 'outbox-state' }, (state !== 'sending' && item.why) || say(state)))
  const does = (name, work) => {
    const button = element('button', { type: 'button', class: 'ds-button', 'data-variant': 'tertiary', 'data-size': 'sm' }, say(name))
    button.addEventListener('click', work)
    return button
  }
  const tools = element('p', { class: 'row' })
  if (item.state === 'waiting' && state !== 'sending' && wait) tools.append(does('retry', now))
  if (item.state === 'refused') tools.append(does('again', () => again(item)))
  if (item.state !== 'waiting') tools.append(does('copy', () => navigator.clipboard?.writeText(textOf(item)).then(() => announce(say('copied')))), does('discard', () => remove(item)))
  if (tools.childElementCount) made.append(tools)
  return made
}

const textOf = (item) => item.fields.filter(([, value]) => typeof value === 'string' && value).map(([, value]) => value).join('\n') || item.says

/** Put a refused text back in its form; if the form is gone, send it as it is. */
async function again(item) {
  if (putBack(item)) return remove(item)
  const waiting = { ...item, state: /** @type {const} */ ('waiting'), why: '', key: newKey() }
  await change(waiting).catch(() => {})
  items = items.map((other) => (other.id === item.id ? waiting : other))
  show()
  now()
}

async function remove(item) {
  await drop(item.id)
  forget(item)
  show()
}

/** How many items have not reached the server yet. */
export const waiting = () => items.filter(({ state }) => state === 'waiting').length

export async function startOutbox() {
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target)
    if (event.defaultPrevented || !form.matches?.('form[data-live]')) return
    event.preventDefault()
    post(form, /** @type {HTMLElement | null} */ (event.submitter))
  })
  items = (await kept()).filter((item) => item.me === me()).sort((a, b) => a.id - b.id)
  show()
  flush()
  for (const event of ['online', 'pageshow', 'focus']) addEventListener(event, now)
  document.addEventListener('visibilitychange', () => document.hidden || now())
  document.addEventListener('samskap:connected', now)
}
