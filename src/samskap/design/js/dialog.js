// Dialogs: open, close, ask before something that cannot be undone.
import { element, say } from './words.js'

/** @type {WeakSet<Element>} */
const agreed = new WeakSet()

/** Ask a yes-or-no question. @param {string} question @param {string} [yes] @returns {Promise<boolean>} */
export function ask(question, yes) {
  const button = (label, value, variant) => element('button', { class: 'ds-button', 'data-variant': variant, value }, label)
  const form = element('form', { method: 'dialog', class: 'row' }, button(yes || say('yes'), 'yes', 'primary'), button(say('no'), '', 'secondary'))
  const dialog = /** @type {HTMLDialogElement} */ (element('dialog', { class: 'ds-dialog', 'aria-label': question }, element('p', { class: 'lead' }, question), form))
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    resolve(dialog.returnValue === 'yes')
    dialog.remove()
  }))
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = /** @type {Element} */ (event.target)
  const opener = /** @type {HTMLElement | null} */ (target.closest?.('[data-open]'))
  if (opener) {
    const dialog = document.getElementById(opener.dataset.open ?? '')
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
  }
  if (target.closest?.('[data-close]')) target.closest('dialog')?.close()
  // A tap beside the dialog closes it, as people expect.
  if (target instanceof HTMLDialogElement && target.id && event.clientX + event.clientY && outside(target, event)) target.close()
}

function outside(dialog, { clientX, clientY }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}

/** A form with `data-confirm` is first sent when the answer is yes. @param {SubmitEvent} event */
async function confirmFirst(event) {
  const form = /** @type {HTMLFormElement} */ (event.target)
  const submitter = /** @type {HTMLElement | null} */ (event.submitter)
  const question = submitter?.dataset.confirm ?? form.dataset.confirm
  if (!question || agreed.delete(form)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (!(await ask(question, submitter?.textContent?.trim()))) return
  agreed.add(form)
  form.requestSubmit(submitter?.isConnected ? submitter : null)
}

export function startDialogs() {
  document.addEventListener('click', clicked)
  addEventListener('submit', confirmFirst, { capture: true })
  document.addEventListener('samskap:sent', (event) => {
    const { formId } = /** @type {CustomEvent} */ (event).detail.item
    if (formId) document.getElementById(formId)?.closest('dialog')?.close()
  })
}
