/**
 * Rows of one thread: fuzzing in bulk, what judging costs, what one host call per operation would cost, what
 * beginning a case costs.
 */
import type { FilterProgram } from "./filterProgram.ts";
import { interleave, processorSeconds, rowOf, type Measured } from "./measure.ts";
import { RawCore } from "./rawCore.ts";

const ROUNDS = 15;
const CASES = 50_000;
/** Cases before the first round, until the engine has compiled what is hot. */
const WARM_UP = 200_000;

/** Draws one round of cases of a core and answers seconds a case. */
function drawer(
  core: RawCore,
  draw: (first: number, count: number) => void = (first, count) => core.draw(first, count),
): () => number {
  let next = 0;
  const round = (count: number): number => {
    const seconds = processorSeconds(() => draw(next, count));
    next += count;
    return seconds / count;
  };
  round(WARM_UP);
  return () => round(CASES);
}

/** Operations of a case on average; every way of drawing the same cases makes as many. */
function operationsPerCase(core: RawCore): number {
  const { cases, operations } = core.counts();
  return operations / cases;
}

/**
 * Operations a second and nanoseconds a case with everything judged, against the same cases with nothing to
 * judge.
 */
export async function fuzz({ judged, unjudged }: FilterProgram): Promise<Measured[]> {
  const [core, bare] = [new RawCore(judged.image), new RawCore(unjudged.image)];
  const rounds = await interleave(ROUNDS, drawer(core), drawer(bare));
  const [operations, bareOperations] = [operationsPerCase(core), operationsPerCase(bare)];
  const against = "the same cases with no property to judge";
  return [
    {
      row: rowOf(
        "fuzz",
        "operations/s",
        rounds.map(({ value, baseline }) => ({
          value: operations / value,
          baseline: bareOperations / baseline,
        })),
      ),
      against,
    },
    {
      row: rowOf(
        "fuzz-case",
        "ns/case",
        rounds.map(({ value, baseline }) => ({ value: value * 1e9, baseline: baseline * 1e9 })),
      ),
      against,
    },
  ];
}

/** The same cases through one host call for every operation. */
export async function hostCalls({ judged }: FilterProgram): Promise<Measured[]> {
  const [called, bulk] = [new RawCore(judged.image), new RawCore(judged.image)];
  const rounds = await interleave(
    ROUNDS,
    drawer(called, (first, count) => called.drawByOperation(first, count)),
    drawer(bulk),
  );
  const operations = operationsPerCase(bulk);
  return [
    {
      row: rowOf(
        "host-calls",
        "operations/s",
        rounds.map(({ value, baseline }) => ({ value: operations / value, baseline: operations / baseline })),
      ),
      against: "the same cases in bulk",
    },
  ];
}

/** What it takes to bring the state back and to come to the first operation. */
export async function reset({ judged }: FilterProgram): Promise<Measured[]> {
  const [begun, whole] = [new RawCore(judged.image), new RawCore(judged.image)];
  const begin = (first: number, count: number): void => {
    for (let number = first; number < first + count; number++) begun.begin(number);
  };
  const rounds = await interleave(ROUNDS, drawer(begun, begin), drawer(whole));
  return [
    {
      row: rowOf(
        "reset",
        "ns/case",
        rounds.map(({ value, baseline }) => ({ value: value * 1e9, baseline: baseline * 1e9 })),
      ),
      against: "a whole case; reset, baseline of the attacker and the way to the first operation",
    },
  ];
}
