// On a wide desk the run sheet scrolls by itself: what is on now is brought within sight when everybody moves on.

/** @type {string | undefined} */
let shown

/** Only the column moves, never the page or the focus; and not while somebody is at work in it. */
function follow() {
  const sheet = document.getElementById('face-run')
  const column = sheet?.closest('.desk-run')
  if (!sheet || !column || sheet.dataset.stage === shown) return
  shown = sheet.dataset.stage
  const now = sheet.querySelector('[data-state=now]')
  if (!now || column.contains(document.activeElement)) return
  const away = now.getBoundingClientRect().top - column.getBoundingClientRect().top
  column.scrollTop += away - column.clientHeight / 3
}

export function startRunSheet() {
  if (!document.body.matches('.desk')) return
  follow()
  document.addEventListener('samskap:shown', follow)
}
