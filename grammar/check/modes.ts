/*
 * In which mode calls are made. The mode of a thread is that of its innermost open frame, and flat programs
 * open and close frames line by line, so it depends on the way that a run has taken. This goes through the
 * checked steps as a run would, on all ways at once, and keeps for each thread how many frames it has open at
 * least and at most: a routine of the kernel wants one at least on every way.
 */
import type { Report } from "../resolve/report.ts";
import type { Thread } from "../resolve/model.ts";
import type { Span } from "../syntaxTree.ts";
import { actorText } from "./actors.ts";
import { OpenFrames } from "./openFrames.ts";
import type {
  Actor, Binding, CallStep, CheckedExpression, CheckedLane, Instruction, Step,
} from "./steps.ts";

/** Says which calls are made in a mode that their routines do not allow, and which frames cannot be. */
export function checkModes(steps: readonly Step[], versions: readonly string[], report: Report): void {
  const all = new ModeReader(versions, report);
  report.quietly(() => all.read(steps, OpenFrames.none));
  const readers = (all.versionsMatter ? versions.map((version) => [version]) : [versions]).map((group) => {
    const reader = new ModeReader(group, report);
    reader.read(steps, OpenFrames.none);
    return reader;
  });
  for (const { wrong } of readers) {
    for (const [span, { form, values }] of wrong) {
      const isRightElsewhere = readers.some((other) => other.judged.has(span) && !other.wrong.has(span));
      report.say(form === "SCN021" && isRightElsewhere ? "SCN021/some" : form, span, ...values);
    }
  }
}

type Ways = OpenFrames | undefined;
type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

class ModeReader {
  /** What is open where a `return` leaves the innermost frame. */
  private left: Ways;
  /** Calls that a place may not make, by place; certainty comes before what holds on some ways only. */
  readonly wrong = new Map<Span, { form: "SCN021" | "SCN021/some"; values: string[] }>();
  /** Places whose calls were looked at. */
  readonly judged = new Set<Span>();

  /** Whether a guard opens or closes a frame, so that each version has to be looked at by itself. */
  versionsMatter = false;

  constructor(private versions: readonly string[], private readonly report: Report) {}

  /** What is open behind some steps; undefined where no way leads on. */
  read(steps: readonly Step[], start: Ways): Ways {
    let ways = start;
    for (const step of steps) {
      if (ways === undefined) return undefined;
      ways = this.step(step, ways);
    }
    return ways;
  }

  private step(step: Step, ways: OpenFrames): Ways {
    switch (step.kind) {
      case "call": return this.call(step, ways);
      case "unsound":
        this.judge(step, ways);
        return ways;
      case "act":
        return step.otherwise === undefined ? ways : OpenFrames.meet(ways, this.read(step.otherwise, ways));
      case "enter": return ways.entered(step.actor);
      case "leave":
        if (ways.depthOf(step.actor).most === 0) this.report.say("SCN068", step.span, actorText(step.actor));
        return ways.leftBy(step.actor);
      case "enterWorkItem": return this.enterItem(step, ways);
      case "frame": return this.frame(step.body, ways);
      case "finally": return this.finally(step, ways);
      case "return":
        this.left = OpenFrames.meet(this.left, ways);
        return undefined;
      case "concurrently": return this.concurrently(step.lanes, ways);
      case "atomic": case "sweep": return this.read(step.body, ways);
      case "anyOf":
        return step.alternatives.length === 0
          ? ways
          : step.alternatives.map(({ body }) => this.read(body, ways)).reduce(OpenFrames.meet);
      case "repeat": return this.repeat(step, ways);
      case "choose": return ways.choosing(step.binding, threadsAmong(step));
      case "if":
        return OpenFrames.meet(
          this.read(step.then, waysWhere(step.condition, true, ways)),
          this.read(step.otherwise, waysWhere(step.condition, false, ways)),
        );
      case "guard": return this.guard(step, ways);
      case "play": case "start": case "concede": case "expect": return ways;
    }
  }

  private call(step: CallStep, ways: OpenFrames): Ways {
    this.judge(step, ways);
    // a worker runs it at some later time, when whoever is in the kernel now may have left it
    if (Array.isArray(step.code)) this.frame(step.code as readonly Step[], ways.loosened());
    const behind = step.result === undefined ? ways : ways.queued(step.result);
    return step.otherwise === undefined ? behind : OpenFrames.meet(behind, this.read(step.otherwise, behind));
  }

  private judge({ operation, actor, named }: CallStep | StepOf<"unsound">, ways: OpenFrames): void {
    const depth = ways.depthOf(actor);
    this.judged.add(named);
    const say = (form: "SCN021" | "SCN021/some"): void => {
      const known = this.wrong.get(named);
      if (known !== undefined && known.form !== "SCN021/some") return;
      this.wrong.set(named, { form, values: [operation.routine, actorText(actor)] });
    };
    if (operation.mode === "kernel" && depth.kernelLeast === 0 && depth.known) {
      say(depth.kernelMost === 0 ? "SCN021" : "SCN021/some");
    }
  }

