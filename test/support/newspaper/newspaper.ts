import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { articleHtml, printArticle, type PrintedArticle } from './articles.js';
import { Stalls } from './stalls.js';
import { atomOf, latest, type ListedDocument, rdfOf, rssOf, sitemapIndexOf, sitemapOf } from './lists.js';

/** A request as the newspaper saw it; times by its own clock, ms since the epoch. */
export interface LoggedRequest {
  path: string;
  startedAt: number;
  endedAt: number;
  status: number;
  userAgent: string;
  /** It came with a validator. */
  isConditional: boolean;
  /** What was asked for is as it was when it was last given out. */
  isUnchanged: boolean;
  /** Seconds, as it was told. */
  retryAfter?: number;
  /** Others under way when it came. */
  others: number;
  /** How long the newspaper itself had stood still just before it noticed it, ms. */
  stalledMs: number;
}

/** A time in which some paths are answered with an error. */
export interface Spell {
  from: number;
  to: number;
  path: RegExp;
  status: number;
  /** Seconds. */
  retryAfter?: number;
}

export interface NewspaperOptions {
  articles: number;
  /** ms since the epoch. */
  now?: () => number;
  /** Time between the publications of the articles that are there at the start, ms. */
  pace?: number;
  /** An address of its own, for a test of several hosts: all of 127.0.0.0/8 is this machine. */
  address?: string;
}

/** Answers that keep one waiting take this long, ms of real time. */
const SLOW_MS = 100;

/**
 * A newspaper of four languages on the loopback address, with a home page, sections, three feeds, a sitemap index and all
 * that goes wrong with such things. It remembers who asked for what, and when.
 */
export class Newspaper {
  readonly articles: PrintedArticle[] = [];
  readonly log: LoggedRequest[] = [];
  readonly spells: Spell[] = [];
  origin = '';
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly brokenOnce = new Set<string>();
  private readonly lastBody = new Map<string, string>();
  private underWay = 0;
  private readonly stalls = new Stalls();
  private readonly now: () => number;

  private constructor(private readonly options: NewspaperOptions) {
    this.now = options.now ?? Date.now;
    const { articles, pace = 60_000 } = options;
    for (let index = 0; index < articles; index += 1) {
      this.articles.push(printArticle(index, this.now() - (articles - index) * pace));
    }
    this.server = createServer((request, response) => {
      void this.answer(request, response);
    });
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(options: NewspaperOptions): Promise<Newspaper> {
    const paper = new Newspaper(options);
    const { address = '127.0.0.1' } = options;
    await new Promise<void>((resolve) => paper.server.listen(0, address, resolve));
    paper.origin = `http://${address}:${(paper.server.address() as AddressInfo).port}`;
    return paper;
  }

  get host(): string {
    return this.origin.replace('http://', '');
  }

  publish(): PrintedArticle {
    const article = printArticle(this.articles.length, this.now());
    this.articles.push(article);
    return article;
  }

  edit(index: number): PrintedArticle {
    const article = this.articles[index]!;
    article.edits += 1;
    article.updatedAt = Math.floor(this.now() / 1000) * 1000;
    return article;
  }

  takeDown(index: number): PrintedArticle {
    const article = this.articles[index]!;
    article.isGone = true;
    return article;
  }

  requestsOf(path: string | RegExp): LoggedRequest[] {
    return this.log.filter((one) => (typeof path === 'string' ? one.path === path : path.test(one.path)));
  }

  async close(): Promise<void> {
    this.stalls.stop();
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const entry: LoggedRequest = {
      path,
      startedAt: this.now(),
      endedAt: 0,
      status: 0,
      userAgent: request.headers['user-agent'] ?? '',
      isConditional: 'if-none-match' in request.headers || 'if-modified-since' in request.headers,
      isUnchanged: false,
      others: this.underWay,
      // A clock that a test moves does not stand still with the process.
      stalledMs: this.options.now === undefined ? this.stalls.recent() : 0,
    };
    this.log.push(entry);
    this.underWay += 1;
    response.once('close', () => {
      this.underWay -= 1;
      entry.endedAt = this.now();
      entry.status = response.statusCode;
    });
    const spell = this.spells.find((one) => one.from <= this.now() && this.now() < one.to && one.path.test(path));
    if (spell !== undefined) {
      if (spell.retryAfter !== undefined) {
        entry.retryAfter = spell.retryAfter;
        response.setHeader('retry-after', String(spell.retryAfter));
      }
      response.writeHead(spell.status).end('not now');
      return;
    }
    const { pathname, searchParams } = new URL(path, this.origin);
    if (pathname === '/go') {
      response.writeHead(302, { location: searchParams.get('to') ?? '/' }).end();
      return;
    }
    const article = this.articles.find((one) => one.path === pathname);
    if (article?.isGone === true) {
      response.writeHead(410).end('taken down');
      return;
    }
    if (article !== undefined && article.index % 50 === 17) await sleep(SLOW_MS);
    const found = article === undefined ? this.document(pathname) : htmlOf(articleHtml(article, this.origin));
    if (found === undefined) {
      response.writeHead(404).end('no such page');
      return;
    }
    if (article !== undefined && article.index % 50 === 23 && !this.brokenOnce.has(pathname)) {
      // The connection is lost in the middle of the page, once.
      this.brokenOnce.add(pathname);
      response.writeHead(200, { 'content-type': found.contentType, 'content-length': String(found.body.length) });
      response.write(found.body.subarray(0, 200), () => response.destroy());
      return;
    }
    this.send(found, request, response, entry);
  }

  private send(found: ListedDocument, request: IncomingMessage, response: ServerResponse, entry: LoggedRequest): void {
    const etag = `"${createHash('sha256').update(found.body).digest('hex').slice(0, 16)}"`;
    entry.isUnchanged = this.lastBody.get(entry.path) === etag;
    this.lastBody.set(entry.path, etag);
    response.setHeader('etag', etag);
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, { 'content-type': found.contentType }).end(found.body);
  }

