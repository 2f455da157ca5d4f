import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BabelwireError } from '#libs/contracts';

/** One faulty part of a request. `field` is a path into the body or the name of a query parameter. */
export interface FieldFault {
  field: string;
  message: string;
}

/** RFC 9457 problem details. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: FieldFault[];
}

/** A request that can't be served as it stands: which field, and what to do about it. */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: FieldFault[] = [],
    /** When it may be tried again, for a 503; by default in a few seconds. */
    readonly retryAfterSeconds?: number,
  ) {
    super(detail, status);
  }
}

const statusOf: Record<BabelwireError['kind'], number> = { poison: 400, transient: 503, bug: 500 };

/** When a client may come again that was told 503: most of what is away is back or emptier by then. */
const RETRY_SECONDS = 5;
const retryAfterSeconds = (thrown: unknown): number =>
  (thrown instanceof ProblemException ? thrown.retryAfterSeconds : undefined) ?? RETRY_SECONDS;

/** Every error of the HTTP edge as `application/problem+json`. Causes of a 500 go to the log, not to the client. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      response.end();
      return;
    }
    const problem = this.describe(thrown, http.getRequest<Request>());
    if (problem.status === 503) response.setHeader('retry-after', String(retryAfterSeconds(thrown)));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private describe(thrown: unknown, request: Request): Problem {
    const make = (status: number, code: string, detail: string, errors: FieldFault[] = []): Problem => ({
      type: `urn:babelwire:problem:${code}`,
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail,
      instance: request.path,
      ...(errors.length > 0 ? { errors } : {}),
    });
    if (thrown instanceof ProblemException) {
      return make(thrown.getStatus(), thrown.code, thrown.detail, thrown.errors);
    }
    if (thrown instanceof BabelwireError && thrown.kind !== 'bug') {
      return make(statusOf[thrown.kind], thrown.code, thrown.message);
    }
    const parser = bodyParserProblem(thrown, request);
    if (parser) return make(...parser);
    if (thrown instanceof HttpException) return this.fromNest(thrown, make);
    this.logger.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    return make(500, 'internal', 'something went wrong on our side; the log of the service says more');
  }

  private fromNest(
    thrown: HttpException,
    make: (status: number, code: string, detail: string, errors?: FieldFault[]) => Problem,
  ): Problem {
    const body = thrown.getResponse();
    const checks =
      typeof body === 'object' && 'checks' in body ? (body as { checks: Record<string, string> }).checks : {};
    const errors = Object.entries(checks).map(([field, message]) => ({ field, message }));
    const status = thrown.getStatus();
    const code = status === 404 ? 'not-found' : errors.length > 0 ? 'not-ready' : 'http';
    return make(status, code, thrown.message, errors);
  }
}

/** What express's body parsers throw, told in terms of the request. */
function bodyParserProblem(thrown: unknown, request: Request): [number, string, string, FieldFault[]] | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const cause = thrown instanceof HttpException ? (thrown.cause ?? thrown) : thrown;
  const { type, message, limit, length } = cause as {
    type?: string;
    message?: string;
    limit?: number;
    length?: number;
  };
  const body = (text: string): FieldFault[] => [{ field: 'body', message: text }];
  switch (type) {
    case 'entity.too.large': {
      const text = `the body has ${length ?? 'too many'} bytes; at most ${limit ?? '?'} are taken (MAX_BODY_BYTES)`;
      return [413, 'body-too-large', text, body('send a smaller page, or raise MAX_BODY_BYTES')];
    }
    case 'entity.parse.failed':
      return [400, 'malformed-json', `the body is not JSON: ${message ?? ''}`, body('send valid JSON in UTF-8')];
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return [415, 'unsupported-encoding', message ?? type, body('use gzip, deflate, br or no content-encoding')];
    case 'request.aborted':
    case 'request.size.invalid':
      return [400, 'incomplete-body', 'the body ended before its content-length', body('send the whole body')];
  }
  // Nest turns the JSON parser's SyntaxError into a BadRequestException before filters see it.
  if (
    thrown instanceof HttpException &&
    thrown.getStatus() === 400 &&
    request.is('application/json') &&
    / JSON/.test(thrown.message)
  ) {
    return [400, 'malformed-json', `the body is not JSON: ${thrown.message}`, body('send valid JSON in UTF-8')];
  }
  return undefined;
}
