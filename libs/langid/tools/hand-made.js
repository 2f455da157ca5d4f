/** What no package has: spelling rules, and lists of function words and of one-letter words. */

/** Portuguese words whose Galician form follows no spelling rule. */
const GALICIAN_WORDS = {
  uma: 'unha',
  numa: 'nunha',
  duma: 'dunha',
  um: 'un',
  com: 'con',
  em: 'en',
  não: 'non',
  muito: 'moito',
  muita: 'moita',
  muitos: 'moitos',
  muitas: 'moitas',
  mais: 'máis',
  até: 'ata',
  sua: 'súa',
  suas: 'súas',
  ele: 'el',
  isso: 'iso',
  isto: 'isto',
  pelo: 'polo',
  pela: 'pola',
  pelos: 'polos',
  pelas: 'polas',
  já: 'xa',
  também: 'tamén',
  à: 'á',
  às: 'ás',
  quando: 'cando',
  quatro: 'catro',
  mas: 'pero',
  dois: 'dous',
  duas: 'dúas',
  dia: 'día',
  dias: 'días',
  são: 'son',
  está: 'está',
  foram: 'foron',
  fazer: 'facer',
  dizer: 'dicir',
  ainda: 'aínda',
  depois: 'despois',
  bem: 'ben',
  sem: 'sen',
  quem: 'quen',
  eu: 'eu',
  seu: 'seu',
  homem: 'home',
  ontem: 'onte',
  hoje: 'hoxe',
  lá: 'alá',
  aqui: 'aquí',
  ali: 'alí',
  qual: 'cal',
  quais: 'cales',
  tem: 'ten',
  têm: 'teñen',
  governo: 'goberno',
  povo: 'pobo',
  lugar: 'lugar',
  rua: 'rúa',
  lei: 'lei',
  rei: 'rei',
  outra: 'outra',
  nem: 'nin',
  diz: 'di',
  disse: 'dixo',
  faz: 'fai',
  fez: 'fixo',
  teve: 'tivo',
  deve: 'debe',
  pessoa: 'persoa',
  pessoas: 'persoas',
  tudo: 'todo',
  você: 'vostede',
  vocês: 'vostedes',
  minha: 'miña',
  tinha: 'tiña',
  aquele: 'aquel',
  água: 'auga',
};

/** The Galician spelling of a Portuguese word, near enough for n-gram statistics. */
export function galicianOf(word) {
  const known = GALICIAN_WORDS[word];
  if (known !== undefined) return known;
  return word
    .replace(/ções$/, 'cións')
    .replace(/ção$/, 'ción')
    .replace(/s?sões$/, 'sións')
    .replace(/s?são$/, 'sión')
    .replace(/ões$/, 'óns')
    .replace(/ão$/, 'án')
    .replace(/ãos$/, 'áns')
    .replace(/ã(s?)$/, 'á$1')
    .replace(/agem$/, 'axe')
    .replace(/agens$/, 'axes')
    .replace(/m$/, 'n')
    .replace(/ns$/, 'ns')
    .replace(/lh/g, 'll')
    .replace(/nh/g, 'ñ')
    .replace(/ss/g, 's')
    .replace(/j/g, 'x')
    .replace(/g(?=[eiéí])/g, 'x')
    .replace(/ç/g, 'z')
    .replace(/av(as?|an)$/, 'ab$1')
    .replace(/([aei])ran$/, '$1ron')
    .replace(/[áéíóúâêô](?=[b-df-hj-np-tv-zñ]+[iu][aeo]s?$)/, (letter) => letter.normalize('NFD')[0])
    .replace(/z(?=[eiéí])/g, 'c')
    .replace(/qu(?=[aáo])/g, 'cu')
    .replace(/vel$/, 'ble')
    .replace(/veis$/, 'bles')
    .replace(/ê/g, 'é')
    .replace(/ô/g, 'ó')
    .replace(/â/g, 'á')
    .replace(/[ãõ]/g, (letter) => (letter === 'ã' ? 'a' : 'o'));
}

