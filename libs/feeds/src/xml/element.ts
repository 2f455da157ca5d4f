/** An element of a document that was read. */
export interface XmlElement {
  /**
   * Local name in lower case, behind the usual prefix of its namespace whatever prefix the document uses: `title`,
   * `dc:date`, `media:content`. The document's own vocabulary (RSS, Atom, sitemap) has no prefix.
   */
  name: string;
  /** Names in lower case, as written; entities decoded. */
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
  /** `xml:base` that holds here, absolute. */
  base: string;
  /** `xml:lang` that holds here, as written. */
  lang: string | undefined;
}

export const isElement = (node: XmlElement | string): node is XmlElement => typeof node !== 'string';

export const elementsOf = (parent: XmlElement): XmlElement[] => parent.children.filter(isElement);

/** The children of these names, in document order. */
export function childrenOf(parent: XmlElement, ...names: string[]): XmlElement[] {
  return elementsOf(parent).filter((child) => names.includes(child.name));
}

/** The first child of the first of these names that there is. */
export function childOf(parent: XmlElement, ...names: string[]): XmlElement | undefined {
  for (const name of names) {
    const found = parent.children.find((child) => isElement(child) && child.name === name);
    if (found !== undefined && isElement(found)) return found;
  }
  return undefined;
}

/** All text in it, in document order. */
export function textOf(node: XmlElement | string): string {
  if (!isElement(node)) return node;
  const [only, ...more] = node.children;
  if (only === undefined) return '';
  if (more.length === 0 && !isElement(only)) return only;
  return node.children.map(textOf).join('');
}

/** Trimmed text of the first child of the first of these names that holds any. */
export function textIn(parent: XmlElement, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const child of childrenOf(parent, name)) {
      const text = textOf(child).trim();
      if (text !== '') return text;
    }
  }
  return undefined;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it may stand in XML, in an element or between double quotes. */
export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** HTML elements without an end tag. */
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);

/** Elements inside as HTML; prefixes are dropped, for `xhtml:p` means `p`. */
export function htmlOf(node: XmlElement): string {
  return node.children
    .map((child) => {
      if (!isElement(child)) return escapeXml(child);
      const name = child.name.slice(child.name.indexOf(':') + 1);
      const attributes = [...child.attributes]
        .filter(([key]) => !key.startsWith('xmlns') && !key.startsWith('xml:'))
        .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
        .join('');
      return VOID.has(name) ? `<${name}${attributes}>` : `<${name}${attributes}>${htmlOf(child)}</${name}>`;
    })
    .join('');
}
