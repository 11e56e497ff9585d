// The tablet where people check themselves in: scan, and go back to the beginning when somebody has walked away.
import { startCamera } from './scan.js'

/** Leave no name standing on the screen. @param {HTMLAnchorElement} link */
function goBack(link) {
  let left = Number(link.dataset.return)
  const again = () => (left = Number(link.dataset.return))
  for (const name of ['input', 'pointerdown', 'keydown']) addEventListener(name, again)
  setInterval(() => {
    left -= 1
    if (left === 0) location.assign(link.href)
  }, 1000)
}

export function startTablet() {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById('tablet-scan'))
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[data-return]'))
  const camera = /** @type {HTMLElement | null} */ (document.querySelector('.tablet [data-camera]'))
  if (link) goBack(link)
  if (!form || !camera) return
  startCamera(camera, async (text) => {
    const box = /** @type {HTMLInputElement} */ (form.elements.namedItem('q'))
    box.value = text
    form.requestSubmit()
    return null
  })
}
