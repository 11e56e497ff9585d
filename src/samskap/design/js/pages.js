// On the big screen nothing scrolls: what does not fit is first made a little smaller, then shown page by page.
import { element, say } from './words.js'

const EACH = 8000
const SMALLEST = 0.72
/** @type {WeakMap<Element, {page: number, since: number}>} */
const where = new WeakMap()

/** @param {HTMLElement} box */
function layOut(box) {
  box.style.setProperty('--fit', '1')
  box.style.setProperty('--page', '0')
  const height = box.clientHeight
  if (!height) return
  let fit = 1
  while (content(box) > height + 1 && fit > SMALLEST) box.style.setProperty('--fit', String((fit -= 0.04)))
  if (content(box) > height + 1) box.style.setProperty('--fit', String((fit = SMALLEST + 0.08)))
  paginate(box, height)
}

const inner = (box) => /** @type {HTMLElement} */ (box.firstElementChild)
const content = (box) => inner(box)?.scrollHeight ?? 0

/** Give every item the page it fits on, never cut in two. */
function paginate(box, height) {
  const leaf = inner(box)
  if (!leaf) return
  const items = /** @type {HTMLElement[]} */ ([...(leaf.querySelector('[data-page-items]') ?? leaf).children])
  for (const item of items) item.hidden = false
  const all = content(box) <= height + 1 ? 1 : split(items, height, leaf)
  const at = Math.min(where.get(box)?.page ?? 0, all - 1)
  where.set(box, { page: at, since: where.get(box)?.since ?? performance.now() })
  box.dataset.pageCount = String(all)
  turn(box, items, at, all)
}

/** @returns {number} how many pages */
function split(items, height, leaf) {
  const start = leaf.getBoundingClientRect().top
  let page = 0
  let from = start
  for (const item of items) {
    const { top, bottom } = item.getBoundingClientRect()
    if (bottom - from > height && top > from) {
      page++
      from = top
    }
    item.dataset.onPage = String(page)
  }
  return page + 1
}

function turn(box, items, at, all) {
  for (const item of items) item.hidden = all > 1 && Number(item.dataset.onPage) !== at
  let dots = box.parentElement?.querySelector(':scope > .page-dots')
  if (all < 2) return dots?.remove()
  if (!dots) box.after((dots = element('p', { class: 'page-dots', role: 'img' })))
  dots.setAttribute('aria-label', say('page', { n: at + 1, all }))
  dots.replaceChildren(...Array.from({ length: all }, (_, n) => element('span', n === at ? { 'data-here': '' } : {})))
}

function next() {
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-pages]'))) {
    const state = where.get(box)
    const all = Number(box.dataset.pageCount ?? 1)
    if (!state || all < 2 || performance.now() - state.since < EACH) continue
    const page = (state.page + 1) % all
    where.set(box, { page, since: performance.now() })
    turn(box, [...(inner(box).querySelector('[data-page-items]') ?? inner(box)).children], page, all)
  }
}

const layOutAll = () => document.querySelectorAll('[data-pages]').forEach(layOut)

export function startPages() {
  if (!document.body.matches('.screen')) return
  layOutAll()
  addEventListener('resize', layOutAll)
  document.fonts?.ready.then(layOutAll)
  document.addEventListener('samskap:shown', layOutAll)
  setInterval(next, 500)
}
