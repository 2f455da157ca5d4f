import { type Answer, babelwire } from './command.js';

export interface DoctorFinding {
  check: string;
  state: 'ok' | 'warning' | 'failed' | 'skipped';
  message: string;
  todo?: string;
}

export interface DoctorReport {
  ok: boolean;
  findings: DoctorFinding[];
  article?: {
    articleId: string;
    hops: { hop: string; service: string; at: string; afterMs: number; note?: string }[];
    stopped?: { hop: string; service: string };
    withdrawn: boolean;
  };
}

export interface DoctorAnswer extends Answer {
  report: DoctorReport;
  /** What is wrong, as `check: message`, in the order of the report. */
  wrong: string[];
}

/** Runs `babelwire doctor --json …`, on no services but those that are named. `program`: another than this checkout's. */
export async function doctor(
  args: string[],
  env: Record<string, string> = {},
  program?: string,
): Promise<DoctorAnswer> {
  const answer = await babelwire(['doctor', '--json', ...args], { MONGODB_URI: '', ...env }, program);
  if (!answer.out.startsWith('{')) throw new Error(`the doctor said nothing: ${answer.said}${answer.out}`);
  const report = JSON.parse(answer.out) as DoctorReport;
  const wrong = report.findings.filter(({ state }) => state === 'failed').map((one) => `${one.check}: ${one.message}`);
  return { ...answer, report, wrong };
}
