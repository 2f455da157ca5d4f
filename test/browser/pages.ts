/** A page whose article quotes one language in another, and has signs in it that would be mark-up if they were let. */
export const MIXED_PAGE = {
  url: 'https://mixed.example/2026/11/20/interview',
  html: `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Die Brücke im Gespräch</title>
<meta property="article:published_time" content="2026-11-20T08:15:00+01:00"></head>
<body><main><article><h1>Die Brücke im Gespräch: &lt;b&gt;zwei Ufer&lt;/b&gt;</h1>
<p>Die Ingenieurin empfängt uns am frühen Morgen auf der neuen Brücke, die im kommenden Frühjahr für den Verkehr geöffnet werden soll.
Der Wind kommt vom Wasser, und unten wartet schon die erste Fähre auf ihre Fahrgäste.</p>
<p>Ми запитали її, чому міст будували так довго і хто заплатив за останній прогін над річкою. Вона усміхається і каже, що
річка щовесни забирала риштування, а громада щоосені збирала гроші на нове.</p>
<p>Am Ende des Gesprächs zeigt sie auf das andere Ufer. Dort steht ein Schild mit der Aufschrift
&lt;img src=x onerror="document.title='run'"&gt;, das ein Lehrling zum Spaß gemalt hat.</p>
</article></main></body></html>`,
};

export const ARABIC_PAGE = {
  url: 'https://mina.example/2026/11/20/market',
  html: `<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>سوق السمك يعود إلى الميناء القديم</title>
<meta property="article:published_time" content="2026-11-20T07:40:00+02:00"></head>
<body><main><article><h1>سوق السمك يعود إلى الميناء القديم</h1>
<p>عاد الصيادون هذا الصباح إلى الميناء القديم بعد أن أغلقت البلدية السوق الجديد لإصلاح سقفه الذي تسربت منه مياه المطر طوال الشتاء.</p>
<p>وقال أحد الباعة إن الزبائن عرفوا الطريق من دون إعلان، وإن السمك بيع كله قبل الظهر، وإنه يأمل أن تطول أعمال الإصلاح.</p>
</article></main></body></html>`,
};

/** Comes while somebody is looking. */
export const LATE_PAGE = {
  url: 'https://late.example/2026/11/25/lantern',
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The last lantern keeper hands over her ladder</title>
<meta property="article:published_time" content="2026-11-25T09:00:00Z"></head>
<body><main><article><h1>The last lantern keeper hands over her ladder</h1>
<p>For thirty-one winters she climbed the same eighty steps at dusk, and this evening she will watch somebody else do it from the bench below.</p>
<p>The town has bought a quieter lamp, but it still wants a person to clean the glass every morning before the ferry leaves.</p>
</article></main></body></html>`,
};
