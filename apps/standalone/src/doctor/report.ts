import { EXIT } from '../exit-codes.js';
import type { Finding, FindingState } from './finding.js';
import { inJson, type Journey } from './article/journey.js';

const MARKS: Record<FindingState, string> = { ok: '✓', warning: '!', failed: '✗', skipped: '-' };
/** As wide as the longest name of a check. */
const NAME_WIDTH = 21;

/** Collects findings, and tells each as soon as it is there; or all of them at the end, as JSON. */
export class Report {
  private readonly findings: Finding[] = [];
  journey: Journey | undefined;

  constructor(
    /** Which line was looked at. */
    private readonly line: string,
    private readonly asJson: boolean,
  ) {
    if (!asJson) process.stdout.write(`${line}\n`);
  }

  add(...findings: Finding[]): void {
    this.findings.push(...findings);
    if (this.asJson) return;
    for (const { check, state, message, todo } of findings) {
      const text = message.replace(/\s*\n\s*/g, ' ');
      process.stdout.write(
        `${MARKS[state]} ${check.padEnd(NAME_WIDTH)} ${text}${todo === undefined ? '' : ` → ${todo}`}\n`,
      );
    }
  }

  /** The last word; the exit code. */
  end(): number {
    const count = (state: FindingState): number => this.findings.filter((finding) => finding.state === state).length;
    const [wrong, warned] = [count('failed'), count('warning')];
    if (this.asJson) {
      const { line, findings, journey } = this;
      const article = journey === undefined ? undefined : inJson(journey);
      const document = { line, at: new Date().toISOString(), ok: wrong === 0, findings, article };
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      const doubts = warned === 0 ? '' : `, ${warned} to look at (!)`;
      process.stdout.write(wrong === 0 ? `nothing is wrong${doubts}\n` : `${wrong} wrong (✗)${doubts}\n`);
    }
    return wrong === 0 ? EXIT.ok : EXIT.failed;
  }
}
