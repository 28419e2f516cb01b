/** Scripts with letters that pass for Latin ones. East Asian, Arabic and Indic letters do not and may stand beside. */
const lookalikeScript =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Georgian}\p{Script=Lisu}\p{Script=Deseret}\p{Script=Osage}\p{Script=Canadian_Aboriginal}\p{Script=Tifinagh}\p{Script=Old_Italic}\p{Script=Carian}\p{Script=Lycian}\p{Script=Lydian}\p{Script=Gothic}\p{Script=Glagolitic}\p{Script=Runic}\p{Script=Vai}\p{Script=Bamum}\p{Script=Warang_Citi}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Lao}]/u
const latin = /\p{Script=Latin}/u
const letter = /[\p{L}\p{M}]/u

/** Letters that most typefaces draw just like a Latin one. */
const twins = new Set(
  'АВЕЅІЈКМНОРСТХУҮԌԚԜӀҺаеѕіјорсхуһԁԛԝӏүԍ' + 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺοϲϳνϜ' + 'ՍՏՕսօոհցզԼ',
)
/** With letters that resemble a Latin one in passing. */
const twinsAndCousins = new Set([...twins, ...Array.from('гғткмнвпиЗбьЬωαιρτυκχγηεբյղդգպռ')])
/** A word reads as Latin when it has no other letters and at least this share are twins. */
const twinShare = 0.6
/** Whole words of another script are judged from this length on when the value has no Latin word. */
const shortestWord = 4

/**
 * Positions of letters that pass for Latin ones: all foreign letters of a word that also has Latin letters, and words
 * made of nothing but twins. A file name's extension is always Latin and says nothing about the rest.
 */
export const lookalikeLetters = (
  characters: readonly string[],
  isFileName: boolean,
): ReadonlySet<number> => {
  const positions = new Set<number>()
  const end = isFileName ? characters.lastIndexOf('.') : -1
  const body = end > 0 ? characters.slice(0, end) : characters
  const amongLatin = body.some((character) => latin.test(character))
  const words = wordsOf(characters).filter(isForeign)
  // Beside words that only their own language has, a word of twins is most likely of that language too.
  const atHome = words.some((word) => !isMixed(word) && shareOf(word, twinsAndCousins) < 1)
  const shortest = amongLatin && !atHome ? 1 : shortestWord
  for (const word of words) {
    const asLatin =
      shareOf(word, twinsAndCousins) === 1 && shareOf(word, twins) >= (atHome ? 1 : twinShare)
    if (!isMixed(word) && (word.length < shortest || !asLatin)) continue
    for (const [position, character] of word) {
      if (lookalikeScript.test(character)) positions.add(position)
    }
  }
  return positions
}

type Word = (readonly [number, string])[]

const wordsOf = (characters: readonly string[]): Word[] => {
  const words: Word[] = []
  let word: Word = []
  characters.forEach((character, position) => {
    if (letter.test(character)) word.push([position, character])
    else if (!/\p{Default_Ignorable_Code_Point}/u.test(character)) {
      words.push(word)
      word = []
    }
  })
  return [...words, word]
}

const isForeign = (word: Word): boolean =>
  word.some(([, character]) => lookalikeScript.test(character))

const isMixed = (word: Word): boolean => word.some(([, character]) => latin.test(character))

const shareOf = (word: Word, letters: ReadonlySet<string>): number =>
  word.filter(([, character]) => letters.has(character)).length / word.length
