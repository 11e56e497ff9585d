// Read QR codes with the camera, one after the other. The browser's own reader where it has one, else ours.
import { decodeQR } from 'qr/decode.js'

const PAUSE = 90
const LONGEST = 720
const SAME_AGAIN = 3500

/** A reader of codes: give it a video, get a text or nothing. @returns {Promise<(video: HTMLVideoElement) => Promise<string>>} */
async function reader() {
  const Own = /** @type {any} */ (window).BarcodeDetector
  if (Own && (await Own.getSupportedFormats().catch(() => [])).includes('qr_code')) {
    const detector = new Own({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? ''
  }
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const scale = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight))
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    context?.drawImage(video, 0, 0, canvas.width, canvas.height)
    const image = context?.getImageData(0, 0, canvas.width, canvas.height)
    try {
      return image ? decodeQR(image, { timeLimit: 60 }) : ''
    } catch {
      return '' // there is no code in this picture
    }
  }
}

/** @type {AudioContext | undefined} */
let audio

/** Two short tones up: good. One low: look. @param {boolean} good */
function sound(good) {
  audio ??= new AudioContext()
  const notes = good ? [660, 990] : [220, 220]
  notes.forEach((pitch, i) => {
    const tone = /** @type {AudioContext} */ (audio).createOscillator()
    const volume = /** @type {AudioContext} */ (audio).createGain()
    const from = /** @type {AudioContext} */ (audio).currentTime + i * 0.13
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0.14, from)
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.12)
    tone.connect(volume).connect(/** @type {AudioContext} */ (audio).destination)
    tone.start(from)
    tone.stop(from + 0.13)
  })
}

/**
 * Make a camera box work. `found` is told each code, and answers what to show in big words.
 * @param {HTMLElement} box @param {(text: string) => Promise<{text: string, good: boolean} | null>} found
 */
export function startCamera(box, found) {
  const part = (name) => /** @type {HTMLElement} */ (box.querySelector(`[data-camera-${name}]`))
  const [view, says, problem, start, stop, torch, noise] = ['view', 'says', 'problem', 'start', 'stop', 'torch', 'sound'].map(part)
  const video = /** @type {HTMLVideoElement} */ (box.querySelector('video'))
  /** @type {MediaStream | undefined} */
  let stream
  let last = ''
  let lastAt = 0
  let loud = true
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fading
  box.hidden = !navigator.mediaDevices?.getUserMedia
  if (box.hidden) return

  async function run() {
    problem.textContent = ''
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: box.dataset.camera || 'environment', width: { ideal: 1280 } }, audio: false })
    } catch {
      sessionStorage.removeItem('camera')
      problem.textContent = box.dataset.noCamera ?? ''
      return
    }
    sessionStorage.setItem('camera', 'on')
    video.srcObject = stream
    show(true)
    await video.play().catch(() => {})
    const track = stream.getVideoTracks()[0]
    torch.hidden = !(/** @type {any} */ (track.getCapabilities?.() ?? {}).torch)
    const read = await reader()
    while (stream) {
      if (video.readyState >= 2 && !document.hidden) await look(await read(video).catch(() => ''))
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }

  /** The same code held still is one person. @param {string} text */
  async function look(text) {
    if (!text) return
    const now = performance.now()
    const same = text === last && now - lastAt < SAME_AGAIN
    lastAt = now
    last = text
    if (same) return
    const answer = await found(text)
    if (answer) tell(answer.text, answer.good)
  }

  /** Seen, heard and felt. @param {string} text @param {boolean} good */
  function tell(text, good) {
    clearTimeout(fading)
    says.textContent = text
    view.dataset.level = good ? 'ok' : 'look'
    fading = setTimeout(() => {
      says.textContent = ''
      delete view.dataset.level
    }, 3000)
    navigator.vibrate?.(good ? 80 : [60, 80, 60, 80, 200])
    if (loud) sound(good)
  }

  function show(on) {
    view.hidden = stop.hidden = noise.hidden = !on
    start.hidden = on
    if (!on) torch.hidden = true
  }

  function end() {
    stream?.getTracks().forEach((track) => track.stop())
    stream = undefined
    show(false)
  }

  start.addEventListener('click', run)
  stop.addEventListener('click', () => {
    sessionStorage.removeItem('camera')
    end()
    start.focus()
  })
  torch.addEventListener('click', () => {
    const on = torch.getAttribute('aria-pressed') !== 'true'
    torch.setAttribute('aria-pressed', String(on))
    stream?.getVideoTracks()[0].applyConstraints(/** @type {any} */ ({ advanced: [{ torch: on }] })).catch(() => (torch.hidden = true))
  })
  noise.addEventListener('click', () => {
    loud = !loud
    noise.setAttribute('aria-pressed', String(loud))
  })
  addEventListener('pagehide', end)
  if (sessionStorage.getItem('camera')) run()
}
