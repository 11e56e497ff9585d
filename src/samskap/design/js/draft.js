// Half-typed text, kept in the browser until it is sent.
import { announce, say } from './words.js'

const name = (field) => `samskap-draft:${document.body.dataset.me ?? ''}:${location.pathname.split('/')[2] ?? ''}:${field.dataset.draft}`

/** localStorage may be forbidden or full: then a draft lives only as long as the page. */
function quietly(work) {
  try {
    return work()
  } catch {
    return null
  }
}

/** Put kept text back into empty boxes. @param {ParentNode} within */
function restore(within) {
  for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (within.querySelectorAll('[data-draft]'))) {
    const text = quietly(() => localStorage.getItem(name(field)))
    if (!text || field.value !== field.defaultValue || field.value === text || field === document.activeElement) continue
    field.value = text
    announce(say('draftRestored'))
  }
}

/** What was in this form is sent, or lies in the outbox. @param {HTMLFormElement} form */
export function clearDrafts(form) {
  for (const field of form.querySelectorAll('[data-draft]')) quietly(() => localStorage.removeItem(name(field)))
}

export function startDrafts() {
  restore(document)
  document.addEventListener('samskap:shown', (event) => restore(/** @type {Element} */ (event.target)))
  document.addEventListener('input', (event) => {
    const field = /** @type {HTMLTextAreaElement} */ (event.target)
    if (!field.matches?.('[data-draft]')) return
    quietly(() => (field.value ? localStorage.setItem(name(field), field.value) : localStorage.removeItem(name(field))))
  })
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target)
    if (!event.defaultPrevented && !form.matches('[data-live]')) clearDrafts(form)
  })
}
