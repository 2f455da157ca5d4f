import { rss, type Specimen } from '../specimen.js';

/** RSS 0.9x, 1.0 and 2.0 with the customs of their publishers. */
export const RSS: Specimen[] = [
  {
    about: 'RSS 2.0 as it should be, with the usual extensions',
    document: `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Hafenblatt</title><link>https://hafenblatt.example/</link><language>de-DE</language><ttl>30</ttl>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
<atom:link rel="self" href="https://hafenblatt.example/feed/"/><atom:link rel="hub" href="https://hub.example/"/>
<item><title>Fähre nimmt den Betrieb wieder auf</title><link>https://hafenblatt.example/2026/03/faehre/</link>
<guid isPermaLink="false">https://hafenblatt.example/?p=4711</guid><pubDate>Tue, 10 Mar 2026 09:15:00 +0100</pubDate>
<dc:creator><![CDATA[Jette Brandt]]></dc:creator><category>Verkehr</category><category>Hafen</category>
<description><![CDATA[Nach drei Wochen fährt sie wieder.]]></description>
<content:encoded><![CDATA[<p>Nach drei Wochen fährt die <em>Fähre</em> wieder.</p>]]></content:encoded>
<media:content url="https://hafenblatt.example/faehre-600.jpg" medium="image" width="600"/>
<media:content url="https://hafenblatt.example/faehre-1200.jpg" medium="image" width="1200"/></item>
</channel></rss>`,
    format: 'rss',
    feed: {
      title: 'Hafenblatt',
      language: 'de-DE',
      link: 'https://hafenblatt.example/',
      ttlMinutes: 30,
      updatePeriod: 15,
      hub: 'https://hub.example/',
    },
    entries: [
      {
        id: 'https://hafenblatt.example/?p=4711',
        url: 'https://hafenblatt.example/2026/03/faehre/',
        title: 'Fähre nimmt den Betrieb wieder auf',
        summaryHtml: 'Nach drei Wochen fährt sie wieder.',
        contentHtml: '<p>Nach drei Wochen fährt die <em>Fähre</em> wieder.</p>',
        published: '2026-03-10T09:15:00+01:00',
        authors: ['Jette Brandt'],
        categories: ['Verkehr', 'Hafen'],
        image: 'https://hafenblatt.example/faehre-1200.jpg',
        language: 'de-DE',
      },
    ],
  },
  {
    about: 'RSS 0.91 with its document type and a sports page without dates',
    document: `<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Marsh &amp; Dike Gazette</title><link>http://marsh.example</link><language>en</language>
<item><title>Rowers win by a length</title><link>http://marsh.example/sport/12</link></item>
<item><title>Ice rink stays shut</title><link>http://marsh.example/sport/13</link></item></channel></rss>`,
    format: 'rss',
    feed: { title: 'Marsh & Dike Gazette', language: 'en', link: 'http://marsh.example/' },
    entries: [
      { title: 'Rowers win by a length', url: 'http://marsh.example/sport/12', language: 'en' },
      { title: 'Ice rink stays shut', url: 'http://marsh.example/sport/13' },
    ],
    warnings: ['dtd-ignored'],
  },
  {
    about: 'RSS 0.90: items beside the channel, in RDF',
    document: `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Dźwirzyn Nowiny</title><link>https://nowiny.example/</link></channel>
<item><title>Most zamknięty do piątku</title><link>https://nowiny.example/most</link></item></rdf:RDF>`,
    format: 'rdf',
    feed: { title: 'Dźwirzyn Nowiny', link: 'https://nowiny.example/' },
    entries: [{ title: 'Most zamknięty do piątku', url: 'https://nowiny.example/most' }],
  },
  {
    about: 'RSS 1.0 with Dublin Core and a vocabulary that has a prefix of its own',
    document: `<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<rss:channel rdf:about="https://minato.example/"><rss:title>港新聞</rss:title><rss:link>https://minato.example/</rss:link><dc:language>ja</dc:language></rss:channel>
<rss:item rdf:about="https://minato.example/a/1"><rss:title>新しい灯台が完成</rss:title><rss:link>https://minato.example/a/1</rss:link><dc:date>2026-03-09T18:00+09:00</dc:date><dc:creator>浜田 海</dc:creator><dc:subject>地域</dc:subject></rss:item>
</rdf:RDF>`,
    format: 'rdf',
    feed: { title: '港新聞', language: 'ja' },
    entries: [
      {
        id: 'https://minato.example/a/1',
        title: '新しい灯台が完成',
        published: '2026-03-09T18:00:00+09:00',
        authors: ['浜田 海'],
        categories: ['地域'],
        language: 'ja',
      },
    ],
  },
  {
    about: 'a channel without rss around it',
    document: `<channel><title>Оболонь сьогодні</title><item><title>Відкрили новий парк</title><link>https://obolon.example/park</link></item></channel>`,
    format: 'rss',
    feed: { title: 'Оболонь сьогодні' },
    entries: [{ title: 'Відкрили новий парк', url: 'https://obolon.example/park' }],
  },
  {
    about: 'element names in capitals and in camels',
    document: `<RSS Version="2.0"><Channel><Title>Loud Paper</Title><Item><TITLE>Sirens tested</TITLE><Link>https://loud.example/1</Link><PubDate>Mon, 09 Mar 2026 07:00:00 GMT</PubDate><GUID IsPermaLink="FALSE">loud-000001</GUID></Item></Channel></RSS>`,
    format: 'rss',
    entries: [
      { title: 'Sirens tested', url: 'https://loud.example/1', published: '2026-03-09T07:00:00Z', id: 'loud-000001' },
    ],
  },
  {
    about: 'no link, but a guid that is one; and a guid that says it is none',
    document: rss(
      `<item><title>A</title><guid>https://paper.example/a</guid></item><item><title>B</title><link/><guid isPermaLink="true"> https://paper.example/b </guid></item><item><title>C</title><guid isPermaLink="false">https://paper.example/internal/c</guid></item><item><title>D</title><guid>paper-d</guid></item>`,
    ),
    format: 'rss',
    entries: [
      { title: 'A', url: 'https://paper.example/a' },
      { title: 'B', url: 'https://paper.example/b', id: 'https://paper.example/b' },
      { title: 'C', url: undefined, id: 'https://paper.example/internal/c' },
      { title: 'D', url: undefined, id: 'paper-d' },
    ],
  },
  {
    about: 'links by way of a feed service, whose originals are named',
    document: rss(
      `<item><title>Tram line closed</title><link>https://feeds.example/~r/paper/~3/Xy12/</link><feedburner:origLink>https://paper.example/tram</feedburner:origLink><guid isPermaLink="false">g-20260310-1</guid></item>`,
    ),
    format: 'rss',
    entries: [{ title: 'Tram line closed', url: 'https://paper.example/tram' }],
  },
  {
    about: 'relative addresses, of the site and of xml:base',
    document: `<rss version="2.0" xml:base="https://cdn.example/feeds/"><channel><title>R</title><link>https://paper.example/</link><item xml:base="https://paper.example/news/"><title>One</title><link>one.html</link><enclosure url="one.jpg" type="image/jpeg" length="1"/></item></channel></rss>`,
    format: 'rss',
    entries: [
      {
        url: 'https://paper.example/news/one.html',
        image: 'https://paper.example/news/one.jpg',
        baseUrl: 'https://paper.example/news/',
      },
    ],
  },
  {
    about: 'relative addresses of a feed that another host serves',
    document: rss(`<item><title>Two</title><link>/news/two</link></item>`),
    format: 'rss',
    entries: [{ url: 'https://paper.example/news/two' }],
  },
  {
    about: 'Atom elements inside RSS, several links to an entry',
    document: `<rss version="2.0" xmlns:a10="http://www.w3.org/2005/Atom"><channel><title>P</title><a10:link href="https://paper.example/" /><item><title>Three</title><a10:link rel="enclosure" type="image/png" href="https://paper.example/3.png"/><a10:link rel="alternate" href="https://paper.example/3"/><a10:updated>2026-03-10T10:00:00Z</a10:updated><a10:author><a10:name>Ines Prado</a10:name></a10:author></item></channel></rss>`,
    format: 'rss',
    feed: { link: 'https://paper.example/' },
    entries: [
      {
        url: 'https://paper.example/3',
        updated: '2026-03-10T10:00:00Z',
        authors: ['Ines Prado'],
        image: 'https://paper.example/3.png',
      },
    ],
  },
  {
    about: 'people as addresses, with names in brackets and before them',
    document: rss(
      `<item><title>1</title><author>desk@paper.example (Olha Koval)</author></item><item><title>2</title><author>Piotr Zając &lt;piotr@paper.example&gt;</author></item><item><title>3</title><author>noreply@paper.example</author></item><item><title>4</title><dc:creator>Ana Ruiz</dc:creator><dc:creator>Ana Ruiz</dc:creator><dc:creator>Luis Vega</dc:creator></item>`,
    ),
    format: 'rss',
    entries: [
      { authors: ['Olha Koval'] },
      { authors: ['Piotr Zając'] },
      { authors: [] },
      { authors: ['Ana Ruiz', 'Luis Vega'] },
    ],
  },
  {
    about: 'a podcast: iTunes elements, sound as enclosure, picture in an attribute',
    document: rss(
      `<item><title>Folge 12: Ebbe</title><itunes:author>Radio Watt</itunes:author><itunes:summary>Warum das Wasser geht.</itunes:summary><itunes:image href="https://watt.example/12.jpg"/><itunes:keywords>Ebbe, Flut</itunes:keywords><enclosure url="https://watt.example/12.mp3" type="audio/mpeg" length="5"/><link>https://watt.example/12</link></item>`,
    ),
    format: 'rss',
    entries: [
      {
        authors: ['Radio Watt'],
        summaryHtml: 'Warum das Wasser geht.',
        image: 'https://watt.example/12.jpg',
        categories: ['Ebbe', 'Flut'],
      },
    ],
  },
  {
    about: 'Media RSS in groups, with the namespace without its slash and titles of its own',
    document: `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss"><channel><title>V</title><item><media:group><media:title>Storm seen from the pier</media:title><media:content url="https://v.example/1.mp4" type="video/mp4"><media:thumbnail url="https://v.example/1.jpg"/></media:content></media:group><media:title>Storm at the pier</media:title><media:description>Waves of four metres.</media:description><media:keywords>storm, pier</media:keywords><link>https://v.example/1</link></item></channel></rss>`,
    format: 'rss',
    entries: [
      {
        title: 'Storm at the pier',
        summaryHtml: 'Waves of four metres.',
        image: 'https://v.example/1.jpg',
        categories: ['storm', 'pier'],
      },
    ],
  },
  {
    about: 'two prefixes for one vocabulary, and one prefix bound to a misspelt namespace',
    document: `<rss version="2.0" xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:dc="https://purl.org/dc/elements/1.1" xmlns:content="http://purl.org/rss/1.0/modules/contents/"><channel><title>N</title><item><d:title>Via d</d:title><dc:date>2026-03-10T08:00:00Z</dc:date><content:encoded>Text &lt;b&gt;here&lt;/b&gt;</content:encoded></item></channel></rss>`,
    format: 'rss',
    entries: [{ title: 'Via d', published: '2026-03-10T08:00:00Z', contentHtml: 'Text <b>here</b>' }],
  },
  {
    about: 'language of single entries, and a word where a language should be',
    document: rss(
      `<item xml:lang="uk"><title>Міст відкрито</title></item><item><title>Мост открыт</title><dc:language>ru_RU</dc:language></item><item><title>The bridge is open</title></item>`,
      '<title>Bridge</title><link>https://paper.example/</link><language>English</language>',
    ),
    format: 'rss',
    entries: [{ language: 'uk' }, { language: 'ru-RU' }, { language: undefined }],
  },
  {
    about: 'nothing in it yet',
    document: rss(''),
    format: 'rss',
    feed: { title: 'Paper' },
    entries: [],
  },
  {
    about: 'right to left, with marks of direction and Persian digits in the date',
    document: rss(
      `<item><title>\u200fافتتاح جسر جديد فوق النهر\u200f</title><link>https://nahr.example/أخبار/جسر</link><pubDate>الثلاثاء، ١٠ مارس ٢٠٢٦ ٠٩:٣٠ +0300</pubDate></item>`,
      '<title>أخبار النهر</title><link>https://nahr.example/</link><language>ar</language>',
    ),
    format: 'rss',
    feed: { title: 'أخبار النهر', language: 'ar' },
    entries: [
      {
        url: 'https://nahr.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%AC%D8%B3%D8%B1',
        published: '2026-03-10T09:30:00+03:00',
      },
    ],
  },
];
