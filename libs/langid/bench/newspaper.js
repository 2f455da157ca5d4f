/**
 * Articles in four languages for measuring speed, put together from sentences written for the purpose. As in news, most
 * words come again and again, and some (names, terms, compounds) were never seen before: a share of the long words of each
 * article is changed into new ones.
 */

/** Sentences of one made-up town's paper, by language. */
const SENTENCES = {
  en: [
    'The town council of Ozerhrad voted on Tuesday evening to reopen the river tram, eleven years after the last boat was sold.',
    'Residents of the left bank have long complained that the only bus takes forty minutes to reach the market.',
    '“We counted every passenger for three months, and the figures leave no room for doubt,” the harbour master told reporters.',
    'Two vessels with electric engines will be delivered before the spring floods, provided that the shipyard keeps its promise.',
    'The money comes from a regional fund for clean transport, which covers four fifths of the price.',
    'Opponents point out that the landing stage near the mill has been closed since a barge damaged it last autumn.',
    'An engineer who inspected the piles said that most of them would hold for another twenty years if they were cleaned.',
    'Tickets are expected to cost the same as on the trams, and pensioners will travel free of charge after nine in the morning.',
    'Fishermen asked for a lower speed between the islands, because the waves tear their nets from the reeds.',
    'The mayor, who had opposed the plan in her first term, now calls it the cheapest bridge that the town could build.',
    'In the evening hundreds of people walked along the embankment and waved at the only captain who still has a licence.',
    'A decision about the winter timetable was put off until the ice measurements of both stations have been compared.',
    'Schools on the right bank want a morning service, since their pupils now change twice on the way to lessons.',
    'Insurance companies, according to the treasurer, have not yet answered the letter that was sent to them in August.',
    'Whether the old ticket office can be saved is still open: its roof leaks and the clock has stood still for a decade.',
    'The first trip is planned for the second Sunday in April, with music on the upper deck and soup for everybody.',
  ],
  ru: [
    'Городской совет Озерграда во вторник вечером проголосовал за возвращение речного трамвая, через одиннадцать лет после продажи последнего судна.',
    'Жители левого берега давно жалуются, что единственный автобус едет до рынка сорок минут.',
    '«Мы три месяца считали каждого пассажира, и цифры не оставляют сомнений», — сказал журналистам начальник порта.',
    'Два судна с электрическими двигателями доставят до весеннего половодья, если верфь сдержит обещание.',
    'Деньги выделяет областной фонд чистого транспорта, который покрывает четыре пятых стоимости.',
    'Противники напоминают, что причал у мельницы закрыт с тех пор, как прошлой осенью его повредила баржа.',
    'Инженер, который осматривал сваи, считает, что большинство из них простоит ещё двадцать лет, если их очистить.',
    'Билет будет стоить столько же, сколько в трамвае, а пенсионеры после девяти утра смогут ездить бесплатно.',
    'Рыбаки просят ограничить скорость между островами, потому что волны вырывают их сети из камыша.',
    'Мэр, выступавшая против плана в первый срок, теперь называет его самым дешёвым мостом, который город может построить.',
    'Вечером сотни людей гуляли по набережной и махали единственному капитану, у которого осталось удостоверение.',
    'Решение о зимнем расписании отложили до тех пор, пока не сравнят измерения льда на обеих станциях.',
    'Школы правого берега хотят утренний рейс, ведь ученики сейчас дважды пересаживаются по дороге на уроки.',
    'Страховые компании, по словам казначея, до сих пор не ответили на письмо, отправленное им в августе.',
    'Удастся ли спасти старую кассу, пока неясно: крыша течёт, а часы стоят уже десять лет.',
    'Первая поездка запланирована на второе воскресенье апреля, с музыкой на верхней палубе и ухой для всех желающих.',
  ],
  uk: [
    'Міська рада Озерграда у вівторок увечері проголосувала за повернення річкового трамвая, через одинадцять років після продажу останнього судна.',
    'Мешканці лівого берега давно скаржаться, що єдиний автобус їде до ринку сорок хвилин.',
    '«Ми три місяці рахували кожного пасажира, і цифри не залишають сумнівів», — сказав журналістам начальник порту.',
    'Два судна з електричними двигунами доправлять до весняної повені, якщо верф дотримає обіцянки.',
    'Гроші виділяє обласний фонд чистого транспорту, який покриває чотири п’ятих вартості.',
    'Противники нагадують, що причал біля млина зачинений відтоді, як минулої осені його пошкодила баржа.',
    'Інженер, який оглядав палі, вважає, що більшість із них простоїть ще двадцять років, якщо їх очистити.',
    'Квиток коштуватиме стільки ж, скільки у трамваї, а пенсіонери після дев’ятої ранку зможуть їздити безкоштовно.',
    'Рибалки просять обмежити швидкість між островами, бо хвилі виривають їхні сіті з очерету.',
    'Мерка, яка виступала проти плану в перший термін, тепер називає його найдешевшим мостом, що його місто може збудувати.',
    'Увечері сотні людей гуляли набережною й махали єдиному капітанові, у якого лишилося посвідчення.',
    'Рішення про зимовий розклад відклали, доки не порівняють вимірювання криги на обох станціях.',
    'Школи правого берега хочуть ранковий рейс, адже учні тепер двічі пересідають дорогою на уроки.',
    'Страхові компанії, за словами скарбника, досі не відповіли на лист, надісланий їм у серпні.',
    'Чи вдасться врятувати стару касу, поки невідомо: дах тече, а годинник стоїть уже десять років.',
    'Перша поїздка запланована на другу неділю квітня, з музикою на верхній палубі та юшкою для всіх охочих.',
  ],
  de: [
    'Der Stadtrat von Ozerhrad hat am Dienstagabend beschlossen, die Flussstraßenbahn wieder fahren zu lassen, elf Jahre nach dem Verkauf des letzten Schiffs.',
    'Die Bewohner des linken Ufers klagen seit langem, dass der einzige Bus vierzig Minuten bis zum Markt braucht.',
    '„Wir haben drei Monate lang jeden Fahrgast gezählt, und die Zahlen lassen keinen Zweifel“, sagte der Hafenmeister vor Journalisten.',
    'Zwei Schiffe mit Elektromotor sollen vor dem Frühjahrshochwasser geliefert werden, sofern die Werft ihr Versprechen hält.',
    'Das Geld stammt aus einem Landesfonds für sauberen Verkehr, der vier Fünftel des Preises übernimmt.',
    'Die Gegner weisen darauf hin, dass der Anleger an der Mühle gesperrt ist, seit ihn im vergangenen Herbst ein Lastkahn beschädigt hat.',
    'Ein Ingenieur, der die Pfähle untersucht hat, meint, die meisten würden weitere zwanzig Jahre halten, wenn man sie reinigte.',
    'Die Fahrkarte soll so viel kosten wie in der Straßenbahn, und Rentner fahren nach neun Uhr morgens umsonst.',
    'Die Fischer verlangen eine niedrigere Geschwindigkeit zwischen den Inseln, weil die Wellen ihre Netze aus dem Schilf reißen.',
    'Die Bürgermeisterin, die den Plan in ihrer ersten Amtszeit bekämpft hatte, nennt ihn nun die billigste Brücke, die sich die Stadt leisten könne.',
    'Am Abend spazierten Hunderte am Ufer entlang und winkten dem einzigen Kapitän, der noch einen Schein besitzt.',
    'Eine Entscheidung über den Winterfahrplan wurde vertagt, bis die Eismessungen beider Stationen verglichen sind.',
    'Die Schulen am rechten Ufer wünschen sich eine Fahrt am Morgen, da ihre Schüler jetzt zweimal umsteigen müssen.',
    'Die Versicherungen haben nach Angaben des Kämmerers den Brief vom August bis heute nicht beantwortet.',
    'Ob das alte Kassenhäuschen zu retten ist, bleibt offen: Das Dach ist undicht, und die Uhr steht seit zehn Jahren still.',
    'Die erste Fahrt ist für den zweiten Sonntag im April geplant, mit Musik auf dem Oberdeck und Suppe für alle.',
  ],
};

