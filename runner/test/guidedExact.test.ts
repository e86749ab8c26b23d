/**
 * A guided campaign is a pure function of program, core, seed and number of cases: however many workers draw
 * it, in whatever order, stopped and begun again, or in shards.
 */
import { describe, expect, it } from "vitest";
import { failureKey } from "../campaign/failures.ts";
import { fuzzShard, type FuzzOutcome } from "../campaign/fuzzProgram.ts";
import { featuresMet } from "../campaign/guided/corpus.ts";
import { caseOfCampaign } from "../campaign/guided/caseOfCampaign.ts";
import { decodeStateOf, encodeState, type CorpusRefusal } from "../campaign/guided/corpusFile.ts";
import { decodeShard, encodeShard, mergeShards, type ShardFile } from "../campaign/guided/shards.ts";
import { firstState, type GuidedState } from "../campaign/guided/state.ts";
import { beginRecipe } from "../campaign/results.ts";
import { recipeOf } from "../campaign/runProgram.ts";
import { newMachine, programOf, scenarioFile } from "./support/compiled.ts";
import { campaign, crowd, originOf, ports, puzzle, silent } from "./support/guided.ts";

const SEED = 5n;
/** Two epochs and a part of the third. */
const CASES = 20_000;
const origin = originOf(SEED);
const program = programOf(puzzle.replace("for 12", "for 16"), "puzzle", "11");
const attackers = programOf(crowd, "crowd", "7");
const raced = programOf(scenarioFile("attacks/raised-thread.scn").text, "raised thread", "xp-sp1");

/** All that a campaign answers, with the corpus as bytes. */
function answersOf({ state, recipes, ...rest }: FuzzOutcome): unknown {
  const byCase = [...recipes!].sort(([a], [b]) => Number(a - b));
  const failures = [...rest.failures].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { ...rest, failures, recipes: byCase, corpus: [...encodeState(origin, state!)] };
}

describe.each([
  ["calls of one attacker", program],
  ["lanes that race", raced],
  ["two attackers with several threads", attackers],
])("of %s", (_, each) => {
  it("one, two and eight workers find the same failures, features and bytes of a corpus", async () => {
    const one = await campaign(each, 1, { seed: SEED, cases: CASES });
    expect(one.failures.length).toBeGreaterThan(0);
    expect(featuresMet(one.state!.corpus)).toBeGreaterThan(20);
    expect(one.state!.epoch.first).toBe(12_288);
    for (const workers of [2, 8])
      expect(answersOf(await campaign(each, workers, { seed: SEED, cases: CASES }))).toEqual(answersOf(one));
  });

  it("each failure is made again by its recipe, without any corpus", async () => {
    const outcome = await campaign(each, 2, { seed: SEED, cases: CASES });
    const machine = newMachine();
    for (const failure of outcome.failures) {
      machine.load(each.image);
      beginRecipe(machine, recipeOf(outcome, failure.case));
      const end = machine.finish();
      expect([end.verdict, end.steps]).toEqual([failure.verdict, failure.steps]);
      expect(failureKey(each, end)).toBe(failureKey(each, failure));
    }
  });
});

it("a case behind the first epoch is found again by its seed and number alone", async () => {
  const outcome = await campaign(program, 2, { seed: SEED, cases: CASES });
  const late = [...outcome.recipes!].filter(([number]) => number >= 4_096n);
  expect(late.length).toBeGreaterThan(0);
  const [number, recipe] = late[0]!;
  expect(caseOfCampaign(newMachine(), program, SEED, Number(number))).toEqual(recipe);
});

it("a campaign that is stopped says a number of cases with which it is the same again", async () => {
  const stop = new AbortController();
  const stopped = await campaign(program, 4, { seed: SEED, cases: 10_000_000 }, {
    signal: stop.signal,
    progress: ({ cases }) => (cases > 30_000 ? stop.abort() : undefined),
  });
  expect(stopped.stopped).toBe(true);
  expect(stopped.cases).toBeGreaterThan(30_000);
  const again = await campaign(program, 1, { seed: SEED, cases: stopped.cases });
  expect(answersOf({ ...stopped, stopped: false })).toEqual(answersOf(again));
});

it("a campaign that goes on with the corpus of another one ends where one in a single go ends", async () => {
  const first = await campaign(program, 1, { seed: SEED, cases: 4_096 });
  const second = await campaign(program, 2, { seed: SEED, cases: 28_672, start: first.state! });
  const whole = await campaign(program, 1, { seed: SEED, cases: 28_672 });
  expect(encodeState(origin, second.state!)).toEqual(encodeState(origin, whole.state!));
});

it("with the k-th failure it ends at the same case for any number of workers", async () => {
  const failures = { most: 3, keyOf: ({ key }: { key: string }) => key };
  const [one, two, eight] = await Promise.all(
    [1, 2, 8].map((workers) => campaign(program, workers, { seed: SEED, cases: 100_000, failures })),
  );
  expect(one!.failures).toHaveLength(3);
  const unlimited = await campaign(program, 1, { seed: SEED, cases: one!.cases });
  for (const outcome of [one!, two!, eight!])
    expect(answersOf({ ...outcome, stopped: false, beyond: [] })).toEqual(answersOf(unlimited));
  const fewer = await campaign(program, 1, { seed: SEED, cases: one!.cases - 1 });
  expect(fewer.failures).toHaveLength(2);
});

