/** Shortening at a barrier is the same for each case whoever does it, so workers share it out. */
import type { DrawerPort } from "../drawRange.ts";
import type { CorpusEntry } from "./corpus.ts";
import type { NewCase } from "./newCases.ts";

/** Cases that a worker shortens between two words with the host. */
const CASES = 32;
/** Requests that each worker has before it, so that it never waits for the host. */
const REQUESTS_AHEAD = 2;

/** The shortened cases in their order; each worker takes the next few that nobody has taken. */
export async function shortenedByWorkers(
  ports: readonly DrawerPort[], seed: bigint, cases: readonly NewCase[],
): Promise<CorpusEntry[]> {
  const parts: CorpusEntry[][] = [];
  let next = 0;
  const pull = async (port: DrawerPort): Promise<void> => {
    while (next < cases.length) {
      const first = next;
      next += CASES;
      parts[first / CASES] = await port.shorten(seed, cases.slice(first, first + CASES));
    }
  };
  await Promise.all(ports.flatMap((port) => Array.from({ length: REQUESTS_AHEAD }, () => pull(port))));
  return parts.flat();
}
