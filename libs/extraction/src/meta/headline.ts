import { fold } from '../text/lines.js';

const SEPARATOR = /\s+[|–—\-»«·•:/\\]+\s+/u;

/** A title without the name of the site: the part that the page shows as its heading, or all but the site's name. */
export function stripSite(title: string, siteName: string | undefined, headings: readonly string[]): string {
  const folded = new Set(headings.map(fold));
  if (folded.has(fold(title))) return title;
  const site = siteName === undefined ? '' : fold(siteName);
  const parts = title.split(SEPARATOR);
  if (parts.length < 2) return title;
  for (let drop = 1; drop < parts.length; drop++) {
    const head = headOf(title, parts, parts.length - drop);
    if (folded.has(fold(head))) return head;
  }
  const last = fold(parts.at(-1) ?? '');
  const first = fold(parts[0] ?? '');
  if (site !== '' && (last === site || last.startsWith(site) || site.startsWith(last)))
    return headOf(title, parts, parts.length - 1);
  if (site !== '' && first === site) return parts.slice(1).join(' ');
  // Without evidence: the last part after a bar is the site's name if it is much shorter than the rest.
  const rest = headOf(title, parts, parts.length - 1);
  return /\s\|\s|\s[–—»·•]\s/u.test(title.slice(rest.length)) && last.length <= 40 && rest.length > last.length
    ? rest
    : title;
}

function headOf(title: string, parts: readonly string[], count: number): string {
  let end = 0;
  for (let i = 0; i < count; i++) end = title.indexOf(parts[i] ?? '', end) + (parts[i] ?? '').length;
  return title.slice(0, end).trim();
}
