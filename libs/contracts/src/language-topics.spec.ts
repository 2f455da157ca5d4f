import { describe, expect, it } from '@jest/globals';
import { languageTopic, languageTopicsOf, topicLanguages } from './language-topics.js';
import { topicSpecs } from './topics.js';

describe('topics of languages', () => {
  it('have names that Kafka takes, whatever the tag', () => {
    const tags = ['uk', 'pt-BR', 'zh-Hant', 'sr-Latn-RS', 'de-CH-1901', 'es-419'];
    for (const language of topicLanguages([...tags, '*'])) {
      expect(languageTopic(language)).toMatch(/^[a-z0-9._-]{1,249}$/);
    }
    expect(topicLanguages(tags).map(languageTopic)).toContain('news.articles.v1.zh-hant');
  });

  it('take what is a kind of their language, and nothing that only begins alike', () => {
    const languages = topicLanguages(['en', 'en-GB', 'uk', 'und']);
    expect(languageTopicsOf('en-GB', languages)).toEqual(['news.articles.v1.en', 'news.articles.v1.en-gb']);
    expect(languageTopicsOf('en-US', languages)).toEqual(['news.articles.v1.en']);
    expect(languageTopicsOf('uk-Latn', languages)).toEqual(['news.articles.v1.uk']);
    expect(languageTopicsOf('enm', languages)).toEqual([]);
    expect(languageTopicsOf('und', languages)).toEqual(['news.articles.v1.und']);
  });

  it('are none where the tag is none', () => {
    for (const wrong of ['', 'u', 'uk_UA', 'українська', 'en-', '../x', '*-UA']) {
      expect(() => topicLanguages(['uk', wrong])).toThrow(/is no language tag; expected BCP 47/);
    }
  });

  it('are made like the public topic, which keeps every version for a week and the last one for ever', () => {
    const specs = topicSpecs({ languages: topicLanguages(['uk', 'UK']), retentionDays: 0, everyVersionDays: 7 });
    const of = (name: string): unknown[] => specs.filter((spec) => spec.name === name).map(({ config }) => config);
    expect(of('news.articles.v1.uk')).toEqual(of('news.articles.v1'));
    expect(of('news.articles.v1')).toEqual([
      expect.objectContaining({ 'cleanup.policy': 'compact', 'min.compaction.lag.ms': '604800000' }),
    ]);
    const [bounded] = topicSpecs({ languages: [], retentionDays: 30, everyVersionDays: 1 }).slice(-1);
    expect(bounded?.config).toMatchObject({ 'cleanup.policy': 'compact,delete', 'retention.ms': '2592000000' });
  });
});
