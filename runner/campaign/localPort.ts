/**
 * A worker that is the host's own thread: it lets go of it between chunks, so that others have their turn.
 */
import type { Machine } from "../machine/machine.ts";
import { Drawer } from "./drawer.ts";
import type { DrawerPort } from "./drawRange.ts";

/** Draws on this thread; `nextTask` waits until the thread has done what else there is to do. */
export function localPort(machine: Machine, nextTask: () => Promise<void>): DrawerPort {
  const drawer = new Drawer(machine);
  let last: Promise<unknown> = Promise.resolve();
  /** Does something behind all that was asked before. */
  const inOrder = <Answer>(work: () => Answer | Promise<Answer>): Promise<Answer> => {
    const answer = last.then(work, work);
    last = answer;
    return answer;
  };
  return {
    load: (image) => drawer.load(image),
    beginEpoch: (start) => drawer.beginEpoch(start),
    draw: (seed, range) =>
      inOrder(async () => {
        await nextTask();
        return drawer.draw(seed, range);
      }),
    news: () => inOrder(() => drawer.news()),
    shorten: (seed, cases) =>
      inOrder(async () => {
        await nextTask();
        return drawer.shorten(seed, cases);
      }),
    harvest: () => inOrder(() => drawer.harvest()),
  };
}
