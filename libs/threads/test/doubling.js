import { inWorker } from '#libs/threads';

export default inWorker((task) => {
  if (task === 'hang') for (;;);
  if (typeof task !== 'number') throw new TypeError(`${task} is no number`);
  return task * 2;
});
