import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BabelwireError, type Capture } from '#libs/contracts';
import { NeedsScope, ProblemException } from '#libs/platform';
import { Acquisition } from '../acquisition.js';
import { takeIn } from '../capture-intake.js';
import { CaptureRequest } from '../capture-request.js';
import { fetchPage } from '../fetch/page-fetch.js';
import type { Trial } from './trial.js';
import { Trials } from './trials.js';

/** How long a page may take to come, waiting for its host included, ms: a person is waiting. */
const FETCH_MS = 30_000;

/** A page with its text, or an address alone. */
export class TrialRequest extends CaptureRequest {}

@ApiTags('captures')
@Controller('v1/captures')
export class TrialController {
  constructor(
    @Inject(Trials) private readonly trials: Trials,
    @Inject(Acquisition) private readonly acquisition: Acquisition,
  ) {}

  @Post('try')
  @NeedsScope('ingest')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'See what would come out of a page, without storing anything',
    description:
      'With `html` or `text`, that is the page, and `url` is its address. With `url` alone it is fetched, as politely and ' +
      'guarded as the pages of sources. Two at once at most, else 429.',
  })
  @ApiOkResponse({
    description: 'What was found on the page, and its articles with their languages; verdicts need the line',
    schema: {
      type: 'object',
      required: ['capture', 'articles'],
      properties: {
        capture: { $ref: '#/components/schemas/CaptureSummary' },
        articles: { type: 'array', items: { type: 'object' } },
      },
    },
  })
  async try(@Body() request: TrialRequest): Promise<Trial> {
    try {
      return await this.trials.run(() => this.page(request));
    } catch (thrown) {
      const { kind, code, message } = BabelwireError.from(thrown);
      if (kind !== 'poison' || thrown instanceof ProblemException) throw thrown;
      throw new ProblemException(422, code, message);
    }
  }

  private async page(request: TrialRequest): Promise<Capture> {
    const { html, text, url } = request;
    if (html !== undefined && text !== undefined) {
      throw new ProblemException(400, 'invalid-request', 'html stands beside text; send one of them', [
        { field: 'html', message: 'stands beside text; send one of them' },
      ]);
    }
    const given = html ?? text;
    if (given !== undefined) {
      const mediaType = request.contentType ?? (html === undefined ? 'text/plain' : 'text/html');
      const contentType = `${mediaType}; charset=utf-8`;
      return takeIn({ bytes: Buffer.from(given, 'utf8'), contentType, origin: request, now: new Date() });
    }
    if (url !== undefined) return this.fetched(url, request);
    throw new ProblemException(400, 'invalid-request', 'there is no page: send html, text, or a url alone', [
      { field: 'html', message: 'is missing; send html, text, or a url alone' },
    ]);
  }

  private async fetched(url: string, { sourceId, timeZone }: TrialRequest): Promise<Capture> {
    const { web, clock } = this.acquisition;
    const source = {
      ...(sourceId === undefined ? {} : { id: sourceId }),
      ...(timeZone === undefined ? {} : { timeZone }),
    };
    const signal = AbortSignal.timeout(FETCH_MS);
    try {
      return await fetchPage(url, source, { web, now: () => clock.now(), signal });
    } catch (thrown) {
      if (!signal.aborted || thrown instanceof ProblemException) throw thrown;
      throw new ProblemException(504, 'too-slow', `${url} did not come within ${FETCH_MS / 1000} s`);
    }
  }
}
