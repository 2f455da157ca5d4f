/**
 * Ways in which languages of Cyrillic letters are written in Latin ones. Who has no keyboard for the language, or writes for
 * readers without its letters, follows a standard, a habit, or both by turns.
 */

const COMMON = letters('а a б b в v д d з z к k л l м m н n о o п p р r с s т t у u ф f');
const VOWELS = 'аеёиіїоуыэюяє';

const RUSSIAN = { ...COMMON, ...letters('г g е e и i ч ch ш sh э e ж zh ы y') };
/** The road signs', the maps' and most newspapers' way (BGN/PCGN, simplified). */
const RUSSIAN_NEWS = { ...RUSSIAN, ...letters('ё yo й y х kh ц ts щ shch ъ ь ю yu я ya') };
/** BGN/PCGN and the American libraries' way, with marks for the signs. */
const RUSSIAN_BGN = { ...RUSSIAN_NEWS, ...letters("ё yë ъ ' ь '") };
/** Passports since 2013: ICAO 9303, GOST R 52535. */
const RUSSIAN_PASSPORT = { ...RUSSIAN, ...letters('ё e й i х kh ц ts щ shch ъ ie ь ю iu я ia') };
/** ISO 9:1995, which is GOST 7.79 A: a letter for a letter. */
const RUSSIAN_ISO = { ...RUSSIAN, ...letters("ж ž ё ë й j х h ц c ч č ш š щ ŝ ъ ' ь ' э è ю û я â") };
/** GOST 7.79 B, which needs no accents. Its grave accents count as apostrophes. */
const RUSSIAN_GOST_B = { ...RUSSIAN, ...letters("ё yo й j х x ц cz щ shh ъ ' ы y' ь ' э e' ю yu я ya") };
/** Slavic studies. */
const RUSSIAN_SCHOLARLY = { ...RUSSIAN, ...letters("ж ž ё ë й j х x ц c ч č ш š щ šč ъ ' ь ' э è ю ju я ja") };
/** As one types on a telephone. */
const RUSSIAN_CHAT = { ...RUSSIAN, ...letters('ё e й j х h ц c щ sch ъ ь ю ju я ja ж j') };

const UKRAINIAN = { ...COMMON, ...letters("г h ґ g е e и y і i ж zh х kh ц ts ч ch ш sh щ shch ь ' ") };
/** The national way (Cabinet of Ministers, 2010): other letters where a word begins. */
const UKRAINIAN_NATIONAL = { ...UKRAINIAN, ...letters('є ie ї i й i ь ю iu я ia') };
const NATIONAL_FIRST = letters('є ye ї yi й y ю yu я ya');
const UKRAINIAN_BGN = { ...UKRAINIAN, ...letters("є ye ї yi й y ю yu я ya ь '") };
const UKRAINIAN_ISO = {
  ...UKRAINIAN,
  ...letters("г g и i і ì є ê ж ž ї ï й j х h ц c ч č ш š щ ŝ ь ' ю û я â"),
};
const UKRAINIAN_SCHOLARLY = { ...UKRAINIAN, ...letters("ж ž ї ji є je й j х x ц c ч č ш š щ šč ь ' ю ju я ja") };
/** As Czech and Slovak libraries write it. */
const UKRAINIAN_CH = { ...UKRAINIAN_SCHOLARLY, ...letters("х ch ї ï ь ' ") };
/** As one types on a telephone: г as in Russian, or и as і. */
const UKRAINIAN_CHAT = { ...UKRAINIAN, ...letters('г g є ye ї yi й y х h ц c щ sch ь ю yu я ya') };
const UKRAINIAN_CHAT_J = { ...UKRAINIAN, ...letters('и i є je ї ji й j х h ц c щ sch ь ю ju я ja') };

const SERBIAN = {
  ...COMMON,
  ...letters('г g ђ đ е e ж ž и i ј j љ lj њ nj ћ ć х h ц c ч č џ dž ш š'),
};

/**
 * The ways of each tag, each with its share of what is written so (our own guess: newspapers and passports most) and what
 * is particular about it.
 */
export const ROMANISATIONS = {
  'sr-Latn': [{ share: 1, map: SERBIAN }],
  'ru-Latn': [
    { share: 4, map: RUSSIAN_NEWS },
    { share: 1, map: RUSSIAN_BGN, softE: 'ye' },
    { share: 3, map: RUSSIAN_PASSPORT },
    { share: 2, map: RUSSIAN_ISO },
    { share: 1, map: RUSSIAN_GOST_B },
    { share: 2, map: RUSSIAN_SCHOLARLY },
    { share: 2, map: { ...RUSSIAN_CHAT, ж: 'zh' } },
    { share: 1, map: RUSSIAN_CHAT },
  ],
  'uk-Latn': [
    { share: 4, map: UKRAINIAN_NATIONAL, first: NATIONAL_FIRST, zgh: true },
    { share: 2, map: UKRAINIAN_BGN },
    { share: 2, map: UKRAINIAN_ISO },
    { share: 2, map: UKRAINIAN_SCHOLARLY },
    { share: 1, map: UKRAINIAN_CH },
    { share: 2, map: UKRAINIAN_CHAT },
    { share: 2, map: UKRAINIAN_CHAT_J },
  ],
};

/** A word of Cyrillic letters in Latin ones; undefined for one with a letter of another alphabet. */
export function romanised(word, { map, first = {}, softE, zgh = false }) {
  let latin = '';
  let before = '';
  for (const letter of word) {
    const isApostrophe = letter === "'" || letter === '’' || letter === 'ʼ';
    if (!isApostrophe && map[letter] === undefined) return undefined;
    const opens = before === '' || VOWELS.includes(before) || 'йьъ'.includes(before);
    if (isApostrophe) latin += '';
    else if (letter === 'е' && softE !== undefined && opens) latin += softE;
    else if (zgh && letter === 'г' && before === 'з') latin += 'gh';
    else latin += (before === '' ? first[letter] : undefined) ?? map[letter];
    before = letter;
  }
  // A sign at a word's end is no letter to whoever looks for words.
  return latin.replace(/^'+|'+$/g, '');
}

/** `а a б b`: pairs of letters; a sign without a pair is left out in writing. */
function letters(pairs) {
  const map = {};
  let last;
  for (const each of pairs.trim().split(/\s+/)) {
    if (/[\u0400-\u04ff]/.test(each)) {
      last = each;
      map[each] = '';
    } else map[last] = each;
  }
  return map;
}
