// On the big screen nothing scrolls: what does not fit is first made a little smaller, then shown page by page.
import { element, say } from './words.js'

const EACH = 8000
const SMALLEST = 0.88 // 39 px at 1920: what can be read from 15 metres
/** @type {WeakMap<Element, {page: number, since: number}>} */
const where = new WeakMap()

/** @param {HTMLElement} box */
function layOut(box) {
  const height = box.clientHeight
  if (!height) return
  let best = { fit: 1, pages: Infinity }
  for (const fit of [1, 0.97, 0.94, 0.91, SMALLEST]) {
    const pages = pagesAt(box, height, fit)
    if (pages < best.pages) best = { fit, pages }
  }
  pagesAt(box, height, best.fit)
  const page = Math.min(where.get(box)?.page ?? 0, best.pages - 1)
  where.set(box, { page, since: where.get(box)?.since ?? performance.now() })
  box.dataset.pageCount = String(best.pages)
  turn(box, page, best.pages)
}

const LISTS = '.notes, .grid, ul, ol, tbody'
/** These are one thing, whatever is in them. */
const WHOLE = '.note, .panel, article, li, tr'
/** These stay on every page: the head of a table, and what is not content. */
const STAYS = 'thead, caption, colgroup, .page-dots'

/** What is paged: the things in `[data-page-items]`, else the things in lists and what stands between. @returns {HTMLElement[]} */
function itemsOf(box) {
  const marked = [...box.querySelectorAll('[data-page-items]')]
  return marked.length ? marked.flatMap((list) => [...list.children]) : [...box.children].flatMap(leaves)
}

/** @param {Element} node @returns {any[]} */
function leaves(node) {
  if (node.matches(STAYS)) return []
  if (node.matches(WHOLE)) return [node]
  if (node.querySelector(LISTS)) return [...node.children].flatMap(leaves)
  return node.matches(LISTS) ? [...node.children] : [node]
}

/** Give every item the page it fits on, never cut in two. @returns {number} how many pages it takes at this size */
function pagesAt(box, height, fit) {
  box.style.setProperty('--fit', String(fit))
  const items = itemsOf(box)
  for (const item of items) item.hidden = false
  if (box.scrollHeight <= height + 1 || !items.length) return 1
  // From the top down, so that lists that stand side by side turn the page together.
  const placed = items.map((item) => ({ item, ...item.getBoundingClientRect().toJSON() })).sort((a, b) => a.top - b.top)
  let page = 0
  let from = placed[0].top
  const room = height - (from - box.getBoundingClientRect().top)
  for (const { item, top, bottom } of placed) {
    if (bottom - from > room + 1 && top > from) {
      page++
      from = top
    }
    item.dataset.onPage = String(page)
  }
  return page + 1
}

/** @param {HTMLElement} box */
function turn(box, at, all) {
  for (const item of itemsOf(box)) item.hidden = all > 1 && Number(item.dataset.onPage) !== at
  let dots = box.querySelector(':scope > .page-dots')
  if (all < 2) return dots?.remove()
  if (!dots) box.append((dots = element('p', { class: 'page-dots', role: 'img' })))
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
    turn(box, page, all)
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
