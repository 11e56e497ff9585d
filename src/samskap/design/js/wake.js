// The big screen stays awake while it shows a gathering.
let lock = null

async function hold() {
  if (document.hidden || lock) return
  try {
    lock = await navigator.wakeLock?.request('screen')
    lock?.addEventListener('release', () => (lock = null))
  } catch {
    // Not allowed just now (low battery, say): asked again when the page is shown.
  }
}

export function startWake() {
  if (!('wake' in document.body.dataset)) return
  hold()
  document.addEventListener('visibilitychange', hold)
  document.addEventListener('click', hold)
}
