// Copy a link or a text, and say so.
import { announce, notice, say } from './words.js'

/** @param {HTMLElement} button */
async function copy(button) {
  const { copy: text, copyFrom } = button.dataset
  const from = copyFrom ? document.querySelector(copyFrom) : null
  try {
    await navigator.clipboard.writeText(text || /** @type {any} */ (from)?.value || from?.textContent?.trim() || '')
  } catch {
    return notice(say('notCopied'), 'warning')
  }
  announce(say('copied'))
  button.dataset.done = say('copied')
  setTimeout(() => delete button.dataset.done, 2000)
}

export function startCopying() {
  document.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.('[data-copy], [data-copy-from]'))
    if (button) copy(button)
  })
}
