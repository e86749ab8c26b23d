/**
 * What an operation costs in a world as large as the module holds, against the same attack in a small one: as
 * many calls a case, drawn from the same routines, judged by the same properties.
 */
import { compile } from "../../grammar/compile.ts";
import { hasErrors, messageOf } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { interleave, processorSeconds, rowOf, type Measured } from "./measure.ts";
import { RawCore } from "./rawCore.ts";

const ROUNDS = 9;
const CASES = 20_000;
const CALLS = 16;

/** How much there is of each thing; processes without System, which is always there. */
interface Size {
  readonly processes: number;
  readonly threads: number;
  readonly groups: number;
  /** Tokens that the attacker holds handles to. */
  readonly held: number;
}

/**
 * 15 processes and 32 threads with System's; 128 SIDs with the well-known ones; 63 tokens live, which are all
 * that there can be: 15 primary ones and 48 behind handles.
 */
const large: Size = { processes: 14, threads: 28, groups: 103, held: 48 };
const small: Size = { processes: 2, threads: 3, groups: 3, held: 2 };

const routines = [
  "NtSetInformationThread", "NtAdjustPrivilegesToken", "NtQueryInformationToken", "NtOpenFile",
  "NtOpenProcessToken", "NtImpersonateThread", "NtClose",
];

/** A scenario of that size. */
function worldText({ processes, threads, groups, held }: Size): string {
  const numbers = [...Array(processes).keys()];
  const accounts = numbers.map((number) => {
    // each group is held by others than the next one, so no two can share a bit
    const own = [...Array(groups).keys()].filter((group) => (((group + 1) >> (number % 7)) & 1) === 1);
    const listed = ["Users", ...own.map((group) => `S-1-5-21-9-9-9-${2000 + group}`)].join(", ");
    return `account user${number} { user S-1-5-21-9-9-9-${1000 + number}; groups ${listed} }`;
  });
  const mine = numbers.map((number) => {
    const count = Math.floor((threads + processes - 1 - number) / processes);
    const names = [...Array(count).keys()].map((thread) => `t${thread}`).join(", ");
    return `process p${number} as user${number} { thread ${names} }`;
  });
  const levels = ["SecurityIdentification", "SecurityImpersonation"];
  const tokens = [...Array(held).keys()].map(
    (number) => `p${number % processes}.token TOKEN_ALL_ACCESS as ${levels[number % levels.length]}`);
  return `${accounts.join("\n")}\n${mine.join("\n")}
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
attacker thief {
  controls p0
  calls ${routines.join(", ")}
  names processes, threads, secrets
  holds ${tokens.join(", ")}
}
scenario "at play" on windows 11 { never escalation by thief; never levelRaised; play thief for ${CALLS} }
`;
}

function programOf(size: Size): Program {
  const { value, diagnostics } = compile(worldText(size));
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(messageOf).join("\n"));
  return value.scenarios[0]!.program("11");
}

/** Seconds per operation. */
function drawer(core: RawCore): () => number {
  let next = 0;
  return () => {
    const before = core.counts().operations;
    const seconds = processorSeconds(() => core.draw(next, CASES));
    next += CASES;
    return seconds / (core.counts().operations - before);
  };
}

export async function largeWorld(): Promise<Measured[]> {
  const draw = [large, small].map((size) => drawer(new RawCore(programOf(size).image)));
  for (let round = 0; round < 5; round++) draw.forEach((each) => each());
  const rounds = await interleave(ROUNDS, draw[0]!, draw[1]!);
  return [
    {
      row: rowOf(
        "large-world", "ns/operation",
        rounds.map(({ value, baseline }) => ({ value: value * 1e9, baseline: baseline * 1e9 })),
      ),
      against: `the same ${CALLS} calls in a small world`,
      goal: "at most 1.5",
    },
  ];
}
