import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BabelwireError, stableId } from '#libs/contracts';
import { Act, NeedsScope, ProblemException } from '#libs/platform';
import { Store, type Webhook } from '#libs/store';
import { EventFeed } from '../events/event-feed.js';
import { checkedId, found } from '../requested.js';
import { bookmarkOf, Deliveries } from './deliveries.js';
import { newSecret } from './signature.js';
import {
  NewWebhookView,
  selectionChange,
  viewOf,
  WebhookChangeRequest,
  WebhookList,
  WebhookRequest,
  WebhookTest,
  WebhookView,
} from './webhook-requests.js';

const WEBHOOK_TEST = 'webhook.test';

/** Webhooks at most: each has a connection and a place that is kept. */
const MOST = 200;

/** Subscriptions to events, which are sent as they happen. */
@Controller('v1/webhooks')
@ApiTags('webhooks')
@NeedsScope('admin')
export class WebhooksController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
  ) {}

  @Post()
  @Act('webhooks.add')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Subscribe to events',
    description:
      'From this moment on each event of the selection is sent by POST as a CloudEvent in JSON, signed as Standard Webhooks ' +
      'has it. The answer has the key of the signatures, once. An event is repeated under the same webhook-id until an ' +
      'answer of 2xx comes within 15 seconds, later and later; after WEBHOOK_DISABLE_HOURS, or at 410, the webhook is ' +
      'disabled.',
  })
  @ApiCreatedResponse({ type: NewWebhookView })
  async add(@Body() request: WebhookRequest): Promise<NewWebhookView> {
    this.checkUrl(request.url);
    if ((await this.store.webhooks.list()).length >= MOST) {
      throw new ProblemException(
        409,
        'too-many-webhooks',
        `there are ${MOST} webhooks, which is all; remove one first`,
      );
    }
    const { url, description } = request;
    const webhook: Webhook = {
      id: stableId('webhook', randomUUID()),
      url,
      secret: newSecret(),
      ...(description === undefined ? {} : { description }),
      ...selectionChange(request),
      createdAt: Date.now(),
      status: 'active',
      failures: 0,
    };
    // The place first: what happens between here and the first delivery is sent as well.
    const [bookmark, owner, now] = [bookmarkOf(webhook.id), 'subscription', Date.now()];
    await this.store.bookmarks.claim(bookmark, { owner, now, until: now });
    await this.store.bookmarks.keep(bookmark, owner, (await this.feed.end()).toString());
    await this.store.bookmarks.release(bookmark, owner);
    await this.store.webhooks.add(webhook);
    return { ...viewOf(webhook), secret: webhook.secret };
  }

  @Get()
  @ApiOperation({ summary: 'All webhooks, with how they do' })
  @ApiOkResponse({ type: WebhookList })
  async list(): Promise<WebhookList> {
    return { items: (await this.store.webhooks.list()).map(viewOf) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One webhook' })
  @ApiOkResponse({ type: WebhookView })
  async get(@Param('id') id: string): Promise<WebhookView> {
    return viewOf(found('webhook', id, await this.store.webhooks.get(checkedId(id))));
  }

  @Patch(':id')
  @Act('webhooks.change')
  @ApiOperation({
    summary: 'Change, pause or resume a webhook',
    description: 'What is not named stays. An empty list of types, languages or sources takes that choice back.',
  })
  @ApiOkResponse({ type: WebhookView })
  async change(@Param('id') id: string, @Body() request: WebhookChangeRequest): Promise<WebhookView> {
    const { url, description, status } = request;
    if (url !== undefined) this.checkUrl(url);
    // Anything that may mend it: tried at once, and counted anew.
    const mended =
      url === undefined && status !== 'active'
        ? {}
        : { failures: 0, failingSince: undefined, nextAttemptAt: undefined, lastError: undefined };
    const changed = await this.store.webhooks.change(checkedId(id), {
      ...mended,
      ...(url === undefined ? {} : { url }),
      ...(description === undefined ? {} : { description: description === '' ? undefined : description }),
      ...(status === undefined ? {} : { status }),
      ...selectionChange(request),
    });
    return viewOf(found('webhook', id, changed));
  }

  @Post(':id/secret')
  @Act('webhooks.secret')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A new key for the signatures; the old one is not used any more' })
  @ApiCreatedResponse({ type: NewWebhookView })
  async secret(@Param('id') id: string): Promise<NewWebhookView> {
    const changed = found('webhook', id, await this.store.webhooks.change(checkedId(id), { secret: newSecret() }));
    return { ...viewOf(changed), secret: changed.secret };
  }

  @Post(':id/test')
  @Act('webhooks.test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send an event for a try',
    description:
      'An event of the type `webhook.test`, once and now, signed as all are, also to a webhook that is paused or disabled. Its ' +
      'place and its failures stay what they are.',
  })
  @ApiOkResponse({ type: WebhookTest })
  async test(@Param('id') id: string): Promise<WebhookTest> {
    const webhook = found('webhook', id, await this.store.webhooks.get(checkedId(id)));
    const delivery = await this.deliveries.courier.call(webhook, testEvent(webhook), new AbortController().signal);
    return delivery.taken ? { taken: true } : { taken: false, why: delivery.why };
  }

  @Delete(':id')
  @Act('webhooks.remove')
  @HttpCode(204)
  @ApiOperation({ summary: 'Unsubscribe' })
  @ApiNoContentResponse()
  async remove(@Param('id') id: string): Promise<void> {
    if (!(await this.store.webhooks.remove(checkedId(id)))) found('webhook', id, undefined);
    await this.store.bookmarks.remove(bookmarkOf(id));
  }

  private checkUrl(url: string): void {
    try {
      this.deliveries.courier.check(url);
    } catch (error) {
      const { message } = BabelwireError.from(error);
      throw new ProblemException(400, 'invalid-request', 'the request has faults in: url', [{ field: 'url', message }]);
    }
  }
}

/** An event that is about nothing but the webhook itself. */
function testEvent({ id: webhook }: Webhook): { id: string; json: string } {
  const id = stableId(WEBHOOK_TEST, randomUUID());
  const event = {
    specversion: '1.0',
    id,
    source: '/babelwire/publish',
    type: WEBHOOK_TEST,
    time: new Date().toISOString(),
    subject: webhook,
    datacontenttype: 'application/json',
    data: { webhook },
  };
  return { id, json: JSON.stringify(event) };
}
