import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Article } from '#libs/contracts';
import { ProblemException } from '#libs/platform';
import { type Fragment, highlighter, parseQuery } from '#libs/search';
import { type Page, Store } from '#libs/store';
import { contractSchema } from '../contract-schema.js';
import { PUBLISH_OPTIONS, type PublishOptions } from '../publish-options.js';
import { SearchQueryParams } from './search-query.js';

const DEFAULT_LIMIT = 20;
const DEFAULT_FRAGMENTS = 3;
/** Characters of a piece: two lines of a list. */
const FRAGMENT_LENGTH = 160;

/** An article with pieces of its text that show why it was found. */
export interface SearchHit {
  article: Article;
  fragments: Fragment[];
}

const HIT_SCHEMA = {
  type: 'object',
  required: ['article', 'fragments'],
  properties: {
    article: contractSchema('Article'),
    fragments: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'start', 'end', 'html'],
        properties: {
          field: { type: 'string', enum: ['headline', 'description', 'articleBody'] },
          start: { type: 'integer', description: 'UTF-16 code units of the field' },
          end: { type: 'integer', description: 'Exclusive' },
          html: { type: 'string', description: 'Escaped text with <mark> around what was found' },
        },
      },
    },
  },
};

@Controller('v1/search')
export class SearchController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(PUBLISH_OPTIONS) private readonly options: PublishOptions,
  ) {}

  @Get()
  @ApiTags('articles')
  @ApiOperation({
    summary: 'Search the text of articles, newest first',
    description:
      'Headline, description and body. The index follows the articles with a delay of less than a second, of more while ' +
      'thousands arrive. With `language`, words are taken for words of that language; without, for words of every ' +
      'language in their letters.',
  })
  @ApiOkResponse({
    description: 'A page of articles; `nextCursor` when there are more',
    schema: {
      type: 'object',
      required: ['items'],
      properties: { items: { type: 'array', items: HIT_SCHEMA }, nextCursor: { type: 'string' } },
    },
  })
  async search(@Query() params: SearchQueryParams): Promise<Page<SearchHit>> {
    if (!this.options.search) {
      throw new ProblemException(
        404,
        'search-off',
        'this Babelwire keeps no index of words: it was started with SEARCH=off',
      );
    }
    const { q, source, fragments = DEFAULT_FRAGMENTS, limit = DEFAULT_LIMIT, ...filters } = params;
    const terms = parseQuery(q, params.language);
    const page = await this.store.search.find({
      ...terms,
      ...filters,
      limit,
      ...(source === undefined ? {} : { sourceId: source }),
    });
    const articles = await this.store.articles.getMany(page.items);
    const fragmentsOf = highlighter(terms, { fragments, length: FRAGMENT_LENGTH });
    const items = page.items.flatMap((id) => {
      const article = articles.get(id);
      // What was taken down since it was indexed is not shown.
      return article?.pubStatus !== 'usable' ? [] : [{ article, fragments: fragmentsOf(article) }];
    });
    return { items, ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }) };
  }
}
