/** A score of 0 to 1, and what was needed. */
export function Meter(props: { label: string; value: number; threshold?: number; note?: string }) {
  const { label, value, threshold, note } = props;
  const isReached = threshold !== undefined && value >= threshold;
  const needed = threshold === undefined ? '' : `; ${threshold.toFixed(2)} is needed`;
  return (
    <div class="measure">
      <p>
        {label} <strong>{value.toFixed(2)}</strong>
        <span class="hint">{needed}</span>
      </p>
      <div class={isReached ? 'meter reached' : 'meter'} aria-hidden="true">
        <span class="bar" style={{ width: `${value * 100}%` }} />
        {threshold !== undefined && <span class="tick-mark" style={{ left: `${threshold * 100}%` }} />}
      </div>
      {note !== undefined && <p class="hint">{note}</p>}
    </div>
  );
}
