/** Days before each month in a leap year: dates without a year live on a circle of 366 days. */
const BEFORE = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];
const CIRCLE = 366;

export interface MonthDay {
  month: number;
  day: number;
}

const placeOf = ({ month, day }: MonthDay): number => (BEFORE[month - 1] ?? 0) + day - 1;

/**
 * The years of the dates of one list that leave the year out. They belong together: they lie in the shortest stretch
 * of the calendar circle that holds them all, and its last day is the latest such day not after the capture. So a
 * list from 5 December down to 19 November, captured on 24 November, is wholly of the year before.
 */
export function yearsOf(dates: readonly MonthDay[], capture: MonthDay & { year: number }): number[] {
  if (dates.length === 0) return [];
  const places = [...new Set(dates.map(placeOf))].sort((a, b) => a - b);
  let end = places.at(-1) ?? 0;
  let widest = -1;
  places.forEach((place, i) => {
    const next = places[i + 1] ?? (places[0] ?? 0) + CIRCLE;
    if (next - place > widest) {
      widest = next - place;
      end = place;
    }
  });
  const endYear = end <= placeOf(capture) ? capture.year : capture.year - 1;
  return dates.map((date) => (placeOf(date) <= end ? endYear : endYear - 1));
}
