/** For commands that take options alone. Throws what `Command.check` does. */
export function none(positionals: string[]): void {
  if (positionals.length > 0) throw new Error(`takes no arguments, but was given: ${positionals.join(' ')}`);
}
