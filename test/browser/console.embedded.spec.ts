import { describeWithChromium } from '../services/index.js';
import { EmbeddedLineUnderTest } from '../support/lines.js';
import { consoleSuite } from './console-suite.js';

describeWithChromium('the console, on an embedded line', () => {
  consoleSuite((env, messages) => EmbeddedLineUnderTest.start(env, { messages }), { asksForKey: false });
});
