// Morphing parts into the page: what is half-typed, focused or open stays as it is.
import htmx from 'htmx.org'
import { tick } from './clock.js'
import { isOurs } from './drag.js'
import { isBeingWritten, isHalfTyped, isHeldVersion } from './half-typed.js'
import { keepLostText } from './outbox.js'
import { element, fade, inView } from './words.js'

/** @type {any} htmx's inner tools, handed to extensions */
let api

htmx.registerExtension('samskap', {
  init(tools) {
    api = tools
    const alike = api.isSoftMatch
    // A form for another thing is another form: half a sentence for one task must not slide into the next one's box.
    api.isSoftMatch = (old, fresh) => alike(old, fresh) && !(old.tagName === 'FORM' && old.getAttribute('action') !== fresh.getAttribute('action'))
  },
  htmx_before_morph_node(old, { newNode }) {
    if ((isHalfTyped(old) || isBeingWritten(old) || isHeldVersion(old)) && old.name === newNode.name) return false
  },
  htmx_before_morph_attr(old, { attrName }) {
    if (attrName === 'open' && /^(DETAILS|DIALOG)$/.test(old.tagName)) return false
    if (isOurs(old, attrName)) return false
    if (attrName === 'popover' || (attrName === 'style' && old.style.length)) return false
  },
})

/**
 * Take in top-level elements with ids, each in the place of the one with the same id.
 * @param {string} html @returns {Element[]} what was shown
 */
export function showParts(html) {
  const parsed = document.createElement('template')
  parsed.innerHTML = html
  const shown = []
  for (const fresh of [...parsed.content.children]) {
    const old = fresh.id && document.getElementById(fresh.id)
    if (old) shown.push(showOne(old, fresh))
  }
  if (shown.length) tick()
  return shown
}

/** @param {HTMLElement} old @param {Element} fresh */
function showOne(old, fresh) {
  const { id } = old
  keepLostText(emptied([...old.querySelectorAll('textarea, input[type=text], input:not([type])')].filter((field) => isHalfTyped(field) && !hasPlace(field, fresh))))
  const focused = old.contains(document.activeElement) ? document.activeElement : null
  const holder = document.createDocumentFragment()
  holder.append(fresh)
  api.morph(old, holder, false)
  const now = /** @type {HTMLElement} */ (document.getElementById(id))
  htmx.process(now)
  if (focused && !focused.isConnected) keepPlace(now, focused)
  if (id === 'notice' && now.textContent?.trim()) {
    if (!now.childElementCount) now.replaceChildren(element('p', {}, now.textContent.trim()))
    inView(now)
    fade(now)
  }
  now.dispatchEvent(new CustomEvent('samskap:shown', { bubbles: true }))
  return now
}

/** Is this box still there in what comes, for the same purpose? @param {any} field @param {Element} fresh */
function hasPlace(field, fresh) {
  const purpose = (node) => node.closest('form')?.getAttribute('action')
  return [...fresh.querySelectorAll('[name]')].some((twin) => twin.getAttribute('name') === field.name && purpose(twin) === purpose(field))
}

/** The words are taken care of elsewhere: empty the boxes, so that they do not slide into the next task's. @param {any[]} fields */
function emptied(fields) {
  return fields.map((field) => {
    const { value } = field
    field.value = field.defaultValue
    return value
  })
}

/** What had the focus is gone: stay in the same region rather than jump to the top of the page. */
function keepPlace(region, gone) {
  const twin = gone.id && document.getElementById(gone.id)
  if (twin) return twin.focus({ preventScroll: true })
  if (!region.hasAttribute('tabindex')) region.tabIndex = -1
  region.focus({ preventScroll: true })
}