it("a campaign whose last failure is the last case of an epoch ends there", async () => {
  // many ways to fail, each in one case of thousands: of some seed one of them comes last of all
  const ways = Array.from({ length: 200 }, (_, n) => `if n == ${n} and m == 1 { system.main: PsRevertToSelf(); expect n > ${n} }`);
  const text = `scenario "ways" on windows 11 { choose n in 0..999; choose m in 1..3; ${ways.join("; ")} }`;
  const many = programOf(text, "ways", "11");
  for (let seed = 1n; ; seed++) {
    const epoch = await campaign(many, 1, { seed, cases: 4_096 });
    const last = epoch.failures.find((failure) => failure.case === 4_095n);
    if (last === undefined) continue;
    const keyOf = ({ key }: { key: string }): string | undefined => (key === last.key ? key : undefined);
    const limited = await campaign(many, 2, { seed, cases: 100_000, failures: { most: 1, keyOf } });
    expect(answersOf({ ...limited, stopped: false, beyond: [] })).toEqual(answersOf(epoch));
    return;
  }
});

describe("an epoch in shards", () => {
  it("is the same bytes, however many workers a shard has", async () => {
    const bytes = [1, 2, 8].map(async (workers) => {
      const budget = { seed: SEED, state: firstState, shard: { index: 1, of: 2 } };
      const outcome = await fuzzShard(newMachine(), ports(workers), program, budget, silent);
      return encodeShard(origin, firstState, outcome);
    });
    const [one, two, eight] = await Promise.all(bytes);
    expect(two).toEqual(one);
    expect(eight).toEqual(one);
  });

  async function shardsOf(given: GuidedState, of: number, drawn = program): Promise<ShardFile[]> {
    const machine = newMachine();
    const files: ShardFile[] = [];
    for (let index = of - 1; index >= 0; index--) {
      const budget = { seed: SEED, state: given, shard: { index, of } };
      const outcome = await fuzzShard(machine, ports(2), drawn, budget, silent);
      files.push(decodeShard(encodeShard(origin, given, outcome)) as ShardFile);
    }
    return files;
  }

  it.each([
    ["one attacker", program],
    ["two attackers with several threads", attackers],
  ])("has the corpus and the failures of the epoch in one go: %s", async (_, drawn) => {
    let state = firstState;
    for (const cases of [4_096, 12_288]) {
      const whole = await campaign(drawn, 1, { seed: SEED, cases, start: state });
      const merged = mergeShards(newMachine(), drawn, origin, state, await shardsOf(state, 3, drawn));
      if ("refused" in merged) throw new Error(merged.refused);
      const order = [...merged.harvest.failures].sort((a, b) => (a.key < b.key ? -1 : 1));
      expect(encodeState(origin, merged.state)).toEqual(encodeState(origin, whole.state!));
      expect(order).toEqual([...whole.failures].sort((a, b) => (a.key < b.key ? -1 : 1)));
      expect(merged.harvest.counts).toEqual(whole.counts);
      expect(new Map([...merged.recipes])).toEqual(whole.recipes);
      state = merged.state;
    }
  });

  it("is none when a shard is missing, twice there, or of something else", async () => {
    const files = await shardsOf(firstState, 2);
    const refusal = (given: readonly ShardFile[], wanted = origin): unknown =>
      mergeShards(newMachine(), program, wanted, firstState, given);
    expect(refusal([])).toEqual({ refused: "there is no shard" });
    expect(refusal(files.slice(1))).toEqual({ refused: "shard 1/2 is missing" });
    expect(refusal([...files, files[0]!])).toEqual({ refused: "shard 1/2 is there twice" });
    expect(refusal(files, originOf(SEED, 7))).toEqual({ refused: "shard 1/2 is of another program" });
    expect(refusal(files, originOf(6n))).toEqual({ refused: "shard 1/2 is of another seed" });
    const { state } = await campaign(program, 1, { seed: SEED, cases: 4_096 });
    expect(mergeShards(newMachine(), program, origin, state!, files)).toEqual({
      refused: "shard 1/2 was run with another corpus",
    });
  });
});

describe("a corpus in a file", () => {
  it("is read as it was written, and of another program, core or seed it is refused", async () => {
    const { state } = await campaign(program, 1, { seed: SEED, cases: 12_288 });
    const bytes = encodeState(origin, state!);
    expect(decodeStateOf(origin, bytes)).toEqual(state);
    expect(decodeStateOf(originOf(SEED, 3), bytes)).toEqual({ refused: "another program" });
    expect(decodeStateOf(originOf(SEED, 1, 3), bytes)).toEqual({ refused: "another core" });
    expect(decodeStateOf(originOf(6n), bytes)).toEqual({ refused: "another seed" });
  });

  it("is known as damaged when a byte is lost or changed", async () => {
    const { state } = await campaign(program, 1, { seed: SEED, cases: 4_096 });
    const bytes = encodeState(origin, state!);
    const refused = (given: Uint8Array): string => (decodeStateOf(origin, given) as CorpusRefusal).refused;
    for (let at = 0; at < bytes.length; at += 97) {
      expect(refused(bytes.slice(0, at))).toBe(at < 8 ? "no such file" : "damaged");
      const changed = bytes.with(at, bytes[at]! ^ 1);
      expect(refused(changed)).toBe(at < 8 ? "no such file" : "damaged");
    }
  });
});
