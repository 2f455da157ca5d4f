/** What a language's nouns and adjectives end in, and how the end of a stem changes before that. */
interface Morphology {
  /** Of all cases, numbers and articles, with blanks between. The longest one that fits is taken off. */
  endings: string;
  /** Applied in order to what is left. */
  mends: readonly (readonly [RegExp, string])[];
}

/** A stem has so many letters at least: what is shorter says nothing. */
const SHORTEST = 3;

/**
 * A light stemmer: one ending off, and sounds that change before endings brought back to one. It knows no verbs and no
 * prefixes; forms of a noun or an adjective get one stem, which need not be a word. The endings are those of the
 * declensions that the languages' grammars list.
 */
export function lightStemmer({ endings, mends }: Morphology): (word: string) => string {
  const known = new Set(endings.split(/\s+/));
  const longest = Math.max(...[...known].map((ending) => ending.length));
  return (word) => {
    let stem = word;
    for (let length = Math.min(longest, word.length - SHORTEST); length > 0; length -= 1) {
      if (!known.has(word.slice(-length))) continue;
      stem = word.slice(0, -length);
      break;
    }
    for (const [pattern, instead] of mends) stem = stem.replace(pattern, instead);
    return stem;
  };
}

const polish: Morphology = {
  endings: `ami iami ach iach om iom owi iowi owie em iem ów iów y i a ia ą ią ę ię u iu o io e ie
    ego iego emu iemu ymi imi ych ich ym im ej iej ość ości ością`,
  mends: [
    [/ó/g, 'o'],
    // moście → most, łodzi and łódź → łod, świecie → świet, górze → gór
    [/(?:ści?|śc)$/, 'st'],
    [/dź$|dzi?$/, 'd'],
    [/ć$|ci$/, 't'],
    [/rz$/, 'r'],
    [/([bfmnpswz])i$/, '$1'],
    [/ń$/, 'n'],
    // rynek, rynku; chłopiec, chłopca; minister, ministra
    [/(\p{L}{2})i?e([kcr])$/u, '$1$2'],
    // prezydencie → prezydent, ręce → ręka
    [/nc$/, 'nt'],
    [/([^sc])c$/, '$1k'],
  ],
};

const czech: Morphology = {
  endings: `ami emi ech ách ích ům ám ím em ovi ové y i a e ě u o í é ů ou
    ého ému ých ými ým ém ý á ího ímu ími`,
  mends: [
    [/ů/g, 'o'],
    // zámek, zámku; otec, otce; píseň, písně
    [/(\p{L}{2})e([kcňn])$/u, '$1$2'],
    // čeští → český, američtí → americký
    [/št$/, 'sk'],
    [/čt$/, 'ck'],
    // řece → řeka, Praze → Praha
    [/[cč]$/, 'k'],
    [/[zž]$/, 'h'],
    [/š$/, 'ch'],
  ],
};

const slovak: Morphology = {
  endings: `ami ach ách iach och om ám iam om ou ov ovi ovia mi ím y i a e u ú o í á é ia ie iu iou
    ej ého eho ému emu ých ych ými ymi ým ym ý ich ích ími imi im`,
  mends: [
    [/ô/g, 'o'],
    // zámok, zámku; otec, otca; minister, ministra
    [/(\p{L}{2})[eo]([kcr])$/u, '$1$2'],
    [/[cč]$/, 'k'],
    [/ľ$/, 'l'],
    [/ň$/, 'n'],
    [/ť$/, 't'],
    [/ď$/, 'd'],
  ],
};

const bulgarian: Morphology = {
  endings: `ищата ища ището ище овете евете ове еве ията ите ята ата ето ото ият ия иите ии ът ят та то те и а я о е у
    ения ението енията ение остта ости остите`,
  mends: [
    // край, края; герой, герои
    [/й$/, ''],
    // езици → език, прилози → прилог
    [/ц$/, 'к'],
    [/з$/, 'г'],
    // театър, театри; верен, верни
    [/([тдпбкгв])ъ([рл])$/, '$1$2'],
    [/(\p{L}{2})е([нцк])$/u, '$1$2'],
  ],
};

const belarusian: Morphology = {
  endings: `амі ямі ах ях ам ям аў яў оў ёў ой ай яй ей ою аю яю ом ём ем у ю ы і а я е э о ь
    ага яга ога аму яму ому ых іх ымі імі ым ім ую юю ая яя ае яе ыя ія`,
  mends: [
    // горадзе → горад, свеце → свет, Магілёў and Магілёва
    [/дз$/, 'д'],
    [/ц$/, 'т'],
    [/ў$/, 'в'],
    [/й$/, ''],
    // рынак, рынку; палец, пальца
    [/(\p{L}{2})[ае]([кц])$/u, '$1$2'],
    [/ь$/, ''],
    // Vowels are written as they sound, by the stress: мост, масты; рака, рэкі; поезд, паязды
    [/[оэ]/g, 'а'],
    [/[её]/g, 'я'],
  ],
};

export const polishStemmer = lightStemmer(polish);
export const czechStemmer = lightStemmer(czech);
export const slovakStemmer = lightStemmer(slovak);
export const bulgarianStemmer = lightStemmer(bulgarian);
export const belarusianStemmer = lightStemmer(belarusian);