  private document(pathname: string): ListedDocument | undefined {
    const { origin, articles } = this;
    const sitemap = /^\/sitemaps\/(\d+)\.xml\.gz$/.exec(pathname)?.[1];
    if (sitemap !== undefined) return sitemapOf(articles, Number(sitemap), origin);
    switch (pathname) {
      case '/':
        return this.home();
      case '/robots.txt':
        return {
          contentType: 'text/plain',
          body: Buffer.from(`User-agent: *\nDisallow: /private/\n\nSitemap: ${origin}/sitemaps/index.xml\n`),
        };
      case '/feeds/ru.xml':
        return rssOf(latest(articles, 'ru'), origin);
      case '/feeds/uk.rdf':
        return rdfOf(latest(articles, 'uk'), origin);
      case '/feeds/en-de.atom':
        return atomOf(latest(articles, 'en', 'de'), origin);
      case '/sitemaps/index.xml':
        return sitemapIndexOf(articles, origin);
      case '/private/1':
        return htmlOf('<!doctype html><title>Not for robots</title><p>Whoever reads this has not read robots.txt.');
      default:
        return /^\/(?:en|uk|ru|de)$/.test(pathname) ? this.section(pathname.slice(1)) : undefined;
    }
  }

  private home(): ListedDocument {
    const teasers = ['en', 'uk', 'ru', 'de'].flatMap((language) => latest(this.articles, language).slice(0, 3));
    return htmlOf(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Morning</title>
<link rel="alternate" type="application/rss+xml" title="Утро" href="/feeds/ru.xml">
<link rel="alternate" type="application/rdf+xml" title="Ранок" href="/feeds/uk.rdf">
<link rel="alternate" type="application/atom+xml" title="Morning" href="/feeds/en-de.atom">
</head><body><nav><a href="/en">English</a> <a href="/uk">Українська</a> <a href="/ru">Русский</a> <a href="/de">Deutsch</a></nav>
<main>${teasers.map(({ path, headline }) => `<article><h2><a href="${path}">${headline}</a></h2></article>`).join('\n')}</main>
</body></html>`);
  }

  private section(language: string): ListedDocument {
    const teasers = latest(this.articles, language);
    return htmlOf(`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Morning, ${language}</title></head>
<body><main>${teasers.map(({ path, headline }) => `<article><h2><a href="${path}">${headline}</a></h2></article>`).join('\n')}</main>
</body></html>`);
  }
}

const htmlOf = (html: string): ListedDocument => ({ contentType: 'text/html; charset=utf-8', body: Buffer.from(html) });
