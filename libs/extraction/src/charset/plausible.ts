/** Frequent letters of the alphabets we meet, so that the right reading scores above a possible one. */
const CYRILLIC = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў';
const EXOTIC_CYRILLIC = 'ђѓѕјљњћќџ';
const GREEK = 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊ';
const CENTRAL = 'ąćęłńóśźżčřšžěůáéíýúďťňľĺŕôőűăâîşţșțđ';
const WESTERN = 'äöüßéèàçñêôâîûëïåøæãõáíóúœìòùğışİ';
const RARE_WESTERN = 'ðþýÿ';
const HAN =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新制身果加西月话合回特代内信表化老给世位次度门任常先海通教原东声提立及比员解水名真论处义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望术领共确传师观清今切院让识带导争运這個們來為國說時會對後發過種經麼學現當沒動還進樣從實軍無與長機業將兩間問應戰頭體見產話報結務場計資統區隊決書聽達強難權設記類據邊張該規萬領確傳師觀讓識帶導爭運記者新聞社会';

const WEIGHT = new Map<number, number>();
const weigh = (letters: string, weight: number): void => {
  for (const letter of letters) WEIGHT.set(letter.codePointAt(0) ?? 0, weight);
};
weigh(HAN, 2);
weigh(WESTERN, 1);
weigh(RARE_WESTERN, 0.1);
weigh(CENTRAL, 1);
// What windows-1252 makes of ě, ň, ů and ő, and windows-1250 of å and à: rare as letters of their own.
weigh('ìò', 0.3);
weigh('ùõ', 0.6);
weigh('ĺŕ', 0.1);
weigh(GREEK, 1);
weigh(CYRILLIC, 1);
weigh(EXOTIC_CYRILLIC, 0.2);
// The eleven letters that make up most of any Cyrillic text.
weigh('оеаинтсрвлк', 1.3);

enum Kind {
  Other,
  Ascii,
  Latin,
  Cyrillic,
  Greek,
  Kana,
  Hangul,
  Han,
}

function kindOf(code: number): Kind {
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return Kind.Ascii;
  if (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) return Kind.Latin;
  if (code >= 0x400 && code <= 0x52f) return Kind.Cyrillic;
  if (code >= 0x370 && code <= 0x3ff) return Kind.Greek;
  if (code >= 0x3041 && code <= 0x30fe) return Kind.Kana;
  if (code >= 0xac00 && code <= 0xd7a3) return Kind.Hangul;
  if (code >= 0x4e00 && code <= 0x9fff) return Kind.Han;
  return Kind.Other;
}

/** Signs that stand beside words in real text and need no excuse. */
const PUNCTUATION = new Set([...' –—«»„“”‘’‚…·•№©®°§、。，：；？！「」『』（）《》・％'].map((c) => c.codePointAt(0)));

const isUpper = (code: number): boolean => {
  const sign = String.fromCharCode(code);
  return sign !== sign.toLowerCase();
};

/**
 * How much a text reads like some language, per byte it was read from: frequent letters for it; capitals after small
 * letters, mixed alphabets, controls and signs inside words against it.
 */
export function plausibility(text: string, bytes: number): number {
  let score = 0;
  let before = Kind.Other;
  let beforeUpper = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      before = kindOf(code);
      beforeUpper = before !== Kind.Ascii || (code & 0x20) === 0;
      continue;
    }
    const kind = kindOf(code);
    if (code === 0xfffd || (code >= 0x80 && code < 0xa0)) score -= 5;
    else if (kind === Kind.Kana || kind === Kind.Hangul) score += 2.2;
    else if (kind === Kind.Han) score += WEIGHT.get(code) ?? 0.2;
    else if (kind === Kind.Other) {
      if (PUNCTUATION.has(code)) score += 0.3;
      else score -= before === Kind.Other ? 1 : 2.5;
    } else {
      const upper = isUpper(code);
      const lower = upper ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : code;
      const weight = WEIGHT.get(lower) ?? -0.5;
      if (upper && before !== Kind.Other && !beforeUpper) score -= 2;
      else score += upper ? weight * 0.5 : weight;
      const mixed = before !== Kind.Other && before !== kind && !(before === Kind.Ascii && kind === Kind.Latin);
      if (mixed) score -= 2;
      beforeUpper = upper;
    }
    before = kind;
    if (kind === Kind.Other) beforeUpper = true;
  }
  return bytes === 0 ? 0 : score / bytes;
}
