/** What the name of a box (tag, class, id, role) says about it. Bits. */
export const NAV = 1;
export const COMMENT = 2;
export const SHARE = 4;
export const RELATED = 8;
export const AD = 16;
export const CAPTION = 32;
export const AUTHOR = 64;
export const TAGS = 128;
export const DATE = 256;
export const TITLE = 512;
export const BODY = 1024;
export const FORM = 2048;
export const SECTION = 4096;
export const HIDDEN = 8192;
export const LEGAL = 16384;

export const FIGURE = 32768;
export const LEAD = 65536;
/** Only in a box's context: an `<article>` stands around it. */
export const IN_ARTICLE = 131072;
/** One of several neighbours that look like cards, whatever their names. */
export const CARD = 262144;
/** Beside the text by its place, not only by its name. */
export const SIDE = 524288;

/** Boxes of these kinds are no part of a body. */
export const OUTSIDE = NAV | COMMENT | SHARE | RELATED | AD | FORM | LEGAL | HIDDEN;
/** Inside the body's box these are beside its text. */
export const ASIDE = CAPTION | FIGURE | TAGS | AUTHOR | DATE;

/** Names in the vocabulary of mark-up (English everywhere), at the start of a word of a class or id. */
const NAMES: [number, RegExp][] = [
  [
    NAV,
    /(^|[\s_-])(nav|navbar|navigation|menu|(bread)?crumbs?|pagination|pager|toolbar|topbar|skip-?(link|to)|masthead|(post|article)-?nav(igation)?|next-?prev|prev-?next|site-?header|site-?footer|footer)([\s_-]|$)/,
  ],
  [
    COMMENT,
    /(^|[\s_-])(comments?|commentlist|disqus|respond|discussion|replies|reader-?comments|fb-comments)([\s_-]|$)/,
  ],
  [
    SHARE,
    /(^|[\s_-])(share|sharing|sharedaddy|social|socials|follow|addthis|addtoany|sharebar|share-?buttons?|socialmedia)([\s_-]|$)/,
  ],
  [
    RELATED,
    /(^|[\s_-])(related|relacionad[ao]s|recommend\w*|read-?(more|also|next)|more-?(news|stories|from|on|articles)|most-?(read|popular|viewed)|popular|trending|outbrain|taboola|latest|teasers?|see-?also|also-?read|next-?(up|article)|promo\w*|upnext|recirc\w*)([\s_-]|$)/,
  ],
  [RELATED | SIDE, /(^|[\s_-])(sidebar|side-?bar|rail)([\s_-]|$)/],
  [
    AD,
    /(^|[\s_-])(ad|ads|advert\w*|adslot|ad-?\w*slot|banner|sponsor\w*|dfp|adsbygoogle|cookie\w*|gdpr|privacy|polic(y|ies)|consent|donat\w+|newsletter\w*|subscri(be|ption)s?|sign-?up|login|modal|pop-?up|lightbox|overlay|cta|callout|boilerplate|jwplayer|(video|media)-?player|accessibility-message)([\s_-]|$)/,
  ],
  [
    CAPTION,
    /(^|[\s_-])(captions?|figcaption|wp-caption\w*|credits?|photo-?credit|(image|photo|picture|media)-?(caption|credit|source|description|data)|attribution|legend|(photo-?|image-?)?galler(y|ies)|slideshow|slider|carousel)([\s_-]|$)/,
  ],
  [AUTHOR, /(^|[\s_-])(authors?|byline|writer|contributors?|bio|author-?\w*)([\s_-]|$)/],
  [TAGS, /(^|[\s_-])(tags?|taglist|tagcloud|keywords?|topics?|terms?|labels?)([\s_-]|$)/],
  [DATE, /(^|[\s_-])(date|time|datetime|timestamp|published|pubdate|posted|created|submitted|dateline)([\s_-]|$)/],
  [TITLE, /(^|[\s_-])(title|headline|heading|headings?)([\s_-]|$)/],
  [
    BODY,
    /(^|[\s_-])(article-?(body|content|text|copy)|post-?(body|content|text)|entry-?(content|body|text)|story-?(body|content|text)|content-?(body|text)|main-?(content|text)|body-?(content|text|copy)|articlebody|field-?(name-)?body|richtext|rich-?text|prose)([\s_-]|$)/,
  ],
  [SECTION, /(^|[\s_-])(category|categories|section|rubric|kicker|eyebrow|channel|overline)([\s_-]|$)/],
  [
    LEAD,
    /(^|[\s_-])(lead|lede|dek|deck|standfirst|stand-first|summary|intro|introduction|excerpt|sub-?title|sub-?head(line|ing)?|perex|abstract|spot|chapeau|strapline|preamble|ingress|anons|lid)([\s_-]|$)/,
  ],
  [LEGAL, /(^|[\s_-])(disclaimer|copyright|legal|terms-of\w*|imprint)([\s_-]|$)/],
];

