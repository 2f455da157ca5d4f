import { random } from './newswire.js';

/**
 * An endless, reproducible newswire of stories told in one to three languages, for measuring the story index: names and some
 * of the other words are invented and written in the alphabet of the language, what the story is about is told in its words,
 * numbers are the same in all. An article has as many names (4), other words (16), concepts (8) and numbers (1) as the
 * headline and lead of a news agency's.
 */
const LANGUAGES = ['en', 'ru', 'uk'];
const SUBJECTS = `
war война війна|army армия армія|soldier солдат солдат|attack атака атака|strike удар удар|rocket ракета ракета|drone дрон дрон
airport аэропорт аеропорт|ship корабль корабель|border граница кордон|city город місто|village деревня село
region регион регіон|country страна країна|government правительство уряд|law закон закон|court суд суд|judge судья суддя
lawyer адвокат адвокат|prison тюрьма вязниця|arrested арест арешт|crime преступление злочин|murder убийство вбивство
died смерть смерть|wounded ранение поранення|victim жертва жертва|missing пропал зник|search поиск пошук|fire пожар пожежа
explosion взрыв вибух|flood наводнение повінь|earthquake землетрясение землетрус|storm шторм шторм|weather погода погода
rain дождь дощ|snow снег сніг|wind ветер вітер|year год рік|month месяц місяць|week неделя тиждень|day день день|night ночь ніч
morning утро ранок|hour час година|today сегодня сьогодні|yesterday вчера вчора|tomorrow завтра завтра|january январь січень
march март березень|april апрель квітень|june июнь червень|august август серпень|october октябрь жовтень|monday понедельник понеділок
tuesday вторник вівторок|friday пятница пятниця|sunday воскресенье неділя|thousand тысяча тисяча|million миллион мільйон
percent процент відсоток|half половина половина|first первый перший|last последний останній|people люди люди|man мужчина чоловік
woman женщина жінка|child ребенок дитина|family семья семя|father отец батько|mother мать мати|friend друг друг|house дом дім
street улица вулиця|road дорога дорога|car автомобиль автомобіль|train поезд потяг|plane самолет літак|bridge мост міст
school школа школа|teacher учитель вчитель|hospital больница лікарня|doctor врач лікар|disease болезнь хвороба|health здоровье здоровя
money деньги гроші|price цена ціна|dollar доллар долар|tax налог податок|market рынок ринок|trade торговля торгівля
company компания компанія|work работа робота|salary зарплата зарплата|debt долг борг|growth рост зростання|sale продажа продаж
election выборы вибори|vote голосование голосування|leader лидер лідер|minister министр міністр|defence оборона оборона
security безопасность безпека|talks переговоры переговори|agreement соглашение угода|meeting встреча зустріч|visit визит візит
statement заявление заява|report доклад доповідь|question вопрос питання|answer ответ відповідь|demand требование вимога
help помощь допомога|support поддержка підтримка|victory победа перемога|game игра гра|team команда команда|goal гол гол
season сезон сезон|coach тренер тренер|club клуб клуб|football футбол футбол|film фильм фільм|book книга книга|song песня пісня
church церковь церква|king король король|world мир світ|water вода вода|river река річка|mountain гора гора|forest лес ліс
island остров острів|animal животное тварина|dog собака собака|food еда їжа|white белый білий|black черный чорний|new новый новий
old старый старий|young молодой молодий|big большой великий|north север північ|south юг південь|east восток схід|west запад захід
letter письмо лист|news новость новина|student студент студент|university университет університет|space космос космос
`
  .trim()
  .split(/[|\n]/)
  .map((line) => line.split(' '));

/** Syllables, and how each alphabet writes them. */
const LATIN = 'ka lo mi ru te sa no vi de pa zu re li mo ha ti be so na ge bo fi du sho cha'.split(' ');
const CYRILLIC = 'ка ло ми ру те са но ви де па зу ре ли мо ха ти бе со на ге бо фи ду шо ча'.split(' ');
const GRAMMAR = { en: 'ka to mi of te in', ru: 'ка на ми от те ин', uk: 'ка до мі зі та із' };
/** Different words and names that news have in a few days. */
const VOCABULARY = 80_000;
const NAMES = 120_000;
const FLATTENING = 20;
const MINUTE_MS = 60_000;

function write(n, language) {
  const syllables = language === 'en' ? LATIN : CYRILLIC;
  let word = '';
  for (let rest = n + LATIN.length; rest > 0; rest = Math.floor(rest / LATIN.length)) {
    word += syllables[rest % LATIN.length];
  }
  return word;
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** Yields `{language, text, at, story}`; `perMinute` stories begin in a minute, their versions follow within the hour. */
export function* storywire({ seed = 1, perMinute = 60, words = 45 } = {}) {
  const next = random(seed);
  const zipf = (most) => Math.floor(FLATTENING * (Math.exp(next() * Math.log((most + FLATTENING) / FLATTENING)) - 1));
  const pick = (list) => list[Math.floor(next() * list.length)];
  const times = (count, make) => Array.from({ length: count }, make);

  function tell(story, language) {
    const column = LANGUAGES.indexOf(language);
    const parts = [
      ...story.names.filter(() => next() < 0.85).map((n) => capital(write(n, language))),
      ...story.subjects.filter(() => next() < 0.75).map((subject) => subject[column]),
      ...story.cognates.filter(() => next() < 0.7).map((n) => write(n, language)),
      ...story.numbers,
      ...times(Math.round(words * 0.3), () => write(zipf(VOCABULARY) * LANGUAGES.length + column, language)),
      ...times(Math.round(words * 0.3), () => pick(GRAMMAR[language].split(' '))),
    ];
    // Two sentences; the first word of each is in capitals anyway.
    for (let i = parts.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [parts[i], parts[j]] = [parts[j], parts[i]];
    }
    const half = Math.ceil(parts.length / 3);
    return `${capital(parts.slice(0, half).join(' '))}\n${capital(parts.slice(half).join(' '))}.`;
  }

  const waiting = [];
  for (let n = 0; ; n++) {
    const at = Math.round((n / perMinute) * MINUTE_MS);
    const story = {
      names: times(2 + Math.floor(next() * 5), () => zipf(NAMES)),
      subjects: times(10, () => SUBJECTS[zipf(SUBJECTS.length)]),
      cognates: times(3, () => zipf(VOCABULARY)),
      numbers: times(Math.floor(next() * 3), () => Math.floor(Math.exp(next() * 9))),
    };
    const languages = [...LANGUAGES].sort(() => next() - 0.5);
    const told = next() < 0.35 ? 1 : next() < 0.5 ? 2 : 3;
    languages.slice(0, told).forEach((language, i) => {
      const due = at + (i === 0 ? 0 : (5 + next() * 30) * MINUTE_MS);
      waiting.push({ language, text: tell(story, language), at: Math.round(due), story: n });
    });
    waiting.sort((a, b) => b.at - a.at);
    while ((waiting.at(-1)?.at ?? Infinity) <= at) yield waiting.pop();
  }
}
