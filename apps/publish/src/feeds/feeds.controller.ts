import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Article, stableId } from '#libs/contracts';
import { type ArticleFeed, httpDate, toAtom, toJsonFeed, toRss } from '#libs/formats';
import { type Page, Store } from '#libs/store';
import { articleQuery, ArticleQueryParams } from '../article-query.js';
import { PUBLISH_OPTIONS, type PublishOptions } from '../publish-options.js';
import { publicBase } from '../public-base.js';

interface FeedFormat {
  path: string;
  mediaType: string;
  write: (feed: ArticleFeed) => string;
}

const JSON_FEED: FeedFormat = { path: 'articles.json', mediaType: 'application/feed+json', write: toJsonFeed };
const ATOM: FeedFormat = { path: 'articles.atom', mediaType: 'application/atom+xml', write: toAtom };
const RSS: FeedFormat = { path: 'articles.rss', mediaType: 'application/rss+xml', write: toRss };

/** How long a reader may keep a feed without asking again, seconds: newsreaders ask by the minute at most. */
const MAX_AGE_SECONDS = 60;

const DESCRIPTION =
  'The newest articles of a query; the next page is linked. Answers have an ETag and Last-Modified, and 304 when nothing ' +
  'changed.';

/** Every list of articles as a feed. */
@Controller('v1/feeds')
@ApiTags('feeds')
@ApiResponse({ status: 304, description: 'The copy that If-None-Match or If-Modified-Since stand for is current' })
export class FeedsController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(PUBLISH_OPTIONS) private readonly options: PublishOptions,
  ) {}

  @Get('articles.json')
  @ApiOperation({ summary: 'Articles as JSON Feed 1.1', description: DESCRIPTION })
  @ApiOkResponse({ description: 'JSON Feed', content: { 'application/feed+json': { schema: { type: 'object' } } } })
  json(@Query() params: ArticleQueryParams, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.serve(JSON_FEED, params, request, response);
  }

  @Get('articles.atom')
  @ApiOperation({ summary: 'Articles as an Atom feed', description: DESCRIPTION })
  @ApiOkResponse({ description: 'Atom', content: { 'application/atom+xml': { schema: { type: 'string' } } } })
  atom(@Query() params: ArticleQueryParams, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.serve(ATOM, params, request, response);
  }

  @Get('articles.rss')
  @ApiOperation({ summary: 'Articles as RSS 2.0', description: DESCRIPTION })
  @ApiOkResponse({ description: 'RSS', content: { 'application/rss+xml': { schema: { type: 'string' } } } })
  rss(@Query() params: ArticleQueryParams, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.serve(RSS, params, request, response);
  }

  private async serve(
    format: FeedFormat,
    params: ArticleQueryParams,
    request: Request,
    response: Response,
  ): Promise<void> {
    const page = await this.store.articles.find(articleQuery(params));
    const feed = feedOf(page, params, `${publicBase(request, this.options.publicUrl)}/v1/feeds/${format.path}`);
    response.set({
      'content-type': `${format.mediaType}; charset=utf-8`,
      'cache-control': `private, max-age=${MAX_AGE_SECONDS}`,
      'last-modified': httpDate(feed.updated),
      etag: `W/"${tagOf(feed)}"`,
    });
    if (isCurrent(request, `W/"${tagOf(feed)}"`, feed.updated)) response.status(304).end();
    else response.send(format.write(feed));
  }
}

/**
 * Whether the client's copy is current (RFC 9110, 13.2.2). Unlike Express's own check it does not mind `Cache-Control:
 * no-cache`, which some clients send along with a validator: who asks here has asked the origin.
 */
function isCurrent(request: Request, etag: string, updated: string): boolean {
  const tags = request.get('if-none-match');
  if (tags !== undefined) return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim() === etag);
  const since = Date.parse(request.get('if-modified-since') ?? '');
  return Math.floor(Date.parse(updated) / 1000) * 1000 <= since;
}

/** The same for the same articles in the same versions at the same address. */
const tagOf = ({ selfUrl, nextUrl = '', articles }: ArticleFeed): string =>
  stableId(
    'feed',
    selfUrl,
    nextUrl,
    ...articles.map(({ id, version, versionCreated }) => `${id} ${version} ${versionCreated}`),
  );

function feedOf(page: Page<Article>, params: ArticleQueryParams, url: string): ArticleFeed {
  const { language, source } = params;
  const about = [
    ...(language === undefined ? [] : [`in ${language}`]),
    ...(source === undefined ? [] : [`from ${source}`]),
  ].join(' ');
  const versions = page.items.map(({ versionCreated }) => Date.parse(versionCreated));
  return {
    title: `Babelwire: articles${about === '' ? '' : ` ${about}`}`,
    description: `Articles${about === '' ? '' : ` ${about}`} as they came, newest first`,
    ...(language === undefined ? {} : { language }),
    homeUrl: new URL('/', url).href,
    selfUrl: addressed(url, params, params.cursor),
    ...(page.nextCursor === undefined ? {} : { nextUrl: addressed(url, params, page.nextCursor) }),
    // Nothing in it: it has not changed since there were dates on the web.
    updated: new Date(Math.max(0, ...versions)).toISOString(),
    articles: page.items,
  };
}

function addressed(url: string, params: ArticleQueryParams, cursor: string | undefined): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries({ ...params, cursor })) {
    if (value !== undefined) address.searchParams.set(name, String(value));
  }
  return address.href;
}
