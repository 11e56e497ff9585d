// Photos are made smaller in the browser before they are sent: 1600 pixels is enough to read a note on a wall.
const LONGEST = 1600

/** @type {WeakMap<HTMLInputElement, Promise<void>>} */
const working = new WeakMap()

/** @param {File} file @returns {Promise<File>} a smaller JPEG, or the file itself if that cannot be made */
async function smaller(file) {
  if (!file.type.startsWith('image/') || file.type === 'image/gif') return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const context = canvas.getContext('2d')
    if (!context) return file
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82))
    if (!blob || (scale === 1 && blob.size >= file.size)) return file
    return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' })
  } catch {
    return file
  }
}

/** @param {HTMLInputElement} input */
async function shrink(input) {
  const chosen = [...(input.files ?? [])]
  const made = await Promise.all(chosen.map(smaller))
  if (chosen.some((file, i) => input.files?.[i] !== file)) return // changed meanwhile
  const holder = new DataTransfer()
  for (const file of made) holder.items.add(file)
  input.files = holder.files
  input.dispatchEvent(new CustomEvent('samskap:photo', { bubbles: true }))
}

/** Wait until this form's photos are ready. @param {HTMLFormElement} form */
export async function ready(form) {
  await Promise.all([...form.querySelectorAll('input[data-photo]')].map((input) => working.get(/** @type {HTMLInputElement} */ (input))))
}

export function startPhotos() {
  document.addEventListener('change', (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target)
    if (input.matches?.('input[data-photo]')) working.set(input, shrink(input))
  })
}
