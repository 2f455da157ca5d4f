import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { MessageLog } from '#libs/messaging';
import { Act } from '#libs/platform';
import { withdrawalMessages } from '#libs/service';
import { Store } from '#libs/store';
import { checkedId, found } from './requested.js';

export class WithdrawalAccepted {
  @ApiProperty({ description: 'Id of the article' })
  id!: string;

  @ApiProperty({ enum: ['accepted'] })
  status!: 'accepted';
}

/** Articles that are to be taken back, as if their page were gone. */
@Controller('v1/articles')
export class WithdrawController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(MessageLog) private readonly log: MessageLog,
  ) {}

  @Post(':id/withdraw')
  @Act('articles.withdraw')
  @HttpCode(202)
  @ApiTags('articles')
  @ApiOperation({
    summary: 'Withdraw an article',
    description:
      'As if its page had answered 410: durable when the answer arrives, the article is canceled soon after ' +
      '(`article.canceled`), and what repeated it takes its place. It comes back when its page is sent again.',
  })
  @ApiAcceptedResponse({ type: WithdrawalAccepted })
  async withdraw(@Param('id') id: string): Promise<WithdrawalAccepted> {
    const article = found('article', id, await this.store.articles.get(checkedId(id)));
    if (article.pubStatus !== 'canceled') {
      await this.log.publish(await withdrawalMessages(this.store, [article], 'publish', new Date().toISOString()));
    }
    return { id, status: 'accepted' };
  }
}
