import { randomBytes } from 'node:crypto';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { catchError, concatMap, from, type Observable, throwError } from 'rxjs';
import { BabelwireError } from '#libs/contracts';
import { ACT_KEY, principalOf, ProblemException } from '#libs/platform';
import type { AuditEntry, AuditStore } from '#libs/store';
import { neededScope } from './scope.guard.js';

/** How much of what was asked, or of what went wrong, is kept, characters. */
const DETAIL = 500;
const TARGETS = 100;
const SECRET = /secret|password|token|authorization|key$/i;

const reflector = new Reflector();

/** An id that sorts by time: nine digits of base 36 hold the milliseconds until the year 5188. */
export const auditId = (at: number): string => `${at.toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`;

/**
 * Writes every act with admin rights to the audit log, before it is done and again when it is known what came of it. What
 * can't be written there is not done. A new route is audited without asking for it.
 */
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly audit: AuditStore,
    /** Told when the outcome of an act could not be written; the act itself is done. */
    private readonly warn: (text: string) => void,
    private readonly now: () => number = Date.now,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead || neededScope(context) !== 'admin') return next.handle();
    const entry = this.entryOf(context, request);
    return from(this.audit.begin(entry)).pipe(
      concatMap(() =>
        next.handle().pipe(
          concatMap(async (result: unknown) => {
            await this.settle(entry, { outcome: 'done', targets: idsIn(result) });
            return result;
          }),
          catchError((error: unknown) => from(this.fail(entry, error)).pipe(concatMap(() => throwError(() => error)))),
        ),
      ),
    );
  }

  private entryOf(context: ExecutionContext, request: Request): AuditEntry {
    const principal = principalOf(request);
    const at = this.now();
    const said = reflector.get<string | undefined>(ACT_KEY, context.getHandler());
    const body = detailOf(request.body);
    return {
      id: auditId(at),
      at,
      by: principal?.id ?? 'nobody',
      ...(principal?.name === undefined ? {} : { byName: principal.name }),
      action: said ?? `${request.method} ${String((request.route as { path?: unknown } | undefined)?.path)}`,
      targets: [...new Set([...Object.values(request.params).flat(), ...idsIn(request.body)])].slice(0, TARGETS),
      outcome: 'begun',
      ...(body === undefined ? {} : { detail: body }),
      ...(request.ip === undefined ? {} : { address: request.ip }),
    };
  }

  private fail(entry: AuditEntry, error: unknown): Promise<void> {
    const isTheirs =
      (error instanceof ProblemException && error.getStatus() < 500) ||
      (error instanceof BabelwireError && error.kind === 'poison');
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, DETAIL);
    return this.settle(entry, { outcome: isTheirs ? 'refused' : 'failed', detail });
  }

  private async settle({ id, action }: AuditEntry, end: Parameters<AuditStore['settle']>[1]): Promise<void> {
    try {
      await this.audit.settle(id, end);
    } catch (error) {
      this.warn(
        `the audit log has ${action} (${id}) as begun; it is ${end.outcome}: ${BabelwireError.from(error).message}`,
      );
    }
  }
}

/** What was asked for, in short and without secrets. */
function detailOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return undefined;
  const hide = (name: string, value: unknown): unknown => (name !== '' && SECRET.test(name) ? '…' : value);
  const text = JSON.stringify(body, hide);
  return text === '{}' ? undefined : text.slice(0, DETAIL);
}

/** Ids that a body names: of the thing itself, of many, or of a pair of articles. */
function idsIn(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return [];
  const { id, ids, a, b } = body as Record<string, unknown>;
  return [id, a, b, ...(Array.isArray(ids) ? (ids as unknown[]) : [])]
    .filter((value): value is string => typeof value === 'string' && value.length <= 200)
    .slice(0, TARGETS);
}
