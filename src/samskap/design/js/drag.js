// Put things in places: by dragging, by tapping the thing and then the place, or with the keyboard.
//
// A board holds things ([data-pick]) and places ([data-place]). In an ordered list ([data-order]) the places are the positions.
// A placing fills in two hidden inputs and is sent by the outbox like everything else.
import { post } from './outbox.js'
import { announce, calm, say } from './words.js'

/** @typedef {{item: HTMLElement, over: Target | null}} Picked */
/** @typedef {{element: HTMLElement, value: string, name: string}} Target */

/** @type {Picked | null} */
let picked = null
/** @type {{item: HTMLElement, x: number, y: number, touch: boolean, timer?: ReturnType<typeof setTimeout>, ghost?: HTMLElement} | null} */
let pressed = null
let justDragged = false

/** Attributes that are ours, and that a push from the server must leave alone. */
const OURS = /^(tabindex|role|aria-pressed|aria-describedby|aria-busy|data-picked|data-over|data-can)$/
/** @param {Element} node @param {string} attribute */
export const isOurs = (node, attribute) => OURS.test(attribute) && node.matches('[data-board], [data-board] [data-pick], [data-board] [data-place]')

const boardOf = (node) => /** @type {HTMLElement | null} */ (node.closest('[data-board]'))
const formOf = (board) => /** @type {HTMLFormElement | null} */ (board instanceof HTMLFormElement ? board : document.getElementById(board?.dataset.board))
const itemOf = (node) => /** @type {HTMLElement | null} */ (node.closest?.('[data-board] [data-pick]'))
const nameOf = (item) => item.dataset.cardName || item.textContent.trim().replace(/\s+/g, ' ').slice(0, 80)

// ---- where it can go --------------------------------------------------------------------------------------------

/** @param {HTMLElement} item @returns {Target[]} */
function targets(item) {
  const list = /** @type {HTMLElement | null} */ (item.closest('[data-order]'))
  if (list) {
    const all = [...list.children]
    const others = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[data-pick]')])
    return others.map((element) => {
      const at = all.findIndex((child) => child.contains(element))
      return { element, value: String(at), name: say('position', { n: at + 1, all: all.length }) }
    })
  }
  const places = /** @type {HTMLElement[]} */ ([...(boardOf(item)?.querySelectorAll('[data-place]') ?? [])])
  return places.filter((element) => element !== item && !('full' in element.dataset)).map((element) => ({ element, value: element.dataset.place ?? '', name: element.dataset.placeName || element.getAttribute('aria-label') || element.dataset.place || '' }))
}

/** @param {Element | null} node @returns {Target | null} */
function targetAt(node) {
  if (!picked || !node) return null
  return targets(picked.item).find(({ element }) => element.contains(node) && (element.matches('[data-place]') || element === itemOf(node))) ?? null
}

/** The nearest place in the direction of an arrow key. @param {string} key @returns {Target | null} */
function inDirection(key) {
  if (!picked) return null
  const all = targets(picked.item)
  const here = picked.over?.element ?? picked.item.closest('[data-place]') ?? picked.item
  if (picked.item.closest('[data-order]')) {
    const at = all.findIndex(({ element }) => element === here)
    return all[at + (/Up|Left/.test(key) ? -1 : 1)] ?? null
  }
  const from = centre(here)
  const [dx, dy] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key] ?? [0, 0]
  const ahead = all.filter(({ element }) => element !== here).map((target) => {
    const to = centre(target.element)
    const along = (to.x - from.x) * dx + (to.y - from.y) * dy
    const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx)
    return { target, along, far: along + aside * 3 }
  })
  return ahead.filter(({ along }) => along > 4).sort((a, b) => a.far - b.far)[0]?.target ?? null
}

function centre(element) {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}

// ---- pick, point, place -----------------------------------------------------------------------------------------

/** @param {HTMLElement} item */
function pick(item) {
  putBack(false)
  picked = { item, over: null }
  item.dataset.picked = ''
  press(item, true)
  boardOf(item)?.setAttribute('data-can', '')
  announce(say('picked', { card: nameOf(item) }))
}