/** Kazakh function words and frequent words, the commonest first. */
export const KAZAKH_WORDS =
  'және мен бен пен бұл үшін бар деп бір да де та те ол осы болып сол болды жоқ бойынша туралы кейін дейін екі оның олар біз ' +
  'мына ең ғана емес керек болған болады деді еді екен ма ме ба бе па пе өз өзі өте көп жаңа үш жыл жылы жылғы күні күн ай ' +
  'айтты айтқан ретінде арқылы қазақстан қазақ республикасы президент президенті үкімет мемлекет мемлекеттік халық ел елдің ' +
  'еліміз әлем адам адамдар бала балалар бас басты басшысы министрі министрлігі орталық астана алматы қала қаласы облысы ' +
  'ауданы туған отыр тұр жатыр келді келген кетті алды алған берді берген жасады жасап жасау қалды қатысты байланысты қарай ' +
  'сондай сондықтан бірақ егер себебі өйткені немесе әрі тағы тек барлық бүкіл әр кез кезде кезінде қазір бүгін кеше ертең ' +
  'бұрын соң сайын дейді мүмкін мүмкіндік тиіс жөнінде жөніндегі сияқты секілді қалай қандай қай кім не неше қанша қашан ' +
  'сен сіз мен менің сенің сіздің оған маған бізге оларға оны мені сізді бізді оларды одан бізден мұнда онда сонда осында ' +
  'жұмыс жұмысы жер су сөз тіл тілі заң білім мектеп университет теңге доллар пайыз миллион мың жүз он бес алты жеті сегіз ' +
  'тоғыз төрт бірінші екінші үшінші соңғы алғашқы үлкен кіші жақсы жаман ұлы ұлттық халықаралық қоғам қоғамдық даму дамыту';

/**
 * Share of running words that each one-letter word has, in thousandths. The lists leave one-letter words in Latin letters
 * out, and they are among a language's commonest.
 */
const LETTERS = {
  en: 'a 21 i 6',
  pl: 'w 33 i 25 z 15 o 8 a 6 u 1',
  cs: 'a 28 v 20 s 8 z 7 o 6 k 4 i 3 u 3',
  sk: 'a 28 v 22 s 8 z 7 o 7 k 4 i 2 u 2',
  ro: 'a 20 o 6 e 1',
  hu: 'a 80 s 1 e 1',
  fr: 'a 6 y 2',
  es: 'y 27 a 19 o 5 e 1 u 0.5',
  pt: 'o 28 e 27 a 25',
  it: 'e 22 a 14 i 8 o 2',
  sv: 'i 28',
  da: 'i 27',
  no: 'i 30',
  tr: 'o 4',
  ca: 'i 28 a 22 o 4',
  hr: 'i 33 u 28 o 6 a 5 s 5 k 0.5',
  'sr-Latn': 'i 33 u 30 a 6 o 6 s 4 k 0.5',
  sl: 'v 27 z 8 o 7 s 7 k 3 a 2',
  lt: 'o 6',
  az: 'o 4',
  gl: 'o 30 a 28 e 25 ó 3 á 4 é 8',
  sq: 'e 38 i 30 u 6 a 3',
  ga: 'a 50 i 20 é 5 ó 3 á 3',
  la: 'a 6 e 4',
  'uk-Latn': 'v 20 i 30 z 12 u 10 a 6 y 10',
  'ru-Latn': 'v 30 i 28 s 10 k 5 o 5 u 4 a 6',
};

/** Frequencies of the one-letter words of a language. */
export function lettersOf(tag) {
  const shares = new Map();
  const listed = LETTERS[tag];
  if (listed === undefined) return shares;
  const parts = listed.split(' ');
  for (let at = 0; at < parts.length; at += 2) shares.set(parts[at], Number(parts[at + 1]) / 1000);
  return shares;
}
