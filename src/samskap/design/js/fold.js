// A menu that is open beside the page is folded where it would stand above it.

const narrow = window.matchMedia('(max-width: 69.99rem)')

/** Fold or unfold each `details[data-fold]` to suit the width of the page. */
function fold() {
  for (const details of document.querySelectorAll('details[data-fold]')) {
    /** @type {HTMLDetailsElement} */ (details).open = !narrow.matches
  }
}

/** Fold now, and again when the width changes. */
export function startFolding() {
  fold()
  narrow.addEventListener('change', fold)
}
