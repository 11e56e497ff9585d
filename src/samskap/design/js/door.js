// The door: scan and search in the list the page holds, also without a connection; look again every few seconds.
import { howNear, words } from './finding.js'
import { startCamera } from './scan.js'

const EVERY = 4000
const MOST = 30

/** @typedef {{pk: number, name: string, place: string, state: string, code: string, clock: string, names: string[], places: string[]}} Person */

/** @type {Map<number, Person>} */
let people = new Map()
/** What this door has done and the list does not show yet. @type {Map<number, string>} */
const doing = new Map()

const at = (id) => /** @type {any} */ (document.getElementById(id))
const say = (name, person = '') => (at('door-words').dataset[name] ?? '').replace('{name}', person)
const after = { arrive: 'here', leave: 'left', undo: 'expected' }
const verbOf = (action) => new URL(action, location.href).pathname.split('/').at(-2) ?? ''
const stateOf = (person) => doing.get(person.pk) ?? person.state

/** @param {any[][]} rows */
function takeIn(rows) {
  people = new Map(rows.map(([pk, name, place, state, code, clock]) => [pk, { pk, name, place, state, code, clock, names: words(name), places: words(place) }]))
}

/** The beginning of a link's hash, as the list has it. @param {string} text */
async function codeOf(text) {
  const token = /([\w-]{20,64})\/?(?:[?#].*)?$/.exec(text.trim())?.[1]
  if (!token || !crypto.subtle) return ''
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, 16)
}

/** Somebody holds their code up. @param {string} text */
async function scanned(text) {
  const code = await codeOf(text)
  const person = code ? [...people.values()].find((one) => one.code === code) : undefined
  if (!person) {
    send({ code: text.slice(0, 400) }, text.slice(-12))
    return { text: say('asking'), good: false }
  }
  const state = stateOf(person)
  if (state === 'here') return { text: say('already', person.name), good: false }
  send({ person: String(person.pk) }, person.name)
  return { text: say({ waiting: 'inWaiting', cancelled: 'inCancelled', left: 'inLeft' }[state] ?? 'in', person.name), good: true }
}

/** Check in through the outbox, which keeps it if there is no connection. @param {Record<string, string>} values @param {string} says */
function send(values, says) {
  const form = at('door-scan')
  for (const name of ['person', 'code']) form.elements[name].value = values[name] ?? ''
  form.dataset.says = says
  form.requestSubmit()
}

/** Show those who answer to what is typed. */
function search() {
  const sought = words(at('door-q').value)
  const found = []
  for (const person of sought.length ? people.values() : []) {
    const near = howNear(sought, person.names, person.places)
    if (near !== null) found.push({ near, person })
  }
  const late = ({ person }) => Number(stateOf(person) !== 'expected')
  found.sort((a, b) => a.near - b.near || late(a) - late(b) || a.person.name.localeCompare(b.person.name))
  const list = document.createElement('ul')
  list.className = 'door-list'
  list.append(...found.slice(0, MOST).map(({ person }) => rowOf(person)))
  const nobody = document.createElement('p')
  nobody.textContent = say('nobody')
  at('door-found').replaceChildren(...(found.length ? [list] : sought.length ? [nobody] : []))
  if (!found.length) proposeWalkIn(at('door-q').value.trim())
}

/** What was typed is most likely the name of whoever stands there. @param {string} typed */
function proposeWalkIn(typed) {
  const { first_name: first, last_name: last } = at('door-walk-in-form').elements
  if (at('door-walk-in').open && (first.value || last.value) && !first.dataset.proposed) return
  const [name, ...more] = typed.split(/\s+/)
  first.value = name
  last.value = more.join(' ')
  first.dataset.proposed = 'yes'
}

/** @param {Person} person */
function rowOf(person) {
  const row = at('door-row').content.firstElementChild.cloneNode(true)
  fill(row, person)
  return row
}

/** @param {HTMLElement} row @param {Person} person */
function fill(row, person) {
  const state = stateOf(person)
  row.dataset.state = state
  row.dataset.person = String(person.pk)
  const values = { name: person.name, place: person.place, word: say(state), clock: state === person.state ? person.clock : '' }
  row.querySelectorAll('[data-fill]').forEach((one) => (one.textContent = values[one.dataset.fill]))
  row.querySelectorAll('form').forEach((form) => {
    form.hidden = !form.dataset.for.split(' ').includes(state)
    form.elements.person.value = String(person.pk)
    form.dataset.says = person.name
  })
}

/** Draw what is on the page as it is now. */
function draw() {
  document.querySelectorAll('.door-row').forEach((row) => {
    const person = people.get(Number(/** @type {HTMLElement} */ (row).dataset.person))
    if (person) fill(/** @type {HTMLElement} */ (row), person)
  })
}

let asking = false
/** Ask how it stands. */
async function refresh() {
  const door = at('door')
  if (asking || document.hidden) return
  asking = true
  try {
    const response = await fetch(`${door.dataset.now}?seen=${encodeURIComponent(door.dataset.seen)}`, { signal: AbortSignal.timeout(8000) })
    door.toggleAttribute('data-offline', false)
    if (response.status === 200) {
      const { version, parts, people: rows } = await response.json()
      door.dataset.seen = version
      takeIn(rows)
      show(parts)
      draw()
    }
  } catch {
    door.toggleAttribute('data-offline', true)
  }
  asking = false
}

/** Put the fresh parts in place; what is folded out stays so. @param {string} html */
function show(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  for (const fresh of [...parsed.body.children]) {
    const old = document.getElementById(fresh.id)
    if (!old || old.contains(document.activeElement)) continue
    const open = old.querySelector('details')?.open
    const details = fresh.querySelector('details')
    if (details && open) details.open = true
    old.replaceWith(document.adoptNode(fresh))
  }
}

/** The door has taken something: show it at once. @param {SubmitEvent} event */
function taken(event) {
  const form = /** @type {HTMLFormElement} */ (event.target)
  const verb = verbOf(form.action)
  const { at: when, person, first_name: first, last_name: last } = /** @type {any} */ (form.elements)
  if (first) form.dataset.says = `${first.value} ${last.value}`.trim()
  if (!when && !person) return
  if (when) when.value = String(Date.now())
  if (!person?.value || !after[verb]) return
  doing.set(Number(person.value), after[verb])
  setTimeout(draw) // after the outbox has read the form
}

/** What was done has reached the server, or was refused. @param {any} item */
function settled(item) {
  const person = item?.fields.find(([name]) => name === 'person')?.[1]
  refresh().then(() => {
    doing.delete(Number(person))
    draw()
  })
}

export function startDoor() {
  const door = at('door')
  if (!door) return
  takeIn(JSON.parse(at('door-people').textContent))
  document.addEventListener('submit', taken, { capture: true })
  for (const name of ['samskap:sent', 'samskap:refused']) document.addEventListener(name, (event) => settled(/** @type {CustomEvent} */ (event).detail?.item))
  at('door-q').addEventListener('input', search)
  at('door-search').addEventListener('submit', async (event) => {
    event.preventDefault()
    const typed = at('door-q').value
    if (!typed.includes('/')) return search()
    at('door-q').value = '' // a scanner that types: the next person's code comes at once
    const answer = await scanned(typed)
    if (answer) tell(answer)
  })
  at('door-walk-in-form').addEventListener('reset', () => setTimeout(() => {
    delete at('door-walk-in-form').elements.first_name.dataset.proposed
    at('door-q').value = ''
    search()
  }))
  const camera = /** @type {HTMLElement | null} */ (document.querySelector('[data-camera]'))
  if (camera) startCamera(camera, async (text) => {
    const answer = await scanned(text)
    if (answer) tell(answer)
    return answer
  })
  setInterval(refresh, EVERY + Math.random() * 500)
  addEventListener('offline', () => door.toggleAttribute('data-offline', true))
  for (const name of ['online', 'pageshow']) addEventListener(name, () => refresh())
  document.addEventListener('visibilitychange', () => refresh())
}

/** Say it where screen readers hear it, and where it stays. @param {{text: string, good: boolean}} answer */
function tell({ text, good }) {
  const place = at('door-said')
  place.dataset.level = good ? 'ok' : 'look'
  const line = document.createElement('p')
  line.className = 'door-said-text'
  const words = document.createElement('strong')
  words.textContent = text
  line.append(words)
  place.replaceChildren(line)
}
