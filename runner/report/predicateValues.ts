/**
 * What the predicates with a name of their own (`clean`, `escalation by A`, `deputy`, `levelRaised`) looked
 * at. The model alone judges them; here is only told what there was to judge: who the thread was and is, what
 * the attacker could exercise at the start and can now.
 */
import type { ProgramNames } from "../../grammar/image/programImage.ts";
import { expressionId, instructionOf } from "../../grammar/image/tableNumbers.ts";
import type { StateView } from "../machine/stateView.ts";
import { baselinesOf } from "./excess.ts";
import type { Moment, SeenValue } from "./expressionValues.ts";
import { escalationOf } from "./gains.ts";
import {
  accountName,
  impersonationWords,
  threadIdentity,
  tokenIdentity,
  tokenIsLive,
} from "./names.ts";
import { rightsText, threadPath } from "./lines.ts";
import { levelName, listed } from "./words.ts";

/** What the named predicates of an expression looked at. */
export function predicateValues(expression: number, moment: Moment): SeenValue[] {
  return (moment.program.image.expressions[expression]?.words ?? []).flatMap((word) => {
    switch (instructionOf(word)) {
      case expressionId.Clean:
        return cleanValues(moment);
      case expressionId.Escalation:
        return baselineValues(escalationOf(word).attacker, moment);
      case expressionId.Deputy:
        return deputyValues(moment);
      case expressionId.LevelRaised:
        return levelValues(moment);
      default:
        return [];
    }
  });
}

/** The thread of the event, or every thread that is not as it should be. */
function cleanValues({ now, before, program }: Moment): SeenValue[] {
  const { names } = program;
  const event = now.field("header", 0, "eventThread");
  const threads =
    event !== 0
      ? [event]
      : Array.from({ length: now.counts.thread - 1 }, (_, index) => index + 1).filter(
          (thread) => now.field("thread", thread, "active") !== 0,
        );
  return threads.flatMap((thread) => {
    const is: SeenValue = {
      path: event === 0 ? threadPath(thread, names) : `${threadPath(thread, names)} when it returns`,
      value: impersonationWords(thread, now, names) ?? "does not impersonate",
    };
    if (now.field("thread", thread, "workItem") !== 0 || before.field("thread", thread, "workItem") !== 0)
      return [is, { path: "a worker that returns to its pool", value: "must not impersonate" }];
    return [is, { path: "when it entered", value: atEntry(thread, now, names) }];
  });
}

function atEntry(thread: number, view: StateView, names: ProgramNames): string {
  if (view.field("thread", thread, "savedActive") === 0) return "it did not impersonate";
  const token = view.field("thread", thread, "savedToken");
  const level = levelName(view.field("thread", thread, "savedLevel"));
  const isGone =
    !tokenIsLive(token, view) ||
    view.field("token", token, "generation") !== view.field("thread", thread, "savedGeneration");
  return `it impersonated ${isGone ? "with a token that is gone" : accountName(token, view, names)} at ${level}`;
}

/**
 * Who the attacker is and whom it could act as at the start; what it gained beyond them is told by
 * `gains.ts`.
 */
function baselineValues(attacker: number, { now, program: { names, image } }: Moment): SeenValue[] {
  const { threads = 0 } = image.attackers[attacker] ?? {};
  const paths = (image.domains[threads]?.values ?? []).map(({ index }) => threadPath(index, names));
  const baseline = baselinesOf(attacker, now).map((index) => tokenIdentity(index, now, names, "baseline"));
  return unique([
    { path: "the attacker", value: `${names.attackers[attacker] ?? ""}, who controls ${listed(paths)}` },
    ...baseline.map((value) => ({ path: "could act at the start as", value })),
  ]);
}

const unique = (values: readonly SeenValue[]): SeenValue[] => [
  ...new Map(values.map((value) => [value.value, value])).values(),
];

/** Numbers of the threads of a state. */
const threadsOf = (view: StateView): number[] =>
  Array.from({ length: Math.max(view.counts.thread - 1, 0) }, (_, index) => index + 1);

function deputyValues({ now, program: { names } }: Moment): SeenValue[] {
  const [thread, object] = [now.field("header", 0, "deputyThread"), now.field("header", 0, "actedObject")];
  if (thread === 0) return [];
  const whom = now.field("header", 0, "actedFor");
  const own = now.field("process", now.field("thread", whom, "process"), "token");
  const rights = rightsText(now.field("header", 0, "actedAccess"), names.objects[object]?.type ?? "file");
  return [
    {
      path: "who really acted",
      value: `${threadPath(thread, names)}, on ${names.objects[object]?.name ?? object}: ${rights}`,
    },
    { path: "as whom", value: threadIdentity(thread, now, names) },
    {
      path: "for whom",
      value: `${threadPath(whom, names)} (${tokenIdentity(own, now, names)}), who could not have done it by itself`,
    },
  ];
}

/** Threads that impersonate otherwise than before this step, with the level of the token they were given. */
function levelValues({ now, before, program: { names } }: Moment): SeenValue[] {
  const isOther = (thread: number, name: string): boolean =>
    now.field("thread", thread, name) !== before.field("thread", thread, name);
  return threadsOf(now)
    .filter((thread) => now.field("thread", thread, "active") !== 0)
    .filter((thread) => ["level", "token", "active"].some((name) => isOther(thread, name)))
    .map((thread) => {
      const token = tokenIdentity(now.field("thread", thread, "token"), now, names);
      const level = levelName(now.field("thread", thread, "level"));
      return { path: threadPath(thread, names), value: `at ${level}, with a token of ${token}` };
    });
}
