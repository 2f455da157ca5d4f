import { Logger } from '@nestjs/common';
import type { Door, Settings } from '#libs/platform';
import type { Store } from '#libs/store';
import type { accessSettings } from '../settings.js';
import { AuditInterceptor } from './audit.interceptor.js';
import { type AuthMode, authMode, givenKeys } from './auth-mode.js';
import { identify, requireKey } from './identify.js';
import { KeyRing } from './key-ring.js';
import { everybody, localOnly } from './local-only.js';
import { limitRates } from './rate-limit.js';
import { ScopeGuard } from './scope.guard.js';

export interface AccessOptions {
  settings: Settings<typeof accessSettings>;
  /** The address listened on. */
  host: string;
  /** Where keys and the audit log are; without it only API_KEY opens, and there is nothing to audit. */
  store?: Store;
  isEmbedded: boolean;
}

export interface Access {
  mode: AuthMode;
  door: Door;
  close(): Promise<void>;
}

/** Throws poison `invalid-configuration`: before anything is opened, so that it can be asked early. */
export function checkAccess({ settings, host, isEmbedded }: Omit<AccessOptions, 'store'>): AuthMode {
  givenKeys(settings.API_KEY);
  return authMode(settings, host, isEmbedded);
}

/** The door of a process: who gets in, how often, and what is noted of it. Throws what `checkAccess` does. */
export async function openAccess(options: AccessOptions): Promise<Access> {
  const { settings, store } = options;
  const mode = checkAccess(options);
  const logger = new Logger('access');
  const warn = (text: string): void => {
    logger.warn(text);
  };
  const ring = new KeyRing({
    given: givenKeys(settings.API_KEY),
    warn,
    ...(store === undefined ? {} : { store: store.keys }),
  });
  if (mode === 'required') {
    await ring.start();
    if (store !== undefined && !ring.hasAdmin()) {
      warn(
        'no key with the scope admin is known: set API_KEY, or make one with babelwire keys create --direct --scope admin',
      );
    }
  }
  const limit = limitRates({ withKey: settings.RATE_LIMIT, withoutKey: settings.RATE_LIMIT_WITHOUT_KEY });
  const who = { required: identify(ring), local: localOnly(settings.CORS_ORIGINS), open: everybody }[mode];
  return {
    mode,
    door: {
      handlers: [who, limit, requireKey],
      guards: [new ScopeGuard()],
      interceptors: store === undefined ? [] : [new AuditInterceptor(store.audit, warn)],
      trustedProxies: settings.TRUSTED_PROXIES,
      corsOrigins: settings.CORS_ORIGINS,
    },
    close: () => ring.stop(),
  };
}
