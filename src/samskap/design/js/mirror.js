// `data-mirror="#id"`: shows what a shared part of the page holds, in one's own part, always as it is now.

function mirror() {
  for (const glass of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-mirror]'))) {
    const seen = document.querySelector(glass.dataset.mirror ?? '')
    if (!seen) continue
    const copy = document.createElement('template')
    copy.innerHTML = seen.innerHTML
    for (const one of copy.content.querySelectorAll('[id]')) one.removeAttribute('id')
    if (glass.innerHTML !== copy.innerHTML) glass.replaceChildren(copy.content)
  }
}

export function startMirrors() {
  mirror()
  document.addEventListener('samskap:shown', mirror)
}
