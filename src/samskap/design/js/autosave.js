// Writing that saves itself: in `<form data-live data-keep data-autosave>` a pause in the typing sends what stands there.
import { isHalfTyped } from './half-typed.js'
import { post } from './outbox.js'

const PAUSE = 1000
/** @type {Map<string, ReturnType<typeof setTimeout>>} by the form's id: the form itself may be drawn anew */
const pauses = new Map()
/** @type {WeakMap<HTMLFormElement, string>} what was last handed to the outbox */
const handed = new WeakMap()

const forms = () => /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-autosave]'))
const typed = (form) => [...form.querySelectorAll('textarea')].map(({ value }) => value).join('\0')
const isUnsaved = (form) => [...form.querySelectorAll('textarea')].some(isHalfTyped)

/** @param {HTMLFormElement} form */
function save(form) {
  clearTimeout(pauses.get(form.id))
  pauses.delete(form.id)
  if (!form.isConnected || !isUnsaved(form) || handed.get(form) === typed(form)) return
  handed.set(form, typed(form))
  post(form)
}

/** Say under the box whether all of it is safe. */
const mark = () => forms().forEach((form) => form.toggleAttribute('data-unsaved', isUnsaved(form)))
const saveAll = () => forms().forEach(save)

export function startSaving() {
  document.addEventListener('input', ({ target }) => {
    const form = target instanceof HTMLTextAreaElement && target.form
    if (!form || !form.matches('[data-autosave]')) return
    form.setAttribute('data-unsaved', '')
    clearTimeout(pauses.get(form.id))
    pauses.set(form.id, setTimeout(() => save(form), PAUSE))
  })
  document.addEventListener('change', ({ target }) => {
    const form = target instanceof HTMLTextAreaElement && target.form
    if (form && form.matches('[data-autosave]')) save(form)
  })
  document.addEventListener('visibilitychange', () => document.hidden && saveAll())
  addEventListener('pagehide', saveAll)
  for (const event of ['samskap:shown', 'samskap:sent']) document.addEventListener(event, mark)
}
