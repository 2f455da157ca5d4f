import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Article, CaptureSummary, Story } from '#libs/contracts';
import { type ArticleQuery, type Page, Store } from '#libs/store';
import { ArticleQueryParams } from './article-query.js';
import { contractSchema } from './contract-schema.js';
import { checkedId, found } from './requested.js';

const DEFAULT_LIMIT = 50;

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
  articles(@Query() params: ArticleQueryParams): Promise<Page<Article>> {
    const query: ArticleQuery = {
      limit: params.limit ?? DEFAULT_LIMIT,
      ...(params.language === undefined ? {} : { language: params.language }),
      ...(params.source === undefined ? {} : { sourceId: params.source }),
      ...(params.capture === undefined ? {} : { captureId: params.capture }),
      ...(params.story === undefined ? {} : { storyId: params.story }),
      ...(params.type === undefined ? {} : { representationType: params.type }),
      ...(params.from === undefined ? {} : { from: params.from }),
      ...(params.to === undefined ? {} : { to: params.to }),
      ...(params.duplicates === undefined ? {} : { duplicates: params.duplicates }),
      ...(params.cursor === undefined ? {} : { cursor: params.cursor }),
    };
    return this.store.articles.find(query);
  }

  @Get('articles/:id')
  @ApiTags('articles')
  @ApiOperation({ summary: 'One article' })
  @ApiOkResponse({ schema: contractSchema('Article') })
  async article(@Param('id') id: string): Promise<Article> {
    return found('article', id, await this.store.articles.get(checkedId(id)));
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
