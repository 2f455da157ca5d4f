import { clearLine, cursorTo } from 'node:readline';
import type { Totals } from './ledger.js';

export interface Shown {
  /** 0 to 1. */
  share: number;
  totals: Totals;
  putOff: number;
  /** Why nothing moves, if something holds it up. */
  waiting?: string;
}

/** On a terminal the line is drawn anew so often; elsewhere a line is written so often. ms. */
const DRAW_MS = 200;
const WRITE_MS = 10_000;
const BAR = 24;
/** The rate is that of the last so many ms: what a person sees going on. */
const RATE_MS = 10_000;

/** How an import goes on, on standard error: a bar that moves on a terminal, a line now and then elsewhere. */
export class ProgressBar {
  private readonly isTerminal = process.stderr.isTTY;
  private drawnAt = Date.now() - DRAW_MS;
  private readonly marks: { at: number; done: number; share: number }[] = [];
  private isDrawn = false;

  constructor(private readonly name: string) {}

  update(shown: Shown): void {
    const now = Date.now();
    if (now - this.drawnAt < (this.isTerminal ? DRAW_MS : WRITE_MS)) return;
    this.drawnAt = now;
    this.marks.push({ at: now, done: doneOf(shown), share: shown.share });
    while (this.marks.length > 2 && now - (this.marks[0]?.at ?? now) > RATE_MS) this.marks.shift();
    const text = this.textOf(shown);
    if (!this.isTerminal) {
      process.stderr.write(`babelwire import: ${text}\n`);
      return;
    }
    this.clear();
    process.stderr.write(text.slice(0, process.stderr.columns - 1));
    this.isDrawn = true;
  }

  /** A line of its own, above the bar. */
  say(text: string): void {
    this.clear();
    process.stderr.write(`babelwire import: ${text}\n`);
  }

  clear(): void {
    if (!this.isDrawn) return;
    clearLine(process.stderr, 0);
    cursorTo(process.stderr, 0);
    this.isDrawn = false;
  }

  private textOf({ share, totals, putOff, waiting }: Shown): string {
    const percent = `${Math.floor(share * 100)} %`.padStart(5);
    const filled = Math.round(share * BAR);
    const bar = this.isTerminal ? `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ` : '';
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    const seconds = first === undefined || last === undefined ? 0 : (last.at - first.at) / 1000;
    const rate = seconds > 0 ? ((last?.done ?? 0) - (first?.done ?? 0)) / seconds : 0;
    const speed = seconds > 0 ? ((last?.share ?? 0) - (first?.share ?? 0)) / seconds : 0;
    const parts = [
      `${totals.taken} pages`,
      ...(rate > 0 ? [`${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`] : []),
      ...(speed > 0 && share < 1 ? [`${duration((1 - share) / speed)} left`] : []),
      ...(totals.refused > 0 ? [`${totals.refused} refused`] : []),
      ...(totals.faults > 0 ? [`${totals.faults} faults`] : []),
      ...(putOff > 0 ? [`${putOff} put off`] : []),
      ...(waiting === undefined ? [] : [`waiting: ${waiting}`]),
    ];
    return `${this.name} ${bar}${percent}  ${parts.join(', ')}`;
  }
}

const doneOf = ({ totals: { taken, skipped, refused } }: Shown): number => taken + skipped + refused;

/** 90 → `1:30`, 4000 → `1:06:40`. */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