/** Words from this length on may be names or terms. */
const LONG = 6;

/** Mulberry32, as in the trainer: the same seed, the same paper. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Articles of `bytes` characters, `count` of each language in turn.
 *
 * @param novelty share of the words of six letters and more that are new, their beginning being that of another word
 */
export function newspaper(count, bytes, novelty, seed = 1) {
  const next = generator(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const articles = [];
  for (let article = 0; article < count; article += 1) {
    for (const [language, sentences] of Object.entries(SENTENCES)) {
      const words = sentences.join(' ').match(new RegExp(`\\p{L}{${LONG},}`, 'gu'));
      const renew = (word) => {
        if (next() >= novelty) return word;
        const head = pick(words).slice(0, 3 + Math.floor(next() * 2));
        const middle = pick(words).slice(1, 3 + Math.floor(next() * 2));
        return `${head}${middle}${word.slice(-4)}`;
      };
      let body = '';
      while (body.length < bytes) {
        const sentence = pick(sentences).replace(new RegExp(`\\p{L}{${LONG},}`, 'gu'), renew);
        body += `${sentence}${next() < 0.25 ? '\n\n' : ' '}`;
      }
      articles.push({ language, headline: pick(sentences).slice(0, 80), articleBody: body.slice(0, bytes) });
    }
  }
  return articles;
}
