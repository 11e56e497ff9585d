// Designsystemet's contrast, our hues: every colour keeps the luminance its designers proved, and changes only hue and chroma.

/** Our palette: OKLCH hue in degrees, and how strong the full colour is. */
const PALETTE = {
  accent: { hue: 172, chroma: 0.094 }, // spruce: what can be pressed
  brand1: { hue: 52, chroma: 0.15 }, //   cloudberry: warmth, and "now"
  brand2: { hue: 345, chroma: 0.13 }, //  heather: a second voice
  neutral: { hue: 80, chroma: 0.012, even: true }, // paper and ink
}

/** @param {string} css Designsystemet's theme @returns {string} the same theme in our colours */
export function ourTheme(css) {
  return css.replace(/(--ds-color-(accent|brand1|brand2|neutral)-[a-z-]+:)(#[0-9a-f]{3,6})\b/g, (_, start, name, hex) => start + recolour(hex, PALETTE[name]))
}

function recolour(hex, { hue, chroma, even }) {
  const wanted = luminance(fromHex(hex))
  if (wanted === 0 || wanted === 1) return hex
  const theirs = chromaOf(fromHex(hex))
  const ours = even ? chroma : Math.min(chroma, theirs * (chroma / 0.15))
  let low = 0
  let high = 1
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2
    if (luminance(inGamut(middle, ours, hue)) < wanted) low = middle
    else high = middle
  }
  return toHex(inGamut(low, ours, hue))
}

/** The colour with this lightness and hue, and as much of this chroma as a screen can show. */
function inGamut(lightness, chroma, hue) {
  for (let c = chroma; c > 0; c -= 0.004) {
    const rgb = fromOklch(lightness, c, hue)
    if (rgb.every((v) => v >= -0.0005 && v <= 1.0005)) return rgb
  }
  return fromOklch(lightness, 0, hue)
}

const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const gamma = (v) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055)
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b

function fromHex(hex) {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d) : hex.slice(1).match(/../g)
  return digits.map((d) => linear(parseInt(d, 16) / 255))
}

function toHex(rgb) {
  return `#${rgb.map((v) => Math.round(Math.min(1, Math.max(0, gamma(v))) * 255).toString(16).padStart(2, '0')).join('')}`
}

function chromaOf([r, g, b]) {
  const [l, m, s] = [
    Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b),
    Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b),
    Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b),
  ]
  return Math.hypot(1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s)
}

function fromOklch(lightness, chroma, hue) {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)]
  const [l, m, s] = [
    (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ]
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}
