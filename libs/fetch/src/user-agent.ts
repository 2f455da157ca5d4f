import { BabelwireError } from '#libs/contracts';

export interface Identity {
  /** Product token: what robots.txt groups are matched with, and the name in User-Agent. Default `Babelwire`. */
  product?: string;
  version?: string;
  /**
   * A page or a mail address at which a site's owner reaches whoever runs this. Required: there is no honest default. Only
   * who asked to be called (`SUBSCRIBER`) knows who calls.
   */
  contact: string | typeof SUBSCRIBER;
}

/** In place of a contact, where those who are asked have subscribed to it. */
export const SUBSCRIBER = Symbol('subscriber');

export const DEFAULT_PRODUCT = 'Babelwire';

/**
 * The User-Agent of every request, e.g. `Babelwire/0.1.0 (+https://press.example/crawler)`.
 * Throws `invalid-configuration` when nobody could be reached by it.
 */
export function userAgentOf({ product = DEFAULT_PRODUCT, version, contact }: Identity): string {
  if (!/^[A-Za-z_-]+$/.test(product)) {
    throw invalid(
      `the product name "${product}" must be of letters, "-" and "_": robots.txt knows no others (RFC 9309)`,
    );
  }
  if (version !== undefined && !/^[\w.+-]+$/.test(version)) throw invalid(`"${version}" is no version`);
  if (contact === SUBSCRIBER) return `${product}${version === undefined ? '' : `/${version}`}`;
  const who = contact.trim().replace(/^mailto:/i, '');
  const isMail = /^[^\s@()<>"\\]+@[^\s@()<>"\\]+\.[^\s@()<>"\\.]+$/.test(who);
  if (!isMail && !isWebPage(who)) {
    const found = who === '' ? 'is not set' : `is "${who}"`;
    throw invalid(
      `the contact for site owners ${found}; give a page (https://…) or a mail address at which you can be reached`,
    );
  }
  return `${product}${version === undefined ? '' : `/${version}`} (+${isMail ? `mailto:${who}` : who})`;
}

function isWebPage(text: string): boolean {
  return /^https?:\/\/[!-'*-~]+$/i.test(text) && URL.canParse(text) && new URL(text).hostname.includes('.');
}

function invalid(message: string): BabelwireError {
  return new BabelwireError('invalid-configuration', 'poison', message);
}
