import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Metrics, ProblemException } from '#libs/platform';
import { EventFeed } from '../events/event-feed.js';
import { Position } from '../events/position.js';
import { selects } from '../events/selection.js';
import { PUBLISH_OPTIONS, type PublishOptions } from '../publish-options.js';
import { sendEvents } from './event-stream.js';
import { selectionOf, StreamQueryParams } from './stream-query.js';

/** Events as they happen, over HTTP. */
@Controller('v1/stream')
export class StreamController {
  private open = 0;

  constructor(
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(PUBLISH_OPTIONS) private readonly options: PublishOptions,
  ) {}

  @Get()
  @ApiTags('events')
  @ApiOperation({
    summary: 'Events as they happen, as Server-Sent Events',
    description:
      'The events of the public topics: data is a CloudEvent in JSON, the name of the event its type. A client that comes ' +
      'back with the id of the last event (Last-Event-ID, which browsers send by themselves) goes on right after it, at ' +
      'any replica and after any restart: every event once. Events of one article, and of one story, are in order.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Id of the last event that the client has' })
  @ApiOkResponse({ description: 'Events', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async stream(
    @Query() params: StreamQueryParams,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    if (this.open >= this.options.maxStreams) {
      const message = `${this.open} streams are open, which is all that this process serves (MAX_STREAMS)`;
      throw new ProblemException(503, 'too-many-streams', message);
    }
    const place = lastEventId ?? params.lastEventId;
    const from = place === undefined || place === '' ? beginning(params) : Position.parse(place);
    const gone = new AbortController();
    response.on('close', () => {
      gone.abort();
    });
    this.count(1);
    try {
      const reader = await this.feed.read(from, selects(selectionOf(params)), gone.signal);
      try {
        response.set({
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          // nginx would collect events before it passes them on.
          'x-accel-buffering': 'no',
        });
        response.flushHeaders();
        const { sent, slow } = await sendEvents(reader, response);
        this.metrics.streamed.inc(sent);
        if (slow) response.destroy();
        else response.end();
      } finally {
        await reader.close();
      }
    } finally {
      this.count(-1);
    }
  }

  private count(change: number): void {
    this.open += change;
    this.metrics.streams.set(this.open);
  }
}

const beginning = ({ from = 'now' }: StreamQueryParams): Position | 'now' =>
  from === 'now' ? 'now' : Position.beginning();
