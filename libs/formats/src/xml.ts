import { escapeMarkup } from './feed.js';

/** An element with its attributes and what it holds; nothing when there is nothing to say. */
export function element(
  name: string,
  content: string | undefined,
  attributes: Readonly<Record<string, string | undefined>> = {},
): string {
  if (content === undefined && Object.values(attributes).every((value) => value === undefined)) return '';
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeMarkup(value ?? '')}"`)
    .join('');
  return content === undefined ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** An element that holds text. */
export const textElement = (
  name: string,
  text: string | undefined,
  attributes: Readonly<Record<string, string | undefined>> = {},
): string => (text === undefined ? '' : element(name, escapeMarkup(text), attributes));

export const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';

/** Lines of a document, without the empty ones. */
export const lines = (...parts: string[]): string => parts.filter((part) => part !== '').join('\n');
