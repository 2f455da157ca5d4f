import { Catch, type ExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

/**
 * Nest turns what a message handler throws into `Internal server error`; the consumers need the error itself, with its
 * code and kind. Give it to the microservice: `microservice.useGlobalFilters(new RethrowFilter())`.
 */
@Catch()
export class RethrowFilter implements ExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}
