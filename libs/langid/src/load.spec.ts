import { describe, expect, it } from '@jest/globals';
import { loadDetector, loadDetectorSync, requireModels } from './load.js';

describe('the detector', () => {
  it('is the same whether it is waited for or not', async () => {
    const [waited, atOnce] = [await loadDetector(), loadDetectorSync()];
    for (const text of [
      'The ferry leaves at nine, останній пором відходить о десятій.',
      'Вчера открыли мост. Wczoraj otwarto most.',
      'کشتی هر روز صبح از بندر حرکت می‌کند.',
    ]) {
      expect(atOnce.detect(text)).toEqual(waited.detect(text));
      expect(atOnce.segment(text)).toEqual(waited.segment(text));
    }
  });

  it('can be had: its models are there', () => {
    expect(requireModels).not.toThrow();
  });
});
