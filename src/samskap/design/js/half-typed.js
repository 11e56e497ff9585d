// What somebody has begun to write and not yet sent.

/** Has somebody begun to fill this in, and not sent it? @param {any} field */
export function isHalfTyped(field) {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected) && field.options.length > 0 && hasChosen(field)
  if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false
  if (field.type === 'file') return Boolean(field.files?.length)
  if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked
  return field.value !== field.defaultValue
}

/** A select with nothing marked as chosen shows its first option: that is nobody's choice. @param {HTMLSelectElement} field */
function hasChosen(field) {
  return [...field.options].some((option) => option.defaultSelected) || field.selectedIndex > 0
}

/** Somebody is writing in a box that saves itself: it is theirs until they leave it. @param {any} field */
export function isBeingWritten(field) {
  return field instanceof HTMLTextAreaElement && Boolean(field.form?.matches('[data-autosave]')) && (field === document.activeElement || isHalfTyped(field))
}

/** A version belongs to the text it was read with: it waits while that text is being changed. @param {any} field */
export function isHeldVersion(field) {
  return field instanceof HTMLInputElement && field.type === 'hidden' && field.name === 'version' && [...(field.form?.elements ?? [])].some((one) => isHalfTyped(one) || isBeingWritten(one))
}

/** What was sent is no longer half-typed; what has been typed since is. @param {HTMLElement | null} form @param {Array<[string, any, string?]>} fields */
export function nowSaved(form, fields) {
  if (!(form instanceof HTMLFormElement) || !('keep' in form.dataset)) return
  for (const [name, value] of fields) {
    const box = form.elements.namedItem(name)
    if (box instanceof HTMLTextAreaElement && typeof value === 'string') box.defaultValue = value.replaceAll('\r\n', '\n')
  }
}
