import { describeWithChromium, describeWithServicesAndChromium } from '../services/index.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest } from '../support/lines.js';
import { Newspaper } from '../support/newspaper/newspaper.js';
import { consoleSuite } from './console-suite.js';

/** The line may fetch from the newspaper, which is on the loopback address. */
const reaching = (paper: Newspaper): Record<string, string> => ({
  FETCH_CONTACT: 'https://press.example/crawler',
  FETCH_ALLOW: paper.host,
  FETCH_MIN_DELAY_MS: '0',
});

describeWithChromium('the console, on an embedded line', () => {
  consoleSuite((paper) => EmbeddedLineUnderTest.start(reaching(paper)), { asksForKey: false });
});

describeWithServicesAndChromium('the console, on the distributed line', () => {
  consoleSuite((paper) => DistributedLineUnderTest.start('console', { env: reaching(paper) }), { asksForKey: true });
});
