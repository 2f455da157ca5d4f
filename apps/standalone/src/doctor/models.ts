import { loadDetector } from '#libs/langid';
import { type Finding, failed, ok } from './finding.js';

/** Loads the language models that are installed with this command, and has them tell one language of each script. */
export async function examineModels(): Promise<Finding[]> {
  const check = 'language models';
  const detector = await loadDetector();
  const samples = {
    en: 'The ferry to the island leaves every morning from the old harbour behind the market.',
    uk: 'Пором на острів відходить щоранку зі старої гавані за ринком, якщо немає туману.',
    fa: 'کشتی جزیره هر روز صبح از بندر قدیمی پشت بازار حرکت می‌کند.',
  };
  const wrong = Object.entries(samples).flatMap(([tag, text]) => {
    const told = detector.detect(text).tag;
    return told === tag ? [] : [`a text in ${tag} is called ${told}`];
  });
  if (wrong.length === 0) return [ok(check, 'loaded, and tell languages of three scripts apart')];
  return [failed(check, wrong.join('; '), 'the model files are not those of this version: install it anew')];
}
