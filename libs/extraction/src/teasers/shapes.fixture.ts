/** One teaser as the spec knows it; how it looks is the shape's business. */
export interface Told {
  title: string;
  text?: string;
  path: string;
  section: string;
  sectionPath: string;
  /** As the page writes it. */
  when: string;
  /** What it must become (zone Europe/Warsaw, captured 10 March 2026 at 12:00 UTC). */
  value: string;
  image: string;
}

const told = (
  n: number,
  section: [string, string],
  when: string,
  value: string,
  title: string,
  text?: string,
): Told => ({
  title,
  ...(text === undefined ? {} : { text }),
  path: `/${section[1]}/2026-story-number-${n}`,
  section: section[0],
  sectionPath: `/${section[1]}/`,
  when,
  value,
  image: `/img/${n}.jpg`,
});

const CITY: [string, string] = ['Miasto', 'miasto'];
const SPORT: [string, string] = ['Sport', 'sport'];
const MOSTY: [string, string] = ['Мости', 'mosty'];
const KULTUR: [string, string] = ['Kultur', 'kultur'];

export const POLISH: Told[] = [
  told(
    11,
    CITY,
    '10 marca 2026, 09:15',
    '2026-03-10T09:15:00+01:00',
    'Nowa linia tramwajowa ruszy jesienią',
    'Pierwsze wagony wyjadą na trasę we wrześniu, zapowiada dyrektor zajezdni.',
  ),
  told(
    12,
    SPORT,
    '9 marca 2026, 21:40',
    '2026-03-09T21:40:00+01:00',
    'Siatkarki wygrały po pięciu setach',
    'Mecz trwał ponad dwie godziny i zakończył się obroną trzech piłek setowych.',
  ),
  told(
    13,
    CITY,
    '9 marca 2026, 17:05',
    '2026-03-09T17:05:00+01:00',
    'Biblioteka na rynku znów otwarta',
    'Po remoncie czytelnicy dostali więcej miejsca i nową salę dla dzieci.',
  ),
  told(
    14,
    SPORT,
    '8 marca 2026, 12:00',
    '2026-03-08T12:00:00+01:00',
    'Rekord frekwencji na biegu ulicznym',
    'Na starcie stanęło cztery tysiące osób z jedenastu krajów.',
  ),
];
export const UKRAINIAN: Told[] = [
  told(21, MOSTY, 'сьогодні, 10:20', '2026-03-10T10:20:00+01:00', 'Пішохідний міст відкриють у травні'),
  told(22, MOSTY, 'учора, 18:45', '2026-03-09T18:45:00+01:00', 'Річковий трамвай повертається на маршрут'),
  told(23, MOSTY, '7 березня, 08:30', '2026-03-07T08:30:00+01:00', 'Набережну засадять липами та кленами'),
];
export const GERMAN: Told[] = [
  told(
    31,
    KULTUR,
    '10.03.2026 - 11:30',
    '2026-03-10T11:30:00+01:00',
    'Puppentheater zieht in die alte Mühle',
    'Am Freitag wird mit einem Märchen für Erwachsene eröffnet.',
  ),
  told(
    32,
    KULTUR,
    '09.03.2026 - 16:10',
    '2026-03-09T16:10:00+01:00',
    'Orgel nach drei Jahren wieder spielbar',
    'Zweitausend Pfeifen wurden einzeln gereinigt und neu gestimmt.',
  ),
  told(
    33,
    KULTUR,
    '28.02.2026 - 07:00',
    '2026-02-28T07:00:00+01:00',
    'Filmklub zeigt Stummfilme mit Klavier',
    'Gespielt wird jeden zweiten Donnerstag im Monat.',
  ),
];

