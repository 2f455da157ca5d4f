/**
 * Loaded ahead of a process under test (NODE_OPTIONS=--import=…): its clock is off by CLOCK_SHIFT_MS, for all of its code and that of
 * its libraries.
 */
const shift = Number(process.env.CLOCK_SHIFT_MS);
const RealDate = Date;

globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + shift] : given));
  }

  static now() {
    return RealDate.now() + shift;
  }
};
