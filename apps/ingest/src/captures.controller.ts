import { Body, Controller, Header, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { type Capture, encode, eventHeaders, stableId, Topics } from '#libs/contracts';
import { MessageLog } from '#libs/messaging';
import { NeedsScope, PAGE_MEDIA_TYPES, ProblemException, requestValidation } from '#libs/platform';
import { takeIn } from './capture-intake.js';
import { CaptureAccepted, CaptureOrigin, CaptureRequest } from './capture-request.js';
import { LineDepth } from './line-depth.js';

@ApiTags('captures')
@NeedsScope('ingest')
@ApiExtraModels(CaptureRequest)
@Controller('v1/captures')
export class CapturesController {
  constructor(
    @Inject(MessageLog) private readonly log: MessageLog,
    @Inject(LineDepth) private readonly depth: LineDepth,
  ) {}

  @Post()
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Send a page',
    description:
      'As JSON, or as the raw body in text/html or text/plain with the rest as query parameters. The page is durable ' +
      'when the answer arrives. Sending it again gives the same id and no second article. 503 with Retry-After when the ' +
      'line is full or its log is away.',
  })
  @ApiConsumes('application/json', ...PAGE_MEDIA_TYPES)
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(CaptureRequest) }, { type: 'string' }] } })
  @ApiAcceptedResponse({ type: CaptureAccepted })
  async send(@Req() request: Request, @Query() query: CaptureOrigin, @Body() body: unknown): Promise<CaptureAccepted> {
    const capture = request.is('application/json')
      ? await fromJson(body, query)
      : fromRaw(request.headers['content-type'], body, query);
    await this.depth.enter();
    await this.log.publish([captureMessage(capture)]);
    return { id: capture.id, status: 'accepted' };
  }
}

/** The message that a capture travels in. */
export function captureMessage(capture: Capture): Parameters<MessageLog['publish']>[0][number] {
  return {
    topic: Topics.captures,
    key: capture.id,
    value: encode(capture),
    headers: eventHeaders({
      id: stableId('capture.received', capture.id, capture.fetchedAt),
      source: '/babelwire/ingest',
      type: 'capture.received',
      time: capture.fetchedAt,
      subject: capture.id,
    }),
  };
}

function fromRaw(contentType: string | undefined, body: unknown, origin: CaptureOrigin): Capture {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  if (contentType === undefined || !PAGE_MEDIA_TYPES.includes(mediaType ?? '')) {
    const given = mediaType === undefined ? 'no content-type was sent' : `${mediaType} is not taken`;
    throw new ProblemException(
      415,
      'unsupported-media-type',
      `${given}; send text/html, text/plain or application/json`,
      [{ field: 'content-type', message: 'use text/html, text/plain or application/json' }],
    );
  }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  return takeIn({ bytes, contentType, origin, now: new Date() });
}

const bodyPipe = requestValidation();

async function fromJson(body: unknown, query: CaptureOrigin): Promise<Capture> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ProblemException(400, 'invalid-request', 'the body must be a JSON object', [
      { field: 'body', message: 'send an object with html or text' },
    ]);
  }
  const extra = Object.entries(query).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  if (extra.length > 0) {
    const errors = extra.map((field) => ({ field, message: 'belongs in the JSON body, not in the query' }));
    throw new ProblemException(
      400,
      'invalid-request',
      `query parameters beside a JSON body: ${extra.join(', ')}`,
      errors,
    );
  }
  // class-transformer drops this one without a word; an unknown field is refused, whatever its name.
  if (Object.hasOwn(body, '__proto__')) {
    throw new ProblemException(400, 'invalid-request', 'the request has faults in: __proto__', [
      { field: '__proto__', message: 'is not known here; remove it' },
    ]);
  }
  const request = (await bodyPipe.transform(body, { type: 'body', metatype: CaptureRequest })) as CaptureRequest;
  const given = (['html', 'text'] as const).filter((field) => request[field] !== undefined);
  const [field] = given;
  const page = field === undefined ? undefined : request[field];
  if (page === undefined || given.length > 1) {
    const message = given.length === 0 ? 'is missing; send html or text' : 'stands beside text; send one of them';
    throw new ProblemException(400, 'invalid-request', `html ${message}`, [{ field: 'html', message }]);
  }
  const mediaType = request.contentType ?? (field === 'html' ? 'text/html' : 'text/plain');
  // The text is Unicode already; a charset that the page claims in its mark-up no longer holds.
  return takeIn({
    bytes: Buffer.from(page, 'utf8'),
    contentType: `${mediaType}; charset=utf-8`,
    origin: request,
    now: new Date(),
  });
}
