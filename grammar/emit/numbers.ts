/* Numbers of the declared things of a program: threads, processes and objects from 1, attackers from 0. */
import { regions, type RegionName } from "../../core/tables/layout.ts";
import type { CheckedScenario, Step, StepOperand, ValueType } from "../check/steps.ts";
import { variableKind } from "../image/tableNumbers.ts";
import type { Job, ObjectDeclaration, Process, Thing, Thread } from "../resolve/model.ts";
import { limit } from "./limits.ts";
import { everyStep, expressionsOf } from "./walk.ts";

export const capacityOf = (region: RegionName): number =>
  regions.find((row) => row.name === region)!.capacity;

/** Pool threads that exist when anything is queued, named or not. */
const workersWhenQueued = 2;

export class Numbers {
  readonly threads: readonly Thread[];
  readonly processes: readonly Process[];
  readonly objects: readonly ObjectDeclaration[];
  readonly jobs: readonly Job[];
  readonly attackers: readonly string[];

  constructor(scenario: CheckedScenario) {
    this.processes = scenario.processes;
    this.objects = scenario.objects;
    this.jobs = scenario.jobs;
    const system = scenario.processes[0]!;
    const workers = Math.max(namedWorkers(scenario, system), queues(scenario.steps) ? workersWhenQueued : 0);
    this.threads = scenario.processes.flatMap((process) =>
      process === system ? systemThreads(process, workers) : process.threads,
    );
    this.attackers = scenario.attackers.map((attacker) => attacker.name);
    limit("processes", this.processes.length, capacityOf("process") - 1);
    limit("threads", this.threads.length, capacityOf("thread") - 1);
    limit("objects", this.objects.length, capacityOf("object") - 1);
    limit("pipes", this.pipes.length, capacityOf("pipe") - 1);
    limit("attackers", this.attackers.length, 8);
  }

  /** Number of a declared thing. */
  of(thing: Thing): number {
    const list: readonly Thing[] =
      thing.kind === "thread" ? this.threads : thing.kind === "process" ? this.processes : this.objects;
    return list.indexOf(thing) + 1;
  }

  /** Number of a job; 0: none. */
  job(job: Job | undefined): number {
    return job === undefined ? 0 : this.jobs.indexOf(job) + 1;
  }

  /** Objects that are pipes, whose numbers are their places from 1. */
  get pipes(): readonly ObjectDeclaration[] {
    return this.objects.filter((object) => object.pipe !== undefined);
  }

  attacker(name: string): number {
    return this.attackers.indexOf(name);
  }
}

/**
 * `system.main`, and as many pool threads as are asked for; those that no line names come into being here.
 */
function systemThreads(system: Process, workers: number): Thread[] {
  while (system.threads.length <= workers) {
    system.threads.push({
      kind: "thread", name: `worker${system.threads.length}`, process: system, role: "worker",
    });
  }
  return system.threads.slice(0, workers + 1);
}

function queues(steps: readonly Step[]): boolean {
  for (const step of everyStep(steps)) {
    if (step.kind === "call" && step.operation.takesCode === true) return true;
  }
  return false;
}

/** The highest number of a pool thread that this scenario names anywhere. */
function namedWorkers(scenario: CheckedScenario, system: Process): number {
  let most = 0;
  for (const thing of namedThings(scenario)) {
    if (thing.kind === "thread" && thing.role === "worker") {
      most = Math.max(most, system.threads.indexOf(thing));
    }
  }
  return most;
}

/** Every declared thing that steps, conditions and attackers name. */
function* namedThings(scenario: CheckedScenario): Generator<Thing> {
  for (const step of everyStep(scenario.steps)) {
    if ("actor" in step && step.actor.kind === "thread") yield step.actor.thread;
    if (step.kind === "concurrently") {
      for (const lane of step.lanes) if (lane.kind === "lane") yield lane.thread;
    }
    for (const operand of operandsOf(step)) if (operand.form === "thing") yield operand.thing;
  }
  for (const { code } of expressionsOf(scenario)) {
    for (const { immediate } of code) {
      if (typeof immediate !== "object") continue;
      if ("thing" in immediate) yield immediate.thing;
      if ("deputy" in immediate && immediate.deputy !== undefined) yield immediate.deputy;
    }
  }
  for (const { threads, calls, holds } of scenario.attackers) {
    yield* threads;
    for (const { thing } of holds) yield thing;
    for (const { values } of calls.flatMap((call) => call.domains)) {
      for (const value of values) if (value.form === "thing") yield value.thing;
    }
  }
}

function operandsOf(step: Step): readonly StepOperand[] {
  switch (step.kind) {
    case "call": return step.operands;
    case "act": return step.whom === undefined ? [step.object] : [step.object, step.whom];
    case "concede": return [step.what];
    case "choose": return step.values.map((each) => each.value);
    default: return [];
  }
}

/** What the variable of a chosen value holds. */
export function chosenKind(type: ValueType): number {
  if (type === "thread") return variableKind.Thread;
  if (type === "process") return variableKind.Process;
  return type === "object" ? variableKind.Object : variableKind.Number;
}
