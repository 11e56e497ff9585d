// The stream: one EventSource for the page. It always carries how things are now, so nothing is replayed.
import { showParts } from './parts.js'
import { announce, notice, say } from './words.js'

const SILENCE = 35000 // more than two heartbeats of 15 s
const LONGEST_WAIT = 8000
const PATIENCE = 4 // failures in a row before we also ask by ourselves

/** @type {EventSource | null} */
let source = null
let lastHeard = 0
let failures = 0
let seenLive = false
/** The stream does not get through, but asking does. */
let polling = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry
/** @type {ReturnType<typeof setTimeout> | undefined} */
let saying
let lastId = ''
let closed = false

const url = () => document.body.dataset.stream ?? ''
const jitter = (ms) => ms * (0.5 + Math.random() * 0.5)

// ---- the connection ---------------------------------------------------------------------------------------------

function connect() {
  clearTimeout(retry)
  source?.close()
  if (closed) return
  lastHeard = Date.now()
  source = new EventSource(url())
  source.addEventListener('open', opened)
  source.addEventListener('face', heardFace)
  source.addEventListener('gone', () => gone())
  source.addEventListener('error', failed)
}

function heard() {
  lastHeard = Date.now()
  failures = 0
  polling = false
  state('live')
}

function opened() {
  const afterGap = seenLive
  seenLive = true
  heard()
  document.dispatchEvent(new CustomEvent('samskap:connected'))
  if (afterGap) fetchMine(spread())
}

/** Also the browser's own retries end here: we decide when, with jitter, so that a room does not come back in step. */
function failed() {
  source?.close()
  source = null
  failures++
  if (navigator.onLine === false) state('offline')
  else if (!polling) state('reconnecting')
  clearTimeout(retry)
  retry = setTimeout(connect, jitter(Math.min(LONGEST_WAIT, 500 * 2 ** failures)))
  if (failures === 1 || failures >= PATIENCE || polling) setTimeout(ask, Math.random() * 800)
}

/** Ask for the present face by plain HTTP: it also tells us why the stream is refused. */
async function ask() {
  if (closed || source?.readyState === EventSource.OPEN) return
  const address = new URL(url(), location.href)
  address.searchParams.set('once', '1')
  let response
  try {
    response = await fetch(address, { cache: 'no-store', headers: { Accept: 'text/event-stream, text/html' }, redirect: 'manual' })
  } catch {
    polling = false
    return state('offline')
  }
  if ([401, 403, 410].includes(response.status)) return gone(response.status)
  polling = response.ok
  if (!polling) return state('offline')
  const text = await response.text().catch(() => '')
  if (source?.readyState === EventSource.OPEN) return
  state('polling')
  const face = unwrap(text)
  if (face.id && face.id === lastId) return
  lastId = face.id || lastId
  take(face.html)
}

/** `?once=1` may answer with one event or with the bare HTML. @param {string} text */
function unwrap(text) {
  if (!/^(id|event|data|retry|:)/.test(text)) return { id: '', html: text }
  const event = text.split(/\n\n/).find((part) => /^event: ?face$/m.test(part)) ?? ''
  const lines = event.split('\n')
  return {
    id: lines.find((line) => line.startsWith('id:'))?.slice(3).trim() ?? '',
    html: lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).replace(/^ /, '')).join('\n'),
  }
}

/** The gathering or our permission is over: see once what the page says now, and stay with that. @param {number} [status] */
function gone(status = 410) {
  closed = true
  source?.close()
  state('offline')
  const mark = `samskap-gone:${location.pathname}`
  const recently = Date.now() - Number(sessionStorage.getItem(mark)) < 30000
  if (recently) return notice(say('closed'), 'warning')
  sessionStorage.setItem(mark, String(Date.now()))
  if (status) location.reload()
}

/** Nothing heard for more than two heartbeats: the line may be dead without anybody having said so. */
function watch() {
  if (!closed && source && Date.now() - lastHeard > SILENCE) connect()
}

