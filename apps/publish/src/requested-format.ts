import type { Request } from 'express';
import { ARTICLE_FORMATS, ARTICLE_MEDIA_TYPES, type ArticleFormat } from '#libs/formats';
import { ProblemException } from '#libs/platform';

/** The form of an article that `format` names, else the one that Accept likes best. Throws problem `invalid-request`. */
export function requestedFormat(asked: string | undefined, request: Request): ArticleFormat {
  if (asked !== undefined) {
    const format = ARTICLE_FORMATS.find((one) => one === asked);
    if (format !== undefined) return format;
    throw new ProblemException(400, 'invalid-request', 'the request has faults in: format', [
      { field: 'format', message: `must be one of ${ARTICLE_FORMATS.join(', ')}` },
    ]);
  }
  // Who accepts none of them gets the plain document rather than nothing.
  const liked = request.accepts(ARTICLE_FORMATS.map((format) => ARTICLE_MEDIA_TYPES[format]));
  return ARTICLE_FORMATS.find((format) => ARTICLE_MEDIA_TYPES[format] === liked) ?? 'json';
}
