/** JSON Feed 1.1, written down from https://www.jsonfeed.org/version/1.1/: members, their types, and what must be there. */
const text = { type: 'string' };
const uri = { type: 'string', format: 'uri' };
const instant = { type: 'string', format: 'date-time' };
const EXTENSIONS = { '^_[a-zA-Z]': { type: 'object' } };

const authors = {
  type: 'array',
  items: {
    type: 'object',
    properties: { name: text, url: uri, avatar: uri },
    minProperties: 1,
    patternProperties: EXTENSIONS,
    additionalProperties: false,
  },
};

const item = {
  type: 'object',
  required: ['id'],
  anyOf: [{ required: ['content_html'] }, { required: ['content_text'] }],
  properties: {
    id: text,
    url: uri,
    external_url: uri,
    title: text,
    content_html: text,
    content_text: text,
    summary: text,
    image: uri,
    banner_image: uri,
    date_published: instant,
    date_modified: instant,
    authors,
    tags: { type: 'array', items: text },
    language: text,
    attachments: { type: 'array' },
  },
  patternProperties: EXTENSIONS,
  additionalProperties: false,
};

export const JSON_FEED_SCHEMA = {
  type: 'object',
  required: ['version', 'title', 'items'],
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    title: text,
    home_page_url: uri,
    feed_url: uri,
    description: text,
    user_comment: text,
    next_url: uri,
    icon: uri,
    favicon: uri,
    authors,
    language: text,
    expired: { type: 'boolean' },
    hubs: { type: 'array' },
    items: { type: 'array', items: item },
  },
  patternProperties: EXTENSIONS,
  additionalProperties: false,
};
