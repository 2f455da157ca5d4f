import { BabelwireError } from '#libs/contracts';

/**
 * Sets of character names that RSS 0.9x feeds of old pull in by way of a parameter entity. They hold nothing but names
 * of characters, which are known here anyway; nothing is fetched.
 */
const CHARACTER_NAMES = /^\s*%\s+[\w-]+\s+PUBLIC\s+["']-\/\/W3C\/\/ENTITIES /i;

/**
 * Looks at a declaration (`!DOCTYPE …`, `!ENTITY …`, without its brackets) that stands before the root. A document type
 * is ignored. Throws `xml-entities` (poison) for a declared entity: none is ever expanded, and no feed needs any, so
 * it is either an attack (entities in entities, a file or an address to be read) or text that would come out mangled.
 */
export function assertNoEntities(declaration: string): void {
  for (const { 1: entity = '' } of declaration.matchAll(/!ENTITY\b([^]{0,300})/gi)) {
    if (CHARACTER_NAMES.test(entity)) continue;
    const name = /^\s*(?:%\s*)?([^\s"'>]{1,60})/.exec(entity)?.[1] ?? '';
    throw new BabelwireError(
      'xml-entities',
      'poison',
      `document type: it declares the entity "${name}"; entities of a document's own are refused, whether internal, ` +
        'external or nested. Ask the publisher for a feed without them',
    );
  }
}
