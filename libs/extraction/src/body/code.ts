/** Marks that a publishing system should have replaced: `[gallery id="3"]`, `[/caption]`, a lone `[embed]`. */
const SHORTCODE = /^\[(?:\/[a-z]|[a-z][\w-]* [\w-]{1,40}=|[a-z][\w-]*\]$)/i;
/** Signs between the fields of JSON, as a broken page shows them. */
const FIELDS = /"(?:,"|:"|:\{|:\[|\},?\{?)/g;

/** Whether a text is written for machines and stands on the page by mistake. */
export const isCode = (text: string): boolean =>
  SHORTCODE.test(text) || (text.includes('":') && (text.match(FIELDS)?.length ?? 0) >= 4);