/** Any of them: most names say nothing, and one look tells so. */
const ANY = new RegExp(NAMES.map(([, pattern]) => pattern.source).join('|'));

/** How a field is kept, and not what it holds, as Drupal writes on each: "field--type-text-with-summary field--label-hidden". */
const STORED = /^field-(type|label)-/;

/** Whole classes that take a box out of sight, at least of the reader of a screen. */
const UNSEEN =
  /(^| )(hidden|hide|d-none|visually-?hidden|sr-only|screen-reader-text|show-for-sr|print-only|print-header|d-print-block|noscreen|display-none)( |$)/i;

const NAMES_OF_TAG: Record<string, number> = {
  nav: NAV,
  menu: NAV,
  footer: NAV,
  aside: RELATED | SIDE,
  figcaption: CAPTION,
  figure: FIGURE,
  form: FORM,
  dialog: AD,
  address: AUTHOR,
};

const ROLES: Record<string, number> = {
  navigation: NAV,
  banner: NAV,
  contentinfo: NAV,
  search: FORM,
  complementary: RELATED | SIDE,
  dialog: AD,
  alertdialog: AD,
};

/** Names already read; pages of one site repeat theirs thousands of times. Emptied when full. */
const seen = new Map<string, number>();
const MOST_SEEN = 20_000;
/** Characters of names that are read. */
const LONGEST_NAMES = 300;

/** What tag, class, id and role of an element say. */
export function flagsOfNames(tag: string, names: string, role: string | undefined): number {
  let flags = NAMES_OF_TAG[tag] ?? 0;
  if (role !== undefined) flags |= ROLES[role] ?? 0;
  if (names === '') return flags;
  let named = seen.get(names);
  if (named === undefined) {
    named = UNSEEN.test(names) ? HIDDEN : 0;
    for (const name of names.slice(0, LONGEST_NAMES).split(/\s+/)) named |= flagsOfName(name);
    remember(names, named);
  }
  return flags | named;
}

/** Most names are new, but made of words that were there before. */
function flagsOfName(name: string): number {
  let flags = seen.get(name);
  if (flags === undefined) {
    flags = UNSEEN.test(name) ? HIDDEN : 0;
    const plain = name
      .replace(/([a-z\d])([A-Z])/g, '$1-$2')
      .replace(/[-_]+/g, '-')
      .toLowerCase();
    if (ANY.test(plain) && !STORED.test(plain))
      for (const [flag, pattern] of NAMES) if (pattern.test(plain)) flags |= flag;
    remember(name, flags);
  }
  return flags;
}

function remember(names: string, flags: number): void {
  if (seen.size >= MOST_SEEN) seen.clear();
  if (names.length <= LONGEST_NAMES) seen.set(copyOf(names), flags);
}

/** The same text apart from its page: V8 makes a part of a string a view of the whole, which would be kept as long as the part. */
const copyOf = (text: string): string => ` ${text}`.slice(1);
