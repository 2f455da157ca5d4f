import { hasConcepts } from './concepts.js';

/** Languages by number. */
export class Languages {
  readonly #numbers = new Map<string, number>();
  readonly #hasConcepts: boolean[] = [];

  number(language: string): number {
    const known = this.#numbers.get(language);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(language, number);
    this.#hasConcepts.push(hasConcepts(language));
    return number;
  }

  /** Whether the table of concepts has the language. */
  hasConcepts(number: number): boolean {
    return this.#hasConcepts[number] ?? false;
  }
}