export const ARABIC: Told[] = [
  told(
    41,
    ['المدينة', 'madina'],
    '10 مارس 2026، 09:15',
    '2026-03-10T09:15:00+01:00',
    'افتتاح خط جديد للترام في الخريف المقبل',
    'تنطلق العربات الأولى على الخط في سبتمبر بحسب ما أعلنه مدير المحطة اليوم.',
  ),
  told(
    42,
    ['الرياضة', 'riyada'],
    '9 مارس 2026، 21:40',
    '2026-03-09T21:40:00+01:00',
    'فوز فريق الكرة الطائرة بعد خمسة أشواط',
    'استمرت المباراة أكثر من ساعتين وانتهت بإنقاذ ثلاث كرات حاسمة في الشوط الأخير.',
  ),
  told(
    43,
    ['المدينة', 'madina'],
    '9 مارس 2026، 17:05',
    '2026-03-09T17:05:00+01:00',
    'المكتبة في الساحة تفتح أبوابها من جديد',
    'حصل القراء بعد الترميم على مساحة أكبر وعلى قاعة جديدة مخصصة للأطفال.',
  ),
];
export const CHINESE: Told[] = [
  told(
    51,
    ['城市新闻', 'chengshi'],
    '2026年3月10日 09:15',
    '2026-03-10T09:15:00+01:00',
    '新的有轨电车线路将于今年秋天正式开通运营',
    '首批车辆将于九月上线运行,车库主任今天上午在河边的新闻发布会上向本报记者宣布了这一消息。市民可以免费乘坐一个星期,时刻表下个月公布。',
  ),
  told(
    52,
    ['体育新闻', 'tiyu'],
    '2026年3月9日 21:40',
    '2026-03-09T21:40:00+01:00',
    '本市女子排球队苦战五局之后终于战胜客队',
    '比赛持续了两个多小时,主队在最后一局连续挽救了三个赛点,全场四千名观众起立鼓掌。教练在赛后表示,这是她执教十年来最艰难的一场胜利。',
  ),
  told(
    53,
    ['城市新闻', 'chengshi'],
    '2026年3月9日 17:05',
    '2026-03-09T17:05:00+01:00',
    '中心广场上的老图书馆重新向读者敞开大门',
    '经过一年的翻修,读者有了更大的阅读空间,孩子们也有了一间属于自己的新阅览室。馆长说,晚间开放时间将延长到十点,周末也照常开放。',
  ),
];
export const GREEK: Told[] = [
  told(
    61,
    ['Πόλη', 'poli'],
    '10 Μαρτίου 2026, 09:15',
    '2026-03-10T09:15:00+01:00',
    'Νέα γραμμή του τραμ ξεκινά το φθινόπωρο',
    'Οι πρώτοι συρμοί θα κυκλοφορήσουν τον Σεπτέμβριο, ανακοίνωσε ο διευθυντής του αμαξοστασίου.',
  ),
  told(
    62,
    ['Αθλητικά', 'athlitika'],
    '9 Μαρτίου 2026, 21:40',
    '2026-03-09T21:40:00+01:00',
    'Νίκη για τις βολεϊμπολίστριες μετά από πέντε σετ',
    'Ο αγώνας κράτησε πάνω από δύο ώρες και κρίθηκε στις τελευταίες μπαλιές του πέμπτου σετ.',
  ),
  told(
    63,
    ['Πόλη', 'poli'],
    '9 Μαρτίου 2026, 17:05',
    '2026-03-09T17:05:00+01:00',
    'Η βιβλιοθήκη της πλατείας άνοιξε ξανά τις πόρτες',
    'Μετά την ανακαίνιση οι αναγνώστες έχουν περισσότερο χώρο και μια νέα αίθουσα για παιδιά.',
  ),
];

const image = (t: Told): string => `<img src="${t.image}" alt="">`;
const section = (t: Told): string => `<a class="rubric" href="${t.sectionPath}">${t.section}</a>`;
const text = (t: Told): string => (t.text === undefined ? '' : `<p>${t.text}</p>`);
const time = (t: Told): string => `<time datetime="${t.value}">${t.when}</time>`;

