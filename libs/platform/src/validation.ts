import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { type FieldFault, ProblemException } from './problem.js';

function faultsOf(errors: ValidationError[], path = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({
      field,
      message: message.startsWith('property ') ? 'is not known here; remove it or correct its name' : message,
    }));
    return [...own, ...faultsOf(error.children ?? [], field)];
  });
}

/** Checks requests against their class: unknown fields are refused, each fault is named. */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) => {
      const faults = faultsOf(errors);
      const names = [...new Set(faults.map(({ field }) => field))].join(', ');
      return new ProblemException(400, 'invalid-request', `the request has faults in: ${names}`, faults);
    },
  });
}
