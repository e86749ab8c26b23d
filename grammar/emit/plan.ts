/*
 * How many records of each region a run can need at most: what is there at the start, and one for each step
 * that can make one. Branches exclude each other, so the largest counts; everything is capped by what the
 * core has room for.
 */
import { allocates } from "../check/allocations.ts";
import type { CallStep, CheckedScenario, Step } from "../check/steps.ts";
import type { Operation } from "../../core/tables/operations.ts";
import type { RegionName } from "../../core/tables/layout.ts";
import { limit } from "./limits.ts";
import { filtersTokens } from "../resolve/jobs.ts";
import { capacityOf, type Numbers } from "./numbers.ts";

/** What some steps can make. */
export interface Growth {
  readonly tokens: number;
  readonly handles: number;
  readonly contexts: number;
  readonly workItems: number;
  readonly lanes: number;
  readonly steps: number;
  /** Whether something is left to choice or to the order of lanes. */
  readonly choices: boolean;
  /** Calls of each attacker. */
  readonly plays: ReadonlyMap<string, number>;
}

/** Tokens that one call can make: copies, and copies for who may only identify. */
const tokensMade: Readonly<Record<string, number>> = {
  SeCreateClientSecurity: 1, SeImpersonateClientEx: 1, PsImpersonateClient: 1, NtOpenThreadToken: 2,
  NtSetInformationThread: 1, NtDuplicateToken: 1, PsAssignImpersonationToken: 1, SeImpersonateClient: 1,
  SeCreateClientSecurityFromSubjectContext: 1, NtOpenThreadTokenEx: 2, NtImpersonateThread: 2,
  NtFilterToken: 1, SeFilterToken: 1, NtCreateFile: 1, NtFsControlFile: 1,
};

/** Those of them that put a token on a thread, where the filter of a job makes one more. */
const impersonating: readonly string[] = [
  "SeImpersonateClientEx", "PsImpersonateClient", "NtOpenThreadToken", "NtOpenThreadTokenEx",
  "NtSetInformationThread", "PsAssignImpersonationToken", "SeImpersonateClient", "NtImpersonateThread",
  "NtFsControlFile",
];

/** Results that take a record of the region `context`. */
const contextResults: readonly Operation["result"][] = ["context", "subjectContext", "savedState"];
/** Routines by which a pipe takes one: of a client that is tracked statically, and of who writes. */
const pipeContexts: readonly string[] = ["NtCreateFile", "NtWriteFile"];

const nothing: Growth = {
  tokens: 0, handles: 0, contexts: 0, workItems: 0, lanes: 0, steps: 0, choices: false, plays: new Map(),
};

function join(first: Growth, second: Growth, how: (a: number, b: number) => number): Growth {
  const plays = new Map(first.plays);
  for (const [attacker, count] of second.plays) plays.set(attacker, how(plays.get(attacker) ?? 0, count));
  return {
    tokens: how(first.tokens, second.tokens), handles: how(first.handles, second.handles),
    contexts: how(first.contexts, second.contexts), workItems: how(first.workItems, second.workItems),
    lanes: how(first.lanes, second.lanes), steps: how(first.steps, second.steps),
    choices: first.choices || second.choices, plays,
  };
}

const both = (first: Growth, second: Growth): Growth => join(first, second, (a, b) => a + b);
const either = (first: Growth, second: Growth): Growth => join(first, second, Math.max);

/** What a scenario's steps can make on one version. */
export function growthOf({ steps, processes, objects }: CheckedScenario, version: string): Growth {
  const filtered = processes.some(({ job }) => job !== undefined && filtersTokens(job)) ? 1 : 0;
  const captured = objects.some(({ pipe }) => pipe !== undefined) ? 1 : 0;
  return growthOfSteps(steps, { version, filtered, captured });
}

/** `filtered`: tokens that each impersonation makes besides; `captured`: contexts of an attacker's call. */
interface Making { readonly version: string; readonly filtered: number; readonly captured: number }

function growthOfSteps(steps: readonly Step[], making: Making): Growth {
  return steps.map((step) => growthOfStep(step, making)).reduce(both, nothing);
}

