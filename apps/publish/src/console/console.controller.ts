import { fileURLToPath } from 'node:url';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Open, ProblemException } from '#libs/platform';
import { type ConsoleFiles, readConsole } from './console-files.js';

/** Where a person begins. */
export const CONSOLE_HOME = '/console/';

/**
 * What the console may do: run its own script, and ask its own origin. Nothing of an article could run, load or be sent
 * anywhere even if it were taken for mark-up, which it is not.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The console's files. What it shows it asks the API for, like anybody else. */
@ApiExcludeController()
@Open()
@Controller('console')
export class ConsoleController {
  private readonly files: ConsoleFiles | undefined = readConsole(
    fileURLToPath(new URL('../../../console/', import.meta.url)),
  );

  @Get('assets/:name')
  asset(@Param('name') name: string, @Res() response: Response): void {
    const file = this.files?.assets.get(name);
    if (file === undefined) throw new ProblemException(404, 'not-found', `the console has no file ${name}`);
    response
      .setHeader('cache-control', 'public, max-age=31536000, immutable')
      .setHeader('content-type', file.contentType)
      .send(file.body);
  }

  @Get(['', '*view'])
  @Header('content-security-policy', POLICY)
  @Header('cache-control', 'no-cache')
  view(@Res() response: Response): void {
    if (this.files === undefined)
      throw new ProblemException(404, 'not-found', 'the console was not built: npm run build');
    response.type('html').send(this.files.page);
  }
}
