import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiProperty, ApiTags, PickType } from '@nestjs/swagger';
import { IsUrl, MaxLength } from 'class-validator';
import { MessageLog } from '#libs/messaging';
import { Acquisition } from '../acquisition.js';
import { CaptureAccepted, CaptureOrigin, URL_RULE } from '../capture-request.js';
import { captureMessage } from '../captures.controller.js';
import { LineDepth } from '../line-depth.js';
import { given } from '../schedule/items.js';
import { fetchPage } from './page-fetch.js';

/** A page that is to be fetched. */
export class PageFetchRequest extends PickType(CaptureOrigin, ['sourceId', 'timeZone', 'languages'] as const) {
  @ApiProperty({ description: 'Address of the page', example: 'https://news.example/2026/11/24/bridge' })
  @IsUrl(URL_RULE, { message: 'must be an http or https address' })
  @MaxLength(4096)
  url!: string;
}

@ApiTags('captures')
@Controller('v1/captures')
export class PageFetchController {
  constructor(
    @Inject(MessageLog) private readonly log: MessageLog,
    @Inject(LineDepth) private readonly depth: LineDepth,
    @Inject(Acquisition) private readonly acquisition: Acquisition,
  ) {}

  @Post('fetch')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Have a page fetched and sent down the line, once',
    description:
      'As politely as the pages of sources: robots.txt, one request at a time to a host. The page is durable when the ' +
      'answer arrives. 422: it can not be had, and asking again is of no use. 502: the site failed, it may do later. 503 ' +
      'with Retry-After: the site wants a pause (host-resting), or the line is full (line-full).',
  })
  @ApiAcceptedResponse({ type: CaptureAccepted })
  async fetch(@Body() { url, sourceId, timeZone, languages }: PageFetchRequest): Promise<CaptureAccepted> {
    await this.depth.enter();
    const source = { ...given('id', sourceId), ...given('timeZone', timeZone), ...given('languages', languages) };
    const { web, clock } = this.acquisition;
    const capture = await fetchPage(url, source, { web, now: () => clock.now() });
    await this.log.publish([captureMessage(capture)]);
    return { id: capture.id, status: 'accepted' };
  }
}
