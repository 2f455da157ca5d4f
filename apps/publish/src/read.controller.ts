import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CaptureSummary, Story } from '#libs/contracts';
import { ARTICLE_FORMATS, ARTICLE_MEDIA_TYPES, articleAs } from '#libs/formats';
import { Store } from '#libs/store';
import { articleQuery, ArticleQueryParams } from './article-query.js';
import { contractSchema } from './contract-schema.js';
import { requestedFormat } from './requested-format.js';
import { checkedId, found } from './requested.js';

/** The read side of the line. */
@Controller('v1')
export class ReadController {
  constructor(@Inject(Store) private readonly store: Store) {}

  @Get('articles')
  @ApiTags('articles')
  @ApiOperation({ summary: 'List articles, newest first' })
  @ApiOkResponse({
    description: 'A page of articles; `nextCursor` when there are more',
    schema: {
      type: 'object',
      required: ['items'],
      properties: { items: { type: 'array', items: contractSchema('Article') }, nextCursor: { type: 'string' } },
    },
  })
  @Header('content-type', ARTICLE_MEDIA_TYPES.json)
  articles(@Query() params: ArticleQueryParams): Promise<string> {
    return this.store.articles.findAsJson(articleQuery(params));
  }

  @Get('articles/:id')
  @ApiTags('articles')
  @ApiOperation({ summary: 'One article', description: 'In another form with `format`, or by Accept' })
  @ApiQuery({ name: 'format', required: false, enum: ARTICLE_FORMATS })
  @ApiOkResponse({
    description: 'The article',
    content: {
      [ARTICLE_MEDIA_TYPES.json]: { schema: contractSchema('Article') },
      [ARTICLE_MEDIA_TYPES.ninjs]: { schema: { type: 'object', description: 'IPTC ninjs 3.0' } },
      [ARTICLE_MEDIA_TYPES.jsonld]: { schema: { type: 'object', description: 'schema.org NewsArticle' } },
    },
  })
  async article(
    @Param('id') id: string,
    @Query('format') asked: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const article = found('article', id, await this.store.articles.get(checkedId(id)));
    const format = requestedFormat(asked, request);
    response.vary('accept').type(ARTICLE_MEDIA_TYPES[format]);
    return articleAs(format, article);
  }

  @Get('stories/:id')
  @ApiTags('stories')
  @ApiOperation({ summary: 'One story: the articles that tell it' })
  @ApiOkResponse({ schema: contractSchema('Story') })
  async story(@Param('id') id: string): Promise<Story> {
    const story = await this.store.stories.get(checkedId(id));
    return story ?? found('story', id, await this.storyOfOne(id));
  }

  @Get('captures/:id')
  @ApiTags('captures')
  @ApiOperation({ summary: 'What was found on a page; 404 until it has been taken apart' })
  @ApiOkResponse({ schema: contractSchema('CaptureSummary') })
  async capture(@Param('id') id: string): Promise<CaptureSummary> {
    return found('capture', id, await this.store.captures.get(checkedId(id)));
  }

  /** A story that only one article tells has that article's id, and no document of its own. */
  private async storyOfOne(id: string): Promise<Story | undefined> {
    const { items } = await this.store.articles.find({ storyId: id, limit: 200 });
    const newest = items[0];
    if (newest === undefined) return undefined;
    return {
      id,
      schemaVersion: 1,
      version: 1,
      members: items.map((article) => ({ id: article.id, inLanguage: article.inLanguage })),
      edges: [],
      versionCreated: newest.versionCreated,
    };
  }
}