/** The phone woke up, or the network came back: do not wait for the timer. */
function wake() {
  if (closed || document.hidden) return
  const fresh = source?.readyState === EventSource.OPEN && Date.now() - lastHeard < 16000
  if (!fresh) {
    failures = Math.min(failures, 1)
    connect()
  }
}

// ---- what it says -----------------------------------------------------------------------------------------------

/** The heartbeat is the same face again: then there is nothing to take in. @param {MessageEvent} event */
function heardFace(event) {
  heard()
  if (event.lastEventId && event.lastEventId === lastId) return
  lastId = event.lastEventId
  take(event.data)
}

/** @param {string} html */
function take(html) {
  const before = stage()
  const [first] = /** @type {HTMLElement[]} */ (showParts(html))
  if (!first) return
  if (stage() !== before) {
    document.dispatchEvent(new CustomEvent('samskap:stage'))
    if (!document.body.matches('.screen')) announce(document.querySelector('[data-stage] h1')?.textContent?.trim() ?? '')
  }
  if (stage() !== before || isForMe(first)) fetchMine(spread())
}

const stageElement = () => /** @type {HTMLElement | null} */ (document.querySelector('[data-stage]'))
const stage = () => stageElement()?.dataset.stage ?? ''
const spread = () => Number(stageElement()?.dataset.spread ?? 300)

/** Has something of mine changed that I have not fetched? @param {HTMLElement} face */
function isForMe({ dataset }) {
  const { me } = document.body.dataset
  const version = (dataset.refresh ?? '').split(' ').find((entry) => entry.split(':')[0] === me)?.split(':')[1]
  if (!version || version === handled || version === mine()?.dataset.version) return false
  handled = version
  return true
}

// ---- what is mine -----------------------------------------------------------------------------------------------

/** The version of mine that was last asked for. @type {string | undefined} */
let handled
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon
let asking = 0

const mine = () => /** @type {HTMLElement | null} */ (document.getElementById('mine'))

/** Fetch my own part, a moment later: five hundred phones shall not ask at once. @param {number} within */
function fetchMine(within) {
  if (!mine()?.dataset.mine) return
  clearTimeout(soon)
  soon = setTimeout(getMine, Math.random() * within)
}

async function getMine() {
  const address = mine()?.dataset.mine
  if (!address) return
  const number = ++asking
  try {
    const response = await fetch(address, { cache: 'no-store', headers: { Accept: 'text/vnd.samskap.parts' } })
    if (number !== asking) return
    if (response.ok && !response.redirected) return void showParts(await response.text())
    if ([401, 403, 410].includes(response.status)) return gone(response.status)
  } catch {
    if (number !== asking) return
  }
  soon = setTimeout(getMine, jitter(4000))
}

// ---- in words ---------------------------------------------------------------------------------------------------

/** Show how the connection is. A short gap is nobody's worry, so bad news waits a moment. @param {string} name */
function state(name) {
  clearTimeout(saying)
  const place = document.getElementById('connection')
  if (!place || place.dataset.state === name) return
  if (name === 'live') return put(place, name)
  saying = setTimeout(() => put(place, name), place.dataset.state === 'live' ? 1500 : 0)
}

function put(place, name) {
  const was = place.dataset.state
  place.dataset.state = name
  const shown = place.querySelector('.connection-words')
  if (shown) shown.textContent = say(name)
  if (name === 'offline') announce(say('offlineKept'))
  if (name === 'live' && was === 'offline') announce(say('back'))
}

export function startStream() {
  if (!url()) return
  connect()
  setInterval(watch, 5000)
  for (const event of ['pageshow', 'online', 'focus']) addEventListener(event, wake)
  addEventListener('offline', () => failed())
  addEventListener('pagehide', () => source?.close())
  document.addEventListener('visibilitychange', wake)
  document.addEventListener('samskap:sent', (event) => /** @type {CustomEvent} */ (event).detail.parts || fetchMine(0))
  document.addEventListener('samskap:refused', () => fetchMine(0))
}