/** Only a button can be pressed in; for others the polite region tells. @param {Element} item @param {boolean} now */
function press(item, now) {
  if (item.matches('button, [role=button]')) item.setAttribute('aria-pressed', String(now))
}

/** @param {Target | null} target @param {boolean} [aloud] */
function point(target, aloud = false) {
  if (!picked || picked.over?.element === target?.element) return
  picked.over?.element.removeAttribute('data-over')
  picked.over = target
  if (!target) return
  target.element.dataset.over = isAfter(target) ? 'after' : 'before'
  if (!aloud) return
  target.element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: calm() ? 'auto' : 'smooth' })
  announce(say('over', { card: nameOf(picked.item), place: target.name }))
}

/** In an order: will it stand after the one it is held over? @param {Target} target */
const isAfter = ({ element }) => Boolean(picked && picked.item.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)

/** @param {boolean} [aloud] */
function putBack(aloud = true) {
  if (!picked) return
  const { item, over } = picked
  over?.element.removeAttribute('data-over')
  item.removeAttribute('data-picked')
  press(item, false)
  boardOf(item)?.removeAttribute('data-can')
  picked = null
  if (aloud) announce(say('putBack', { card: nameOf(item) }))
}

/** @param {Target} target */
function place(target) {
  if (!picked) return
  const { item } = picked
  const board = boardOf(item)
  const form = formOf(board)
  putBack(false)
  if (!form || (target.element === item && item.closest('[data-order]'))) return
  fill(form, board?.dataset.fieldCard ?? form.dataset.fieldCard ?? 'card', item.dataset.pick ?? '')
  fill(form, board?.dataset.fieldPlace ?? form.dataset.fieldPlace ?? 'place', target.value)
  item.setAttribute('aria-busy', 'true')
  const said = say('placed', { card: nameOf(item), place: target.name })
  post(form, null, said)
  announce(said)
}

function fill(form, name, value) {
  const input = form.elements.namedItem(name)
  if (input instanceof HTMLInputElement) input.value = value
}

// ---- keyboard and tapping ---------------------------------------------------------------------------------------

/** @param {KeyboardEvent} event */
function keyed(event) {
  if (event.key === 'Escape' && picked) {
    event.preventDefault()
    return putBack()
  }
  const item = itemOf(/** @type {Element} */ (event.target))
  if (!item || event.target !== item) return
  if (event.key === ' ' || event.key === 'Enter') {
    event.preventDefault()
    if (picked?.item !== item) return pick(item)
    return picked.over ? place(picked.over) : putBack()
  }
  if (picked?.item === item && event.key.startsWith('Arrow')) {
    event.preventDefault()
    const next = inDirection(event.key)
    if (next) point(next, true)
  }
}

/** A link or button inside a thing keeps its own work. */
const hasOwnWork = (node, item) => {
  const worker = node.closest('a, button, input, select, textarea, label, summary')
  return Boolean(worker && worker !== item && item?.contains(worker))
}

/** @param {MouseEvent} event */
function tapped(event) {
  if (justDragged) return void (justDragged = false)
  const node = /** @type {Element} */ (event.target)
  const item = itemOf(node)
  if (hasOwnWork(node, item)) return
  if (picked) {
    if (item === picked.item) return putBack()
    const target = boardOf(node) === boardOf(picked.item) ? targetAt(node) : null
    if (target) {
      event.preventDefault()
      return place(target)
    }
  }
  if (item) pick(item)
}

// ---- dragging ---------------------------------------------------------------------------------------------------

/** @param {PointerEvent} event */
function down(event) {
  const node = /** @type {Element} */ (event.target)
  const item = itemOf(node)
  if (!item || event.button !== 0 || hasOwnWork(node, item)) return
  const touch = event.pointerType !== 'mouse'
  pressed = { item, x: event.clientX, y: event.clientY, touch }
  // A finger that rests on a thing takes it; a finger that moves at once scrolls, except on a handle.
  if (touch && !node.closest('.drag-handle')) pressed.timer = setTimeout(() => pressed && lift(), 280)
}

