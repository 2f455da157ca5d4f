import type { Warnings } from '../warnings.js';
import type { XmlDocument } from './read.js';

/** Tells what was put up with in a document. */
export function warnOfDocument(document: XmlDocument, warnings: Warnings): void {
  if (document.junk > 0) {
    warnings.add('leading-junk', `document: ${document.junk} characters before its beginning were left out`);
  }
  if (document.doctype) warnings.add('dtd-ignored', 'document: its document type was not read');
  if (document.cut === 'by-end') warnings.add('truncated', 'document: it ends too early; what was whole was read');
  if (document.cut === 'by-size') warnings.add('too-large', 'document: it is too long; its beginning was read');
}
