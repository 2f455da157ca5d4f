import { rss, type Specimen } from '../specimen.js';

/** Documents that no XML parser would take. */
export const BROKEN: Specimen[] = [
  {
    about: 'blank lines before the declaration',
    document: `\n\n  ${rss('<item><title>A</title></item>')}`,
    format: 'rss',
    entries: [{ title: 'A' }],
  },
  {
    about: 'a server’s warnings before the declaration, a measuring script behind the end',
    document: `<br />\n<b>Notice</b>: Undefined index: page in <b>/srv/www/feed.php</b> on line <b>12</b><br />\n${rss('<item><title>B</title></item>')}<script>track()</script><!-- 0.2 s -->`,
    format: 'rss',
    entries: [{ title: 'B' }],
    warnings: ['leading-junk'],
  },
  {
    about: 'prefixes that nothing declares',
    document: rss(
      `<item><title>C</title><dc:creator>Eva</dc:creator><content:encoded><![CDATA[<p>Voll</p>]]></content:encoded><media:thumbnail url="https://paper.example/c.jpg"/><o:p>Office</o:p></item>`,
    ),
    format: 'rss',
    entries: [{ title: 'C', authors: ['Eva'], contentHtml: '<p>Voll</p>', image: 'https://paper.example/c.jpg' }],
  },
  {
    about: 'ampersands and smaller-than signs that stand alone',
    document: rss(
      `<item><title>D&D night & more: 5 < 6</title><link>https://paper.example/d?a=1&b=2&copy=3&lt=4</link></item>`,
    ),
    format: 'rss',
    entries: [{ title: 'D&D night & more: 5 < 6', url: 'https://paper.example/d?a=1&b=2&copy=3&lt=4' }],
  },
  {
    about: 'HTML’s names for characters',
    document: rss(`<item><title>Caf&eacute; &laquo;M&ouml;we&raquo; &ndash; f&uuml;r&nbsp;alle</title></item>`),
    format: 'rss',
    entries: [{ title: 'Café «Möwe» – für alle' }],
  },
  {
    about: 'titles escaped twice, and with tags in them',
    document: rss(
      `<item><title>Q&amp;amp;A with the mayor</title></item><item><title>&lt;b&gt;Bold&lt;/b&gt; claims</title></item><item><title><![CDATA[Salt &amp; pepper <i>daily</i>]]></title></item><item><title>Real <em>elements</em> inside</title></item><item><title>Intent to ship: &lt;portal&gt;</title></item>`,
    ),
    format: 'rss',
    entries: [
      { title: 'Q&A with the mayor' },
      { title: 'Bold claims' },
      { title: 'Salt & pepper daily' },
      { title: 'Real elements inside' },
      { title: 'Intent to ship: <portal>' },
    ],
  },
  {
    about: 'CDATA whose brackets were escaped, CDATA in pieces, CDATA with an end inside',
    document: rss(
      `<item><title>E</title><description>&lt;![CDATA[some text]]&gt;</description></item><item><title>F</title><description><![CDATA[one ]]>and<![CDATA[ two]]></description></item><item><title>G</title><description><![CDATA[a ]]]]><![CDATA[> b]]></description></item>`,
    ),
    format: 'rss',
    entries: [{ summaryHtml: 'some text' }, { summaryHtml: 'one and two' }, { summaryHtml: 'a ]]> b' }],
  },
  {
    about: 'HTML in a description that was never escaped',
    document: rss(
      `<item><title>H</title><description><p>First<br>second</p><img src="/h.png" alt="a & b"></description><link>https://paper.example/h</link></item>`,
    ),
    format: 'rss',
    entries: [
      {
        summaryHtml: '<p>First<br></p><img src="/h.png" alt="a &amp; b">',
        url: 'https://paper.example/h',
      },
    ],
  },
  {
    about: 'end tags that were forgotten: of links, of items, of all',
    document: `<rss version="2.0"><channel><title>I</title><link>https://paper.example/<item><title>I1</title><link>https://paper.example/i1<guid>i-00001<pubDate>Tue, 10 Mar 2026 08:00:00 GMT<item><title>I2<link>https://paper.example/i2</item></channel></rss>`,
    format: 'rss',
    entries: [
      { title: 'I1', url: 'https://paper.example/i1', id: 'i-00001', published: '2026-03-10T08:00:00Z' },
      { url: 'https://paper.example/i2' },
    ],
  },
  {
    about: 'cut off in the middle of an item',
    document: rss('<item><title>J1</title></item><item><title>J2</title></item><item><title>J3</ti').slice(0, -25),
    format: 'rss',
    entries: [{ title: 'J1' }, { title: 'J2' }],
    warnings: ['truncated'],
  },
  {
    about: 'cut off inside CDATA',
    document: `<rss version="2.0"><channel><item><title>K1</title></item><item><title>K2</title><description><![CDATA[<p>half`,
    format: 'rss',
    entries: [{ title: 'K1' }],
    warnings: ['truncated'],
  },
  {
    about: 'only the last end tags are missing',
    document: `<feed xmlns="http://www.w3.org/2005/Atom"><title>L</title><entry><title>L1</title></entry>`,
    format: 'atom',
    entries: [{ title: 'L1' }],
    warnings: ['truncated'],
  },
  {
    about: 'sent as a page',
    document: rss('<item><title>M</title></item>'),
    contentType: 'text/html; charset=utf-8',
    format: 'rss',
    entries: [{ title: 'M' }],
  },
  {
    about: 'style sheets, comments and licences before the root',
    document: `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="/feed.xsl"?><!-- <rss> feed of ours, © all --><feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>N1</title></entry></feed>`,
    format: 'atom',
    feed: { title: 'N' },
    entries: [{ title: 'N1' }],
  },
  {
    about: 'addresses with blanks, line ends, other schemes and none',
    document: rss(
      `<item><title>1</title><link>\n   https://paper.example/o\n/1  </link></item><item><title>2</title><link>javascript:void(0)</link></item><item><title>3</title><link>//paper.example/o3</link></item><item><title>4</title><link>https://</link><guid>https://paper.example/o4</guid></item><item><title>5</title><link>https://paper.example/o 5</link></item>`,
    ),
    format: 'rss',
    entries: [
      { url: 'https://paper.example/o/1' },
      { title: '2', url: undefined },
      { url: 'https://paper.example/o3' },
      { url: 'https://paper.example/o4' },
      { url: 'https://paper.example/o%205' },
    ],
  },
  {
    about: 'entries that share an id',
    document: rss(
      `<item><title>P1</title><guid isPermaLink="false">https://paper.example/</guid><link>https://paper.example/p1</link></item><item><title>P2</title><guid isPermaLink="false">https://paper.example/</guid><link>https://paper.example/p2</link></item>`,
    ),
    format: 'rss',
    entries: [{ url: 'https://paper.example/p1' }, { url: 'https://paper.example/p2' }],
    warnings: ['id-shared'],
  },
  {
    about: 'attributes without quotes and given twice',
    document: `<rss version=2.0><channel><title>Q</title><item><title>Q1</title><guid isPermaLink=false isPermaLink="true">q-000001</guid><enclosure url='https://paper.example/q.jpg' type=image/jpeg /></item></channel></rss>`,
    format: 'rss',
    entries: [{ title: 'Q1', id: 'q-000001', image: 'https://paper.example/q.jpg' }],
  },
  {
    about: 'emoji as halves of surrogate pairs in references',
    document: rss(`<item><title>Regatta &#55357;&#56995; today &#xD83D;&#xDE09; &#128521;</title></item>`),
    format: 'rss',
    entries: [{ title: 'Regatta 🚣 today 😉 😉' }],
  },
];