/** Ways in which pages set their teasers. */
export const SHAPES: Record<string, (items: readonly Told[]) => string> = {
  'cards of articles': (items) =>
    `<section>${items.map((t) => `<article class="card"><a href="${t.path}">${image(t)}</a>${section(t)}<h3><a href="${t.path}">${t.title}</a></h3>${text(t)}${time(t)}</article>`).join('')}</section>`,
  'a card that is one link': (items) =>
    `<div class="grid">${items.map((t) => `<a class="tile" href="${t.path}">${image(t)}<span class="category">${t.section}</span><h3>${t.title}</h3><span class="date">${t.when}</span></a>`).join('')}</div>`,
  'a list of latest news': (items) =>
    `<ul class="latest">${items.map((t) => `<li><span class="time">${t.when}</span> ${section(t)} <a href="${t.path}">${t.title}</a></li>`).join('')}</ul>`,
  'a table': (items) =>
    `<table><tbody>${items.map((t) => `<tr><td>${t.when}</td><td>${section(t)}</td><td><a href="${t.path}">${t.title}</a></td></tr>`).join('')}</tbody></table>`,
  'two columns': (items) =>
    `<div class="cols">${[0, 1]
      .map(
        (c) =>
          `<div class="col">${items
            .filter((_, i) => i % 2 === c)
            .map(
              (t) =>
                `<div class="item"><h2><a href="${t.path}">${t.title}</a></h2><div class="meta">${section(t)} | ${t.when}</div>${text(t)}</div>`,
            )
            .join('')}</div>`,
      )
      .join('')}</div>`,
  'Drupal rows': (items) =>
    `<div class="view-content">${items.map((t) => `<div class="views-row"><div class="views-field views-field-term">${section(t)}</div><div class="views-field views-field-title"><span class="field-content"><a href="${t.path}">${t.title}</a></span></div><div class="views-field views-field-body">${text(t)}</div><span class="views-field views-field-created">${t.when}</span></div>`).join('')}</div>`,
  'WordPress posts': (items) =>
    `<main class="site-main">${items.map((t, i) => `<article id="post-${i}" class="post type-post category-${t.section.toLowerCase()}"><header class="entry-header"><span class="cat-links"><a href="${t.sectionPath}" rel="category tag">${t.section}</a></span><h2 class="entry-title"><a href="${t.path}" rel="bookmark">${t.title}</a></h2><div class="entry-meta"><a href="${t.path}"><time class="entry-date published" datetime="${t.value}">${t.when}</time></a></div></header><div class="entry-summary">${text(t)}</div></article>`).join('')}</main>`,
  'definition list': (items) =>
    `<dl>${items.map((t) => `<div class="row"><dt>${t.when} ${section(t)}</dt><dd><a href="${t.path}">${t.title}</a>${text(t)}</dd></div>`).join('')}</dl>`,
  'a list with the date behind': (items) =>
    `<div class="news">${items.map((t) => `<div class="news-item"><a href="${t.path}">${t.title}</a><div class="info"><span>${t.when}</span> <a href="${t.sectionPath}">${t.section}</a></div></div>`).join('')}</div>`,
  'picture beside text, two links to each': (items) =>
    `<div class="feed">${items.map((t) => `<div class="media"><div class="media-left"><a href="${t.path}">${image(t)}</a></div><div class="media-body"><small>${section(t)} · ${t.when}</small><a class="media-heading" href="${t.path}">${t.title}</a>${text(t)}<a class="more" href="${t.path}">&gt;&gt;</a></div></div>`).join('')}</div>`,
  'hashed class names': (items) =>
    `<div class="x1a">${items.map((t) => `<div class="q9z"><div class="k2"><a class="b7" href="${t.sectionPath}">${t.section}</a></div><div class="m4"><a class="u8" href="${t.path}">${t.title}</a></div><div class="p0">${t.text ?? ''}</div><div class="d5">${t.when}</div></div>`).join('')}</div>`,
  'a slider of figures': (items) =>
    `<div class="slider">${items.map((t) => `<figure class="slide">${image(t)}<figcaption>${section(t)}<h4><a href="${t.path}">${t.title}</a></h4><span>${t.when}</span></figcaption></figure>`).join('')}</div>`,
};

const SECTIONS: [string, string][] = [
  ...[CITY, SPORT, MOSTY, KULTUR],
  ...[ARABIC, CHINESE, GREEK].flatMap((items) => [
    ...new Map(items.map((t) => [t.section, t.sectionPath.replaceAll('/', '')])),
  ]),
];

export const NAVIGATION = `<header><nav><ul><li><a href="/">Start</a></li>${SECTIONS.map(([name, path]) => `<li><a href="/${path}/">${name}</a></li>`).join('')}</ul></nav></header>`;
export const FOOTER = `<footer><p>Wszelkie prawa zastrzeżone. Redakcja: ul. Mostowa 1.</p><ul><li><a href="/kontakt">Kontakt</a></li><li><a href="/regulamin-serwisu-informacyjnego">Regulamin serwisu</a></li></ul></footer>`;

/** A page around some HTML. */
export const pageOf = (title: string, inner: string, head = ''): string =>
  `<!doctype html><html lang="pl"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${NAVIGATION}${inner}${FOOTER}</body></html>`;

export const STORY_PARAGRAPHS = [
  'Most Kolejowy zostanie rozebrany w ciągu dwóch lat, a na jego miejscu powstanie kładka dla pieszych i rowerzystów, zdecydowali radni.',
  'Za uchwałą głosowało siedemnaścioro radnych, sześcioro było przeciw. Przewodniczący rady mówił o „trudnej, ale koniecznej decyzji”.',
  'Konserwator zabytków zgodził się na rozbiórkę pod warunkiem, że dwa przęsła zostaną zachowane i ustawione na nabrzeżu.',
  'Prace rozpoczną się po zakończeniu sezonu lęgowego ptaków, najwcześniej w sierpniu, i pochłoną jedenaście milionów złotych.',
];

/** A page of one article, with room for what stands behind and beside it. */
export const storyPage = (behind = '', beside = ''): string =>
  pageOf(
    'Most Kolejowy zniknie z panoramy miasta',
    `<div class="layout"><main><article><h1>Most Kolejowy zniknie z panoramy miasta</h1><div class="byline">Autor: Ewa Mostowa</div><div class="date">10 marca 2026, 08:00</div><div class="text">${STORY_PARAGRAPHS.map((p) => `<p>${p}</p>`).join('')}</div></article>${behind}</main><aside>${beside}</aside></div>`,
    '<link rel="canonical" href="https://gazeta.example/miasto/2026-story-number-1"><meta property="og:type" content="article">',
  );
