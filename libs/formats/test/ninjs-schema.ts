/**
 * What ninjs 3.0 asks of the members that an article fills, written down from the standard (https://iptc.org/std/ninjs/):
 * their types, forms and vocabularies, and that no others are there.
 */
const text = { type: 'string' };
const uri = { type: 'string', format: 'uri' };
const instant = { type: 'string', format: 'date-time' };

const object = (properties: object, ...required: string[]): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const list = (items: object): object => ({ type: 'array', items });

const item = {
  uri,
  standard: object({ name: text, version: text, schema: uri }),
  type: {
    enum: ['text', 'audio', 'video', 'picture', 'graphic', 'composite', 'component', 'event', 'planning'],
  },
  representationType: { enum: ['full', 'partial'] },
  version: text,
  firstCreated: instant,
  versionCreated: instant,
  contentCreated: instant,
  pubStatus: { enum: ['usable', 'withheld', 'canceled'] },
  language: text,
  headlines: list(object({ role: text, contentType: text, value: text }, 'value')),
  descriptions: list(object({ role: text, contentType: text, value: text }, 'value')),
  bodies: list(
    object(
      { role: text, contentType: text, charCount: { type: 'integer' }, wordCount: { type: 'integer' }, value: text },
      'value',
    ),
  ),
  by: text,
  people: list(object({ name: text, rel: text, uri, literal: text })),
  infoSources: list(object({ name: text, role: text, uri, literal: text })),
  subjects: list(object({ name: text, rel: text, uri, literal: text })),
  renditions: list(object({ name: text, uri, href: uri, contentType: text, title: text }, 'name')),
  altIds: list(object({ role: text, value: text })),
};

export const NINJS_SCHEMA = object(
  { ...item, associations: list(object({ ...item, name: text }, 'name', 'uri')) },
  'uri',
);
