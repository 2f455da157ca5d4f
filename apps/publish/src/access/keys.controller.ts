import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BabelwireError } from '#libs/contracts';
import { Act, Caller, NeedsScope, type Principal, ProblemException } from '#libs/platform';
import { Keys, type Minted, stateOf } from '#libs/service';
import { Store } from '#libs/store';
import {
  DEFAULT_OVERLAP_SECONDS,
  KeyList,
  KeyRequest,
  keyView,
  KeyView,
  MintedKeyView,
  RotationRequest,
} from './key-requests.js';

/** Keys of the API. All of it is for admins, looking as well. */
@ApiTags('keys')
@NeedsScope('admin')
@Controller('v1/keys')
export class KeysController {
  private readonly keys: Keys;

  constructor(@Inject(Store) store: Store) {
    this.keys = new Keys(store.keys);
  }

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Keys, the oldest first, without their secrets' })
  @ApiOkResponse({ type: KeyList })
  async list(): Promise<KeyList> {
    const now = Date.now();
    return { items: (await this.keys.list()).map((key) => keyView(key, stateOf(key, now))) };
  }

  @Post()
  @HttpCode(201)
  @Act('keys.create')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Make a key; the answer is the only place where it is told' })
  @ApiCreatedResponse({ type: MintedKeyView })
  async create(@Body() request: KeyRequest, @Caller() caller: Principal): Promise<MintedKeyView> {
    const { name, scopes, expiresAt } = request;
    const ends = expiresAt === undefined ? {} : { expiresAt: Date.parse(expiresAt) };
    return minted(await named('expiresAt', this.keys.create({ name, scopes, ...ends }, caller.id)));
  }

  @Post(':id/rotate')
  @HttpCode(201)
  @Act('keys.rotate')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Make a key in the place of another, which still opens for a while' })
  @ApiCreatedResponse({ type: MintedKeyView })
  async rotate(
    @Param('id') id: string,
    @Body() { overlapSeconds = DEFAULT_OVERLAP_SECONDS }: RotationRequest,
    @Caller() caller: Principal,
  ): Promise<MintedKeyView> {
    return minted(await named('id', this.keys.rotate(id, overlapSeconds * 1000, caller.id)));
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Act('keys.revoke')
  @ApiOperation({ summary: 'Revoke a key, for good: within 5 seconds no replica takes it any more' })
  @ApiOkResponse({ type: KeyView })
  async revoke(@Param('id') id: string): Promise<KeyView> {
    return keyView(await named('id', this.keys.revoke(id)), 'revoked');
  }
}

const minted = ({ key, text }: Minted): MintedKeyView => ({ ...keyView(key, 'good'), key: text });

/** A fault of the request, with the field it lies in. */
async function named<T>(field: string, act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (!(error instanceof BabelwireError) || error.kind !== 'poison') throw error;
    const status = error.code === 'key-not-found' ? 404 : error.code === 'key-not-good' ? 409 : 400;
    throw new ProblemException(status, error.code, error.message, [{ field, message: error.message }]);
  }
}
