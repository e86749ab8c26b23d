/* Numbers of the declared things of a program: threads, processes and objects from 1, attackers from 0. */
import { regions, type RegionName } from "../../core/tables/layout.ts";
import type { CheckedScenario, Step } from "../check/steps.ts";
import type { ObjectDeclaration, Process, Thing, Thread } from "../resolve/model.ts";
import { limit } from "./limits.ts";
import { everyStep } from "./walk.ts";

export const capacityOf = (region: RegionName): number => regions.find((row) => row.name === region)!.capacity;

/** Pool threads that exist when anything is queued, named or not. */
const workersWhenQueued = 2;

export class Numbers {
  readonly threads: readonly Thread[];
  readonly processes: readonly Process[];
  readonly objects: readonly ObjectDeclaration[];
  readonly attackers: readonly string[];

  constructor(scenario: CheckedScenario) {
    this.processes = scenario.processes;
    this.objects = scenario.objects;
    const system = scenario.processes[0]!;
    const workers = Math.max(namedWorkers(scenario, system), queues(scenario.steps) ? workersWhenQueued : 0);
    this.threads = scenario.processes.flatMap((process) => (process === system ? systemThreads(process, workers) : process.threads));
    this.attackers = scenario.attackers.map((attacker) => attacker.name);
    limit("processes", this.processes.length, capacityOf("process") - 1);
    limit("threads", this.threads.length, capacityOf("thread") - 1);
    limit("objects", this.objects.length, capacityOf("object") - 1);
    limit("attackers", this.attackers.length, 8);
  }

  /** Number of a declared thing. */
  of(thing: Thing): number {
    const list: readonly Thing[] = thing.kind === "thread" ? this.threads : thing.kind === "process" ? this.processes : this.objects;
    return list.indexOf(thing) + 1;
  }

  attacker(name: string): number {
    return this.attackers.indexOf(name);
  }
}

/** `system.main`, and as many pool threads as are asked for; those that no line names come into being here. */
function systemThreads(system: Process, workers: number): Thread[] {
  while (system.threads.length <= workers) {
    system.threads.push({ kind: "thread", name: `worker${system.threads.length}`, process: system, role: "worker" });
  }
  return system.threads.slice(0, workers + 1);
}

function queues(steps: readonly Step[]): boolean {
  for (const step of everyStep(steps)) if (step.kind === "call" && step.operation.takesCode === true) return true;
  return false;
}

/** The highest number of a pool thread that this scenario names anywhere. */
function namedWorkers(scenario: CheckedScenario, system: Process): number {
  let most = 0;
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null || depth > 6) return;
    const thing = value as Partial<Thread>;
    if (thing.kind === "thread" && thing.role === "worker") most = Math.max(most, system.threads.indexOf(value as Thread));
    else if (thing.kind === undefined || ["thing", "thread", "binding"].includes(thing.kind as string)) for (const inner of Object.values(value)) look(inner, depth + 1);
  };
  for (const step of everyStep(scenario.steps)) {
    if ("actor" in step) look(step.actor, 0);
    if (step.kind === "call") step.operands.forEach((operand) => look(operand, 0));
    if (step.kind === "concurrently") step.lanes.forEach((lane) => lane.kind === "lane" && look({ thread: lane.thread }, 0));
    if (step.kind === "concede") look(step.what, 0);
    if (step.kind === "choose") step.values.forEach((each) => look(each.value, 0));
    if (step.kind === "act") { look(step.whom, 0); look(step.object, 0); }
    if (step.kind === "expect" || step.kind === "if") step.condition.code.forEach((each) => look(each.immediate, 0));
  }
  for (const property of scenario.properties) property.condition.code.forEach((each) => look(each.immediate, 0));
  for (const attacker of scenario.attackers) {
    look({ threads: attacker.threads }, 0);
    attacker.calls.forEach((call) => call.domains.forEach((domain) => domain.values.forEach((value) => look(value, 0))));
  }
  return most;
}
