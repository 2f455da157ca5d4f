import { All, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NeedsScope } from '#libs/platform';
import { Forwarder } from './forwarder.js';

/** What ingest answers, at publish's address: described at ingest. */
@ApiExcludeController()
@Controller('v1')
export class ForwardController {
  constructor(@Inject(Forwarder) private readonly forwarder: Forwarder) {}

  @NeedsScope('ingest')
  @Post(['captures', 'captures/try', 'captures/fetch'])
  page(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.forwarder.forward(request, response);
  }

  @All(['sources', 'sources/:id'])
  sources(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.forwarder.forward(request, response);
  }
}
