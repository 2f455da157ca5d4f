import type { Decision } from '#libs/contracts';

/** What editors have said about pairs of articles: the last word on each. */
export class Decisions {
  private readonly said = new Map<string, Map<string, Decision['kind']>>();

  absorb({ a, b, kind }: Decision): void {
    this.note(a, b, kind);
    this.note(b, a, kind);
  }

  /** Whether the two may be neither one article nor one story. */
  apart(a: string, b: string): boolean {
    return this.said.get(a)?.get(b) === 'unmerge';
  }

  /** The articles that tell the same story as this one, by an editor's word. */
  partners(id: string): string[] {
    const said = this.said.get(id);
    return said === undefined ? [] : [...said].filter(([, kind]) => kind === 'merge').map(([other]) => other);
  }

  private note(a: string, b: string, kind: Decision['kind']): void {
    const said = this.said.get(a);
    if (said === undefined) this.said.set(a, new Map([[b, kind]]));
    else said.set(b, kind);
  }
}
