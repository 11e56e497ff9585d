// Typing in a stack of notes from paper, and sending a stack of photos: the hands stay where they are.

/** What is the same for the next note stays in its box when the form is emptied. @param {HTMLFormElement} form */
function keepWhatStays(form) {
  for (const box of form.querySelectorAll('[data-stays]')) /** @type {HTMLInputElement} */ (box).defaultValue = /** @type {HTMLInputElement} */ (box).value
  for (const select of form.querySelectorAll('select')) for (const option of select.options) option.defaultSelected = option.selected
}

/** The first box that is empty again, which is where the next note begins. @param {HTMLFormElement} form */
function goOn(form) {
  const boxes = [...form.querySelectorAll('textarea, input:not([type=hidden], [type=checkbox], [data-stays])')]
  const next = /** @type {HTMLElement | undefined} */ (boxes[0])
  next?.focus()
}

/** Each picture is sent by itself, so that each finds its own place. @param {HTMLFormElement} form @param {HTMLInputElement} input */
function sendEach(form, input) {
  const chosen = [...(input.files ?? [])]
  input.removeAttribute('data-photo') // they are small already: the outbox need not wait
  for (const file of chosen) {
    const one = new DataTransfer()
    one.items.add(file)
    input.files = one.files
    form.requestSubmit()
  }
  input.setAttribute('data-photo', '')
}

export function startPaper() {
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target)
    if (!form.matches?.('form[data-stack]')) return
    keepWhatStays(form)
    setTimeout(() => goOn(form))
  }, { capture: true })
  document.addEventListener('keydown', (event) => {
    const box = /** @type {HTMLElement} */ (event.target)
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !box.matches?.('form[data-stack] textarea')) return
    event.preventDefault()
    box.closest('form')?.requestSubmit()
  })
  document.addEventListener('samskap:photo', (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target)
    const form = input.closest('form')
    if (form?.matches('[data-each]')) sendEach(form, input)
  })
  document.addEventListener('change', (event) => {
    const select = /** @type {HTMLSelectElement} */ (event.target)
    if (select.matches?.('select[data-submits]')) select.form?.requestSubmit()
  })
}
