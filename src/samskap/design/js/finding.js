// Find somebody by what is typed at the door, without a connection. The same rules as gatherings/finding.py.
const LETTERS = { æ: 'a', ø: 'o', å: 'a', đ: 'd', ð: 'd', ŋ: 'n', ŧ: 't', ß: 'ss' }

/** The words of a text, in small letters that any keyboard has. @param {string} text @returns {string[]} */
export function words(text) {
  const plain = text.toLowerCase().replace(/[æøåđðŋŧß]/g, (sign) => LETTERS[sign]).normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.replaceAll('aa', 'a').replaceAll('ae', 'a').replaceAll('oe', 'o').match(/[\p{L}\p{N}]+/gu) ?? []
}

/** How many slips of the finger turn the beginning of `word` into `typed`. @param {string} typed @param {string} word */
function slips(typed, word) {
  let before = /** @type {number[]} */ ([])
  let row = [...word, ''].map((_, i) => i)
  for (let i = 1; i <= typed.length; i++) {
    const fresh = [i]
    for (let j = 1; j <= word.length; j++) {
      let best = Math.min(row[j] + 1, fresh[j - 1] + 1, row[j - 1] + Number(typed[i - 1] !== word[j - 1]))
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) best = Math.min(best, before[j - 2] + 1)
      fresh.push(best)
    }
    before = row
    row = fresh
  }
  return Math.min(...row)
}

const isNear = (typed, word) => typed.length >= 4 && slips(typed, word) <= (typed.length >= 7 ? 2 : 1)

/**
 * How well somebody answers to what is typed: 0 is best; nothing if not at all.
 * @param {string[]} sought @param {string[]} names @param {string[]} elsewhere @returns {number | null}
 */
export function howNear(sought, names, elsewhere) {
  let total = 0
  for (const word of sought) {
    if (names.some((one) => one.startsWith(word))) continue
    else if (elsewhere.some((one) => one.startsWith(word))) total += 1
    else if (names.some((one) => isNear(word, one))) total += 3
    else if (elsewhere.some((one) => isNear(word, one))) total += 4
    else return null
  }
  return total
}

Object.assign(globalThis, { samskapFinding: { words, howNear } }) // so that a test can hold both to the same cases
