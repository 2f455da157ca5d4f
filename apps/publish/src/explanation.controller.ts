import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Store } from '#libs/store';
import { type ArticleExplanation, explainArticle } from './explanation.js';
import { checkedId, found } from './requested.js';

/** Why an article got its verdict and its story. */
@Controller('v1/articles')
export class ExplanationController {
  constructor(@Inject(Store) private readonly store: Store) {}

  @Get(':id/explanation')
  @ApiTags('articles')
  @ApiOperation({
    summary: 'Why an article is a duplicate, or none, and belongs to its story',
    description:
      'The verdict as it was given, and a comparison, made now, with the article that it repeats and those that it is ' +
      'linked with. `with` adds any other article.',
  })
  @ApiQuery({ name: 'with', required: false, description: 'Id of another article' })
  @ApiOkResponse({ description: 'Verdict, links and comparisons' })
  async explanation(@Param('id') id: string, @Query('with') other?: string): Promise<ArticleExplanation> {
    const article = found('article', id, await this.store.articles.get(checkedId(id)));
    const asked =
      other === undefined ? [] : [found('article', other, await this.store.articles.get(checkedId(other, 'with')))];
    const story = await this.store.stories.get(article.storyId);
    const linked = (story?.edges ?? []).flatMap(({ a, b }) => (a === id ? [b] : b === id ? [a] : []));
    const { of, succeeds } = article.dedup;
    const ids = [...[of, succeeds].filter((one) => one !== undefined), ...linked];
    const known = await this.store.articles.getMany([...new Set(ids)]);
    const others = new Map([...known, ...asked.map((one) => [one.id, one] as const)]);
    others.delete(id);
    return explainArticle(article, [...others.values()], story);
  }
}
