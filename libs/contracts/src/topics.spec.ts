import { describe, expect, it } from '@jest/globals';
import { Topics } from './topic-names.js';
import { defaultPublicTopics, topicSpecs } from './topics.js';

const DAY_MS = 24 * 3600 * 1000;

describe('the topics of the line', () => {
  it('keep pages as they were received for as long as their operator says, and nothing else longer for that', () => {
    const retention = (captureDays?: number): Map<string, string | undefined> =>
      new Map(topicSpecs(defaultPublicTopics, captureDays).map(({ name, config }) => [name, config['retention.ms']]));
    const [before, after] = [retention(), retention(90)];
    expect(before.get(Topics.captures)).toBe(String(7 * DAY_MS));
    expect(after.get(Topics.captures)).toBe(String(90 * DAY_MS));
    const changed = [...after].filter(([name, ms]) => before.get(name) !== ms).map(([name]) => name);
    expect(changed).toEqual([Topics.captures]);
  });
});
