// The words the script says, translated by the server (parts/words.html).

/** @returns {DOMStringMap} */
const words = () => /** @type {HTMLElement | null} */ (document.getElementById('words'))?.dataset ?? {}

/**
 * A sentence in the page's language, with {name}s filled in.
 * @param {string} name @param {Record<string, string | number>} [values]
 */
export function say(name, values = {}) {
  return (words()[name] ?? '').replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole))
}

/** Read a sentence aloud, politely, to those who use a screen reader. @param {string} text */
export function announce(text) {
  const region = document.getElementById('polite')
  if (!region || !text) return
  region.textContent = ''
  // A pause lets the same sentence be read twice.
  setTimeout(() => (region.textContent = text), 60)
}

/**
 * Show a message at the top and read it aloud. An empty text takes it away.
 * @param {string} text @param {string} [color]
 */
export function notice(text, color = 'info') {
  const place = document.getElementById('notice')
  if (!place) return
  place.dataset.color = color
  place.replaceChildren(...(text ? [element('p', {}, text)] : []))
  if (!text) return
  inView(place)
  fade(place)
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let fading

/** Good news goes by itself; a refusal stays until the next thing is sent. @param {HTMLElement} place */
export function fade(place) {
  clearTimeout(fading)
  if (!/danger|warning/.test(place.dataset.color ?? '')) fading = setTimeout(() => place.replaceChildren(), 6000)
}

/** Bring a message into view without taking the focus from what is being written. @param {Element} place */
export function inView(place) {
  place.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' })
}

/** Does this person want things to stand still? */
export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * Make an element.
 * @param {string} tag @param {Record<string, string>} attributes @param {...(string | Node)} inside
 */
export function element(tag, attributes, ...inside) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...inside)
  return made
}