function growthOfStep(step: Step, making: Making): Growth {
  const { version, filtered } = making;
  const inner = (steps: readonly Step[]): Growth => growthOfSteps(steps, making);
  switch (step.kind) {
    case "call": return both(growthOfCall(step, filtered, inner), inner(step.otherwise ?? []));
    case "act": return both({ ...nothing, steps: 1 }, inner(step.otherwise ?? []));
    case "enter": case "leave": case "enterWorkItem": return { ...nothing, steps: 1 };
    case "frame": case "atomic": return inner(step.body);
    case "finally": return both(inner(step.body), inner(step.last));
    case "anyOf":
      return { ...step.alternatives.map((each) => inner(each.body)).reduce(either, nothing), choices: true };
    case "if": return either(inner(step.then), inner(step.otherwise));
    case "guard": return inner(step.versions.includes(version) ? step.then : step.otherwise);
    case "repeat":
      return {
        ...times(inner(step.body), step.to), choices: step.to > step.from || inner(step.body).choices,
      };
    case "choose": return { ...nothing, choices: step.values.length > 1 };
    case "sweep": {
      const grown = inner(step.body);
      return { ...grown, choices: grown.choices || allocates(step.body, []) };
    }
    case "play": return played(step.attacker, step.steps, making);
    case "concurrently": {
      const lanes = step.lanes.map((lane) =>
        lane.kind === "play" ? played(lane.attacker, lane.steps, making) : inner(lane.body),
      );
      const grown = lanes.reduce(both, nothing);
      return {
        ...grown, lanes: grown.lanes + step.lanes.length, choices: grown.choices || step.lanes.length > 1,
      };
    }
    default: return nothing;
  }
}

function growthOfCall(step: CallStep, filtered: number, inner: (steps: readonly Step[]) => Growth): Growth {
  const { operation } = step;
  const { result } = operation;
  const handle = result === "tokenHandle" || result === "objectHandle" || result === "pipeHandle";
  const own: Growth = {
    ...nothing,
    steps: 1,
    tokens: (tokensMade[operation.routine] ?? 0) + (impersonating.includes(operation.routine) ? filtered : 0),
    handles: handle ? 1 : 0,
    contexts: contextResults.includes(result) || pipeContexts.includes(operation.routine) ? 1 : 0,
    workItems: operation.takesCode === true ? 1 : 0,
  };
  if (step.code === undefined || step.code === "none") return own;
  const code = inner(step.code);
  // the worker's entry into the item and its return
  return both(own, { ...code, steps: code.steps + 2, lanes: code.lanes + 1, choices: true });
}

function played(attacker: string, calls: number, { filtered, captured }: Making): Growth {
  return {
    ...nothing, steps: calls, tokens: (2 + filtered) * calls, handles: calls, contexts: captured * calls,
    choices: true,
    plays: new Map([[attacker, calls]]),
  };
}

function times(growth: Growth, count: number): Growth {
  const plays = new Map([...growth.plays].map(([attacker, calls]) => [attacker, calls * count] as const));
  return { ...join(growth, nothing, (value) => value * count), plays };
}

/**
 * Records of each region. `handles` and `tokens` are those that the program starts with; `named` has what it
 * names: variables, and entries of the handle table by value.
 */
export function planCounts(
  scenario: CheckedScenario, growth: Growth, numbers: Numbers,
  named: { readonly variables: readonly unknown[]; readonly handleSlots: number },
  { handles, tokens }: { readonly handles: number; readonly tokens: number },
): Record<RegionName, number> {
  const capped = (region: RegionName, count: number): number => Math.min(capacityOf(region), count);
  limit("handles at the start", handles, capacityOf("handle"));
  limit("lanes and work items at once", 1 + lanesAtOnce(scenario.steps), capacityOf("lane"));
  return {
    header: 1, lane: capped("lane", 1 + growth.lanes), thread: numbers.threads.length + 1,
    process: numbers.processes.length + 1,
    token: capped("token", 1 + tokens + growth.tokens),
    handle: capped("handle", Math.max(handles + growth.handles, named.handleSlots)),
    context: capped("context", growth.contexts),
    workItem: growth.workItems === 0 ? 1 : capped("workItem", 1 + growth.workItems),
    object: numbers.objects.length + 1, pipe: numbers.pipes.length === 0 ? 0 : numbers.pipes.length + 1,
    job: numbers.jobs.length === 0 ? 0 : numbers.jobs.length + 1,
    variable: named.variables.length,
    baseline: capped("baseline", baselines(scenario, growth, handles)),
  };
}

/** Lanes that one `concurrently` starts; work items wait when there is no room for them. */
function lanesAtOnce(steps: readonly Step[]): number {
  let most = 0;
  for (const step of steps) if (step.kind === "concurrently") most = Math.max(most, step.lanes.length);
  return most;
}

/**
 * Identities that attackers could exercise when they begin: their processes' and threads', what handles lead
 * to, what is conceded.
 */
function baselines(scenario: CheckedScenario, growth: Growth, handles: number): number {
  let count = 0;
  for (const attacker of scenario.attackers) {
    const processes = new Set(attacker.threads.map((thread) => thread.process));
    count +=
      processes.size +
      [...processes].reduce((sum, process) => sum + process.threads.length, 0) +
      handles +
      growth.handles +
      4;
  }
  return count;
}
