import type { Specimen } from '../specimen.js';

const ATOM = 'xmlns="http://www.w3.org/2005/Atom"';

/** Atom 0.3 and 1.0, and JSON Feed. */
export const ATOM_AND_JSON: Specimen[] = [
  {
    about: 'Atom 1.0 as it should be',
    document: `<?xml version="1.0" encoding="utf-8"?><feed ${ATOM} xml:lang="pl"><title>Kurier Wiślany</title><id>urn:uuid:60a76c80-d399-11d9-b91c-0003939e0af6</id><link href="https://kurier.example/"/><link rel="self" href="https://kurier.example/atom.xml"/><updated>2026-03-10T09:00:00+01:00</updated><author><name>Redakcja</name></author>
<entry><title>Pociągi wracają na most</title><id>tag:kurier.example,2026:1</id><link rel="alternate" type="text/html" href="https://kurier.example/pociagi"/><published>2026-03-10T08:30:00+01:00</published><updated>2026-03-10T08:45:00+01:00</updated><summary>Pierwszy skład ruszył o świcie.</summary><category term="kolej" label="Kolej"/></entry></feed>`,
    format: 'atom',
    feed: { title: 'Kurier Wiślany', language: 'pl', link: 'https://kurier.example/' },
    entries: [
      {
        id: 'tag:kurier.example,2026:1',
        url: 'https://kurier.example/pociagi',
        title: 'Pociągi wracają na most',
        summaryHtml: 'Pierwszy skład ruszył o świcie.',
        published: '2026-03-10T08:30:00+01:00',
        updated: '2026-03-10T08:45:00+01:00',
        authors: ['Redakcja'],
        categories: ['Kolej'],
        language: 'pl',
      },
    ],
  },
  {
    about: 'Atom 0.3 with modes and its own names for dates',
    document: `<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en"><title mode="escaped" type="text/html">Dock &amp;amp; Quay</title><link rel="alternate" type="text/html" href="https://dock.example/"/><entry><title>Crane falls silent</title><link rel="alternate" type="text/html" href="https://dock.example/7"/><id>tag:dock.example,2026:7</id><issued>2026-03-09T11:00:00Z</issued><modified>2026-03-09T12:00:00Z</modified><content type="text/html" mode="escaped">&lt;p&gt;No crane moved.&lt;/p&gt;</content></entry><entry><title>In code</title><content type="text/html" mode="base64">PHA+SGVsbG88L3A+</content></entry></feed>`,
    format: 'atom',
    feed: { title: 'Dock & Quay' },
    entries: [
      { published: '2026-03-09T11:00:00Z', updated: '2026-03-09T12:00:00Z', contentHtml: '<p>No crane moved.</p>' },
      { contentHtml: '<p>Hello</p>' },
    ],
  },
  {
    about: 'text, HTML and XHTML constructs; markup that is meant literally',
    document: `<feed ${ATOM}><title type="text">Tags &lt;b&gt; explained</title><entry><title type="html">A &lt;em&gt;great&lt;/em&gt; day for R&amp;amp;D</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p class="lead">One<br/>two &amp; three</p></div></content></entry><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Less <b>noise</b></div></title><summary type="text">5 &lt; 6 &amp; so on</summary></entry><entry><title>How to use &lt;T&gt; in Java</title><summary>&lt;p&gt;HTML though it says text&lt;/p&gt;</summary></entry></feed>`,
    format: 'atom',
    feed: { title: 'Tags <b> explained' },
    entries: [
      { title: 'A great day for R&D', contentHtml: '<p class="lead">One<br>two &amp; three</p>' },
      { title: 'Less noise', summaryHtml: '5 &lt; 6 &amp; so on' },
      { title: 'How to use <T> in Java', summaryHtml: '<p>HTML though it says text</p>' },
    ],
  },
  {
    about: 'everything behind a prefix',
    document: `<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:title>Prefixed</atom:title><atom:entry><atom:title>Ein Satz</atom:title><atom:link href="https://p.example/1"/><atom:updated>2026-03-10T08:00:00Z</atom:updated></atom:entry></atom:feed>`,
    format: 'atom',
    feed: { title: 'Prefixed' },
    entries: [{ title: 'Ein Satz', url: 'https://p.example/1', updated: '2026-03-10T08:00:00Z' }],
  },
  {
    about: 'no namespace at all, RSS dates in RSS elements, no rel',
    document: `<feed><title>Bare</title><entry><title>Bare entry</title><link>https://bare.example/1</link><pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate><id>https://bare.example/1</id></entry></feed>`,
    format: 'atom',
    entries: [{ title: 'Bare entry', url: 'https://bare.example/1', published: '2026-03-10T08:00:00Z' }],
  },
  {
    about: 'several alternates, replies and a page of its own',
    document: `<feed ${ATOM}><title>L</title><entry><title>Links</title><link rel="replies" href="https://l.example/1#c"/><link rel="alternate" type="application/json" href="https://l.example/1.json"/><link rel="alternate" type="text/html" href="https://l.example/1"/></entry><entry><title>Only an id</title><id>https://l.example/2</id></entry><entry><title>Elsewhere</title><content src="https://l.example/3" type="text/html"/></entry></feed>`,
    format: 'atom',
    entries: [{ url: 'https://l.example/1' }, { url: 'https://l.example/2' }, { url: 'https://l.example/3' }],
  },
  {
    about: 'bases inside bases',
    document: `<feed ${ATOM} xml:base="https://b.example/x/"><title>B</title><link href="../"/><entry xml:base="y/"><title>B1</title><link href="z"/><content type="html" xml:base="/img/">&lt;img src="1.png"&gt;</content></entry></feed>`,
    format: 'atom',
    feed: { link: 'https://b.example/' },
    entries: [{ url: 'https://b.example/x/y/z', baseUrl: 'https://b.example/img/' }],
  },
  {
    about: 'authors of the source of an aggregated entry',
    document: `<feed ${ATOM}><title>Planet</title><author><name>The planet</name></author><entry><title>From afar</title><source><title>Far paper</title><author><name>Yael Stern</name></author></source></entry></feed>`,
    format: 'atom',
    entries: [{ title: 'From afar', authors: ['Yael Stern'] }],
  },
  {
    about: 'a video channel: group with description and thumbnail',
    document: `<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" ${ATOM}><title>Canal del Puerto</title><entry><id>yt:video:abc</id><title>La marea de hoy</title><link rel="alternate" href="https://v.example/watch?v=abc"/><published>2026-03-10T06:00:00+00:00</published><media:group><media:title>La marea de hoy</media:title><media:content url="https://v.example/v/abc" type="application/x-shockwave-flash"/><media:thumbnail url="https://v.example/abc.jpg" width="480"/><media:description>Pleamar a las nueve.</media:description></media:group></entry></feed>`,
    format: 'atom',
    entries: [
      { summaryHtml: 'Pleamar a las nueve.', image: 'https://v.example/abc.jpg', published: '2026-03-10T06:00:00Z' },
    ],
  },
  {
    about: 'JSON Feed 1.1',
    document: JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Gazeta e Liqenit',
      home_page_url: 'https://liqeni.example/',
      feed_url: 'https://liqeni.example/feed.json',
      language: 'sq',
      authors: [{ name: 'Redaksia' }],
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }],
      items: [
        {
          id: '1',
          url: 'https://liqeni.example/1',
          title: 'Ura u hap',
          content_html: '<p>Ura u hap sot.</p>',
          summary: 'Sot & nesër',
          date_published: '2026-03-10T09:00:00+01:00',
          date_modified: '2026-03-10T09:30:00+01:00',
          tags: ['lajme'],
          image: 'https://liqeni.example/1.jpg',
        },
        { id: '2', external_url: 'https://other.example/2', content_text: 'Rreshti 1\n\nRreshti <2>', language: 'en' },
      ],
    }),
    format: 'json-feed',
    feed: { title: 'Gazeta e Liqenit', language: 'sq', link: 'https://liqeni.example/', hub: 'https://hub.example/' },
    entries: [
      {
        id: '1',
        url: 'https://liqeni.example/1',
        title: 'Ura u hap',
        contentHtml: '<p>Ura u hap sot.</p>',
        summaryHtml: 'Sot &amp; nesër',
        published: '2026-03-10T09:00:00+01:00',
        updated: '2026-03-10T09:30:00+01:00',
        authors: ['Redaksia'],
        categories: ['lajme'],
        image: 'https://liqeni.example/1.jpg',
        language: 'sq',
      },
      { url: 'https://other.example/2', contentHtml: '<p>Rreshti 1</p><p>Rreshti &lt;2&gt;</p>', language: 'en' },
    ],
  },
  {
    about: 'JSON Feed 1.0 with numbers for ids, one author, nulls, and no version',
    document: `\ufeff\n{"title": null, "items": [{"id": 1001, "url": "/a", "author": {"name": "Bo"}, "title": "Første", "tags": null, "date_published": null}, null, "x", {"id": "https://j.example/b", "authors": ["Kim"]}]}`,
    format: 'json-feed',
    entries: [
      { id: '1001', url: 'https://feeds.example/a', authors: ['Bo'], title: 'Første' },
      { id: 'https://j.example/b', url: 'https://j.example/b', authors: ['Kim'] },
    ],
  },
  {
    about: 'JSON Feed that was cut off, with raw line ends inside its strings',
    document: `{"version":"https://jsonfeed.org/version/1","title":"Afgebroken","home_page_url":"https://k.example/","items":[{"id":"1","url":"https://k.example/1","title":"Een
brug"},{"id":"2","url":"https://k.example/2","title":"Twee {haken} \\"en\\" meer"},{"id":"3","url":"https://k.exa`,
    format: 'json-feed',
    feed: { title: 'Afgebroken', link: 'https://k.example/' },
    entries: [
      { title: 'Een brug', url: 'https://k.example/1' },
      { title: 'Twee {haken} "en" meer', url: 'https://k.example/2' },
    ],
    warnings: ['json-repaired'],
  },
];
