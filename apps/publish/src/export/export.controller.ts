import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { Response } from 'express';
import { ID } from '#libs/contracts';
import { articleAs, type ArticleFormat } from '#libs/formats';
import { Metrics } from '#libs/platform';
import { type ArticleQuery, placeOf, Store } from '#libs/store';
import { articleQuery, ArticleQueryParams, ID_MESSAGE } from '../article-query.js';
import { EventFeed } from '../events/event-feed.js';
import { found } from '../requested.js';

/** Articles read at once: the most that a page has. */
const PAGE = 200;

const FORMATS: Readonly<Record<string, ArticleFormat>> = { ndjson: 'json', ninjs: 'ninjs', jsonld: 'jsonld' };

/** Query parameters of `GET /v1/export`. */
export class ExportQueryParams extends OmitType(ArticleQueryParams, ['limit', 'cursor'] as const) {
  @ApiPropertyOptional({
    enum: Object.keys(FORMATS),
    default: 'ndjson',
    description: 'Each line is the document of the contract (ndjson), IPTC ninjs 3, or schema.org JSON-LD',
  })
  @IsOptional()
  @IsIn(Object.keys(FORMATS), { message: `must be one of ${Object.keys(FORMATS).join(', ')}` })
  format?: string;

  @ApiPropertyOptional({ description: 'Go on after this article: the id of the last whole line that you have' })
  @IsOptional()
  @Matches(ID, { message: ID_MESSAGE })
  after?: string;
}

@Controller('v1/export')
export class ExportController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get()
  @ApiTags('articles')
  @ApiOperation({
    summary: 'All articles of a query, one a line',
    description:
      'Newest first, as fast as they are taken. An answer that was cut goes on with `after`: the article is looked for ' +
      'where it stands now, so what got another date meanwhile may come twice or be missed.',
  })
  @ApiOkResponse({ description: 'Lines of JSON', content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  async export(@Query() params: ExportQueryParams, @Res() response: Response): Promise<void> {
    const { after, format = 'ndjson', ...filters } = params;
    const query = { ...articleQuery(filters), limit: PAGE };
    if (after !== undefined) query.cursor = placeOf(found('article', after, await this.store.articles.get(after)));
    // The first page before the headers: a faulty query is then answered as one.
    const first = await this.store.articles.find(query);
    response.set({ 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
    const lines = this.lines(query, first, FORMATS[format] ?? 'json');
    try {
      await pipeline(Readable.from(lines, { objectMode: false }), response, { signal: this.feed.ending });
    } catch {
      // Cut short: the client sees it by the missing end of the chunks, and goes on with `after`.
      response.destroy();
    }
  }

  private async *lines(
    query: ArticleQuery,
    first: Awaited<ReturnType<Store['articles']['find']>>,
    format: ArticleFormat,
  ): AsyncGenerator<string> {
    for (let page = first; ;) {
      this.metrics.exported.inc(page.items.length);
      if (page.items.length > 0) yield page.items.map((one) => `${JSON.stringify(articleAs(format, one))}\n`).join('');
      if (page.nextCursor === undefined) return;
      page = await this.store.articles.find({ ...query, cursor: page.nextCursor });
    }
  }
}
