/**
 * The same attacker at play in the module and in the reference model: there as commands that fast-check draws
 * and makes, which is how one would fuzz a model in TypeScript today; and there again without fast-check, so
 * that it can be seen what is fast-check's and what the model's. Both check less than the module does: that
 * no thread of the attacker comes to impersonate LocalSystem.
 */
import fc from "fast-check";
import { makeStep, Skipped } from "../../core/test/reference/step.ts";
import type { World } from "../../core/test/reference/state.ts";
import { worldOf } from "../../core/test/reference/world.ts";
import { variableKinds } from "../../core/tables/kinds.ts";
import type { Operation } from "../../core/tables/operations.ts";
import type { ImageCall, Program } from "../../grammar/image/programImage.ts";
import { encodeOperand, operandOf } from "../../grammar/image/records.ts";
import { operationOf, recordFlag } from "../../grammar/image/tableNumbers.ts";
import type { JournalEntry } from "../machine/machine.ts";
import { PLAYED_CALLS, type FilterProgram } from "./filterProgram.ts";
import { interleave, processorSeconds, rowOf, type Measured } from "./measure.ts";
import { RawCore } from "./rawCore.ts";

const ROUNDS = 7;
const CORE_CASES = 40_000;
const DRIVEN_RUNS = 150;
const BARE_CASES = 300;
const OPERANDS = 5;
const SYSTEM = "S-1-5-18", SECURITY_IMPERSONATION = 2;

/** The reference at work, and how many calls it has made. */
class Played {
  calls = 0;
  private results = 0;

  constructor(private readonly program: Program, private readonly world: World) {}

  /**
   * Makes a call that is told by numbers, each reduced to what there is; none where an operand is missing.
   */
  make(call: number, thread: number, picks: readonly number[]): void {
    const attacker = this.program.image.attackers[0]!;
    const chosen = attacker.calls[call % attacker.calls.length]!;
    const operands = Array.from({ length: OPERANDS }, (_, place) =>
      this.operand(chosen, place, picks[place] ?? 0));
    const threads = this.program.image.domains[attacker.threads]!.values;
    const actor = operandOf(threads[thread % threads.length]!).index;
    if (operands.includes(undefined) || this.world.bugCheck !== undefined) return;
    try {
      makeStep(this.world, this.program, {
        operation: chosen.operation, actor, operands: operands as number[], fault: 0,
        result: attacker.playVariable + this.results++, flags: recordFlag.BindsResult,
        status: 0, value: 0, programCounter: 0, stepFlags: 0, lane: 0,
      } satisfies JournalEntry);
      this.calls++;
    } catch (error) {
      if (!(error instanceof Skipped)) throw error;
    }
  }

  /** Whether the attacker has LocalSystem on one of its threads. */
  hasSystem(): boolean {
    const { processes } = this.program.image.attackers[0]!;
    return this.world.threads.some(({ process, impersonation }) =>
      impersonation !== undefined && impersonation.level >= SECURITY_IMPERSONATION &&
      impersonation.token.user === SYSTEM && processes.includes(this.world.processes.indexOf(process) + 1));
  }

  private operand(call: ImageCall, place: number, pick: number): number | undefined {
    const number = call.domains[place];
    if (number === undefined) return encodeOperand({ form: "None", index: 0 });
    const { values, dynamicKind } = this.program.image.domains[number]!;
    const things = dynamicKind === 0 ? [] : this.variablesOf(dynamicKind);
    const choice = pick % Math.max(values.length + things.length, 1);
    if (choice < values.length) return encodeOperand(values[choice]!);
    const thing = things[choice - values.length];
    return thing === undefined ? undefined : encodeOperand({ form: "Variable", index: thing });
  }

  private variablesOf(kind: number): number[] {
    const name = variableKinds.find((row) => row.value === kind)?.name.toLowerCase();
    return [...this.world.variables]
      .filter(([, bound]) => bound.kind.toLowerCase() === name)
      .map(([index]) => index);
  }
}

/** One call of the attacker, for fast-check to draw, make and print. */
class AttackerCall implements fc.Command<object, Played> {
  constructor(
    private readonly call: number, private readonly thread: number, private readonly picks: readonly number[],
  ) {}

  check(): boolean {
    return true;
  }

  run(_model: object, played: Played): void {
    played.make(this.call, this.thread, this.picks);
    if (played.hasSystem()) throw new Error("the attacker impersonates LocalSystem");
  }

  toString(): string {
    return `call ${this.call} on thread ${this.thread} with ${this.picks.join(", ")}`;
  }
}

/** Calls a second of the reference, driven by fast-check. */
function driven(program: Program): () => number {
  const call = fc
    .tuple(fc.nat(1_000), fc.nat(30), fc.array(fc.nat(10_000), { minLength: OPERANDS, maxLength: OPERANDS }))
    .map(([number, thread, picks]) => new AttackerCall(number, thread, picks));
  const commands = fc.commands([call], { maxCommands: PLAYED_CALLS, size: "max" });
  let seed = 1;
  return () => {
    let calls = 0;
    const seconds = processorSeconds(() => {
      const property = fc.property(commands, (each) => {
        const real = new Played(program, worldOf(program));
        fc.modelRun(() => ({ model: {}, real }), each);
        calls += real.calls;
      });
      fc.assert(property, { numRuns: DRIVEN_RUNS, seed: seed++ });
    });
    return calls / seconds;
  };
}

/** Calls a second of the reference alone, with numbers from a generator of one line. */
function bare(program: Program): () => number {
  let state = 1;
  const drawn = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8;
  return () => {
    let calls = 0;
    const seconds = processorSeconds(() => {
      for (let number = 0; number < BARE_CASES; number++) {
        const played = new Played(program, worldOf(program));
        for (let each = 0; each < PLAYED_CALLS; each++) {
          played.make(drawn(), drawn(), Array.from({ length: OPERANDS }, drawn));
          if (played.hasSystem()) throw new Error("the attacker impersonates LocalSystem");
        }
        calls += played.calls;
      }
    });
    return calls / seconds;
  };
}

/** Calls a second of the module in bulk. */
function bulk(program: Program): () => number {
  const core = new RawCore(program.image);
  core.draw(0, CORE_CASES);
  let next = CORE_CASES;
  return () => {
    const before = core.counts().operations;
    const seconds = processorSeconds(() => core.draw(next, CORE_CASES));
    next += CORE_CASES;
    return (core.counts().operations - before) / seconds;
  };
}

export async function fastCheck({ played }: FilterProgram): Promise<Measured[]> {
  const names = played.image.attackers[0]!.calls.map(({ operation }) => operationOf(operation) as Operation);
  const against = `an attacker of ${names.length} routines`;
  const [core, commands, model] = [bulk(played), driven(played), bare(played)];
  const withCommands = await interleave(ROUNDS, core, commands);
  const alone = await interleave(ROUNDS, core, model);
  return [
    {
      row: rowOf("fast-check", "calls/s", withCommands),
      against: `the reference model driven by fast-check, ${against}`,
      goal: "at least 100",
    },
    { row: rowOf("reference", "calls/s", alone), against: `the reference model alone, ${against}` },
  ];
}