/** @param {PointerEvent} event */
function moved(event) {
  if (!pressed) return
  const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y)
  if (!pressed.ghost) {
    if (far < 7) return
    if (pressed.timer) return release()
    lift()
  }
  pressed.ghost?.style.setProperty('translate', `${event.clientX - pressed.x}px ${event.clientY - pressed.y}px`)
  point(targetAt(document.elementFromPoint(event.clientX, event.clientY)))
  scrollNear(event)
}

/** Near the edge of the window the page follows. */
function scrollNear({ clientX, clientY }) {
  const edge = 60
  const speed = (at, size) => (at < edge ? -12 : at > size - edge ? 12 : 0)
  scrollBy(speed(clientX, innerWidth), speed(clientY, innerHeight))
}

/** Take the pressed thing up: a likeness of it follows the pointer. */
function lift() {
  if (!pressed) return
  const { item } = pressed
  pressed.timer = undefined
  if (picked?.item !== item) pick(item)
  const { left, top, width, height } = item.getBoundingClientRect()
  const ghost = /** @type {HTMLElement} */ (item.cloneNode(true))
  for (const node of [ghost, ...ghost.querySelectorAll('[id]')]) node.removeAttribute('id')
  ghost.className += ' drag-ghost'
  ghost.setAttribute('aria-hidden', 'true')
  ghost.removeAttribute('data-pick')
  for (const [name, value] of Object.entries({ left, top, width, height })) ghost.style.setProperty(name, `${value}px`)
  document.body.append(ghost)
  pressed.ghost = ghost
  navigator.vibrate?.(12)
}

function release() {
  clearTimeout(pressed?.timer)
  pressed?.ghost?.remove()
  pressed = null
}

/** @param {PointerEvent} event */
function up(event) {
  if (!pressed) return
  const dragged = Boolean(pressed.ghost)
  release()
  if (!dragged) return
  justDragged = true
  setTimeout(() => (justDragged = false), 50)
  const target = event.type === 'pointerup' ? targetAt(document.elementFromPoint(event.clientX, event.clientY)) : null
  if (target) place(target)
  else putBack()
}

// ---- the markup gets what it needs for the keyboard -------------------------------------------------------------

/** @param {ParentNode} within */
function prepare(within) {
  for (const item of within.querySelectorAll('[data-board] [data-pick]')) {
    if (!item.matches('button')) item.setAttribute('tabindex', '0')
    // A list item or an article stays what it is, and a thing with buttons inside is not a button itself.
    if (item.matches('div, span') && !item.querySelector('a, button, input, select, textarea, summary')) item.setAttribute('role', 'button')
    item.setAttribute('aria-describedby', 'drag-help')
    press(item, picked?.item === item)
  }
  if (picked && !picked.item.isConnected) {
    const again = /** @type {HTMLElement | null} */ (document.querySelector(`[data-board] [data-pick="${CSS.escape(picked.item.dataset.pick ?? '')}"]`))
    const had = document.activeElement === document.body || document.activeElement === picked.item
    picked = null
    if (again && had) again.focus({ preventScroll: true })
  }
}

const unbusy = () => document.querySelectorAll('[data-pick][aria-busy]').forEach((item) => item.removeAttribute('aria-busy'))

export function startDragging() {
  prepare(document)
  document.addEventListener('samskap:shown', (event) => prepare(/** @type {Element} */ (event.target)))
  document.addEventListener('samskap:sent', unbusy)
  document.addEventListener('samskap:refused', unbusy)
  document.addEventListener('keydown', keyed)
  document.addEventListener('click', tapped)
  document.addEventListener('pointerdown', down)
  document.addEventListener('pointermove', moved)
  document.addEventListener('pointerup', up)
  document.addEventListener('pointercancel', up)
  document.addEventListener('dragstart', (event) => itemOf(/** @type {Element} */ (event.target)) && event.preventDefault())
  // Once lifted by a finger, the page must not scroll away under it.
  document.addEventListener('touchmove', (event) => pressed?.ghost && event.preventDefault(), { passive: false })
  document.addEventListener('contextmenu', (event) => pressed?.touch && event.preventDefault())
}
