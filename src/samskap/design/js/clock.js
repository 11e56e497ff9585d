// Countdowns, by the server's clock: a phone whose own clock is wrong still shows the right time.
import { announce, say } from './words.js'

/** How far the server's clock is ahead of ours, in milliseconds. */
let offset = 0
/** @type {WeakMap<Element, number>} seconds left when we last looked */
const seen = new WeakMap()

/** The server's time now, in milliseconds. */
export const serverNow = () => Date.now() + offset

export async function setClock() {
  const url = document.body.dataset.nowUrl
  if (!url) return
  try {
    const asked = performance.now()
    const local = Date.now()
    const response = await fetch(url, { cache: 'no-store' })
    const { now } = await response.json()
    offset = now - (local + (performance.now() - asked) / 2)
    tick()
  } catch {
    // Without an answer the last known offset is the best there is.
  }
}

/** @param {number} seconds */
export function inMinutes(seconds) {
  const whole = Math.abs(seconds)
  return `${seconds < 0 ? '+' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** @param {HTMLElement} clock @returns {number | null} whole seconds left; below zero when it is over */
function secondsLeft({ dataset }) {
  if (dataset.pausedLeft !== undefined) return Number(dataset.pausedLeft)
  if (!dataset.endsAt) return null
  return Math.ceil((Date.parse(dataset.endsAt) - serverNow()) / 1000)
}

/** Show every clock as it is this second. */
export function tick() {
  for (const clock of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.clock'))) {
    const left = secondsLeft(clock)
    if (left === null || Number.isNaN(left)) continue
    const text = inMinutes(left)
    if (clock.textContent !== text) clock.textContent = text
    clock.classList.toggle('over', left < 0)
    clock.classList.toggle('soon', left >= 0 && left <= 60)
    clock.classList.toggle('paused', clock.dataset.pausedLeft !== undefined)
    tell(clock, left)
  }
}

/** Say it once when a minute is left, and once at the end. */
function tell(clock, left) {
  const before = seen.get(clock)
  seen.set(clock, left)
  if (before === undefined || clock.dataset.pausedLeft !== undefined || document.body.matches('.screen')) return
  if (before > 60 && left <= 60 && left > 0) announce(say('minuteLeft'))
  if (before > 0 && left <= 0) announce(say('timeOver'))
}

export function startClocks() {
  tick()
  setClock()
  setInterval(tick, 250)
  addEventListener('pageshow', setClock)
  document.addEventListener('visibilitychange', () => document.hidden || setClock())
}
