import { expect, it } from '@jest/globals';
import { warmUp } from './warm-up.js';

it('takes its page apart, in both encodings', () => {
  expect(warmUp()).toEqual([1, 1]);
});