  private enterItem(step: StepOf<"enterWorkItem">, ways: OpenFrames): OpenFrames {
    const { actor, item, span } = step;
    if (ways.threadsOf(actor)?.every((thread) => thread.role !== "worker") === true) {
      this.report.say("SCN068/pool", span, actorText(actor), item.name);
    } else if (ways.hasRun(item)) this.report.say("SCN068/again", span, item.name);
    return ways.entered(actor).run(item);
  }

  private frame(body: readonly Step[], ways: OpenFrames): Ways {
    const outer = this.left;
    this.left = undefined;
    const end = this.read(body, ways);
    const behind = OpenFrames.meet(end, this.left);
    this.left = outer;
    return behind;
  }

  /** The last part stands on each way out. It is read once, and mostly leaves as many frames as it found. */
  private finally(step: StepOf<"finally">, ways: OpenFrames): Ways {
    const outer = this.left;
    this.left = undefined;
    const end = this.read(step.body, ways);
    const returning = this.left;
    this.left = outer;
    const before = OpenFrames.meet(end, returning);
    const behind = this.read(step.last, before);
    const isBalanced = before !== undefined && behind !== undefined && behind.equals(before);
    if (returning !== undefined) this.left = OpenFrames.meet(this.left, isBalanced ? returning : behind);
    return end === undefined ? undefined : isBalanced ? end : behind;
  }

  /** Lanes interleave: what another lane's thread has open is not certain in this one. */
  private concurrently(lanes: readonly CheckedLane[], ways: OpenFrames): OpenFrames {
    const threads = lanes.flatMap((lane) => (lane.kind === "lane" ? [lane.thread] : []));
    let behind = ways;
    for (const lane of lanes) {
      if (lane.kind === "play") continue;
      const start = ways.loosened(threads.filter((thread) => thread !== lane.thread));
      const end = this.frame(lane.body, start);
      behind = end === undefined ? behind : behind.changedAs(start, end);
    }
    return behind;
  }

  /** A round may begin where the last one ended; a number of frames that moves may be any number. */
  private repeat(step: StepOf<"repeat">, ways: OpenFrames): Ways {
    if (step.to === 0) return ways;
    let end = this.read(step.body, ways);
    if (step.to > 1 && end !== undefined) {
      const again = OpenFrames.meet(ways, end)!.widenedFrom(ways);
      if (!again.equals(ways)) end = this.read(step.body, again);
    }
    return step.from === 0 ? OpenFrames.meet(ways, end) : end;
  }

  private guard(step: StepOf<"guard">, ways: OpenFrames): Ways {
    const outer = this.versions;
    const read = (steps: readonly Step[], holds: boolean): Ways => {
      this.versions = outer.filter((version) => step.versions.includes(version) === holds);
      return this.versions.length === 0 ? undefined : this.read(steps, ways);
    };
    const [then, otherwise] = [read(step.then, true), read(step.otherwise, false)];
    const behind = OpenFrames.meet(then, otherwise);
    this.versions = outer;
    if ([then, otherwise].some((way) => way?.equals(ways) === false)) this.versionsMatter = true;
    return behind;
  }
}

/** What `t.mode == kernel` tells where it turned out as `holds` says; other conditions tell nothing. */
function waysWhere({ code }: CheckedExpression, holds: boolean, ways: OpenFrames): Ways {
  const [who, property, mode, comparison] = code;
  const isEqual = comparison?.name === "Equal";
  const asksMode = property?.name === "ThreadMode" && (isEqual || comparison?.name === "NotEqual");
  const actor = who && actorOf(who);
  if (code.length !== 4 || !asksMode || actor === undefined || mode?.name !== "Literal") return ways;
  return ways.inMode(actor, (mode.immediate === 1) === (isEqual === holds) ? "kernel" : "user");
}

/** Of whom an instruction of a condition speaks. */
function actorOf({ immediate }: Instruction): Actor | undefined {
  if (typeof immediate !== "object") return undefined;
  if ("thing" in immediate && immediate.thing.kind === "thread") {
    return { kind: "thread", thread: immediate.thing };
  }
  return "binding" in immediate ? { kind: "binding", binding: immediate.binding } : undefined;
}

/** The threads that a choice has; undefined when it is one of other things. */
function threadsAmong({ binding, values }: StepOf<"choose">): Thread[] | undefined {
  if (binding.type !== "thread") return undefined;
  return values.flatMap(({ value }) =>
    value.form === "thing" && value.thing.kind === "thread" ? [value.thing] : [],
  );
}
