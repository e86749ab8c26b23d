/* Properties and in-block judgements of a scenario, each with its title, its event and whom it is about. */
import { events } from "../../core/tables/kinds.ts";
import type { Block, Guard, Judgement, Statement } from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";
import type { CheckContext } from "./context.ts";
import { checkJudgedCondition } from "./expressions.ts";
import type { Place } from "./scope.ts";
import type { CheckedProperty } from "./steps.ts";

const temporals = { always: 0, never: 1, sometimes: 2 } as const;
/** Events that no run has yet. */
export const eventsLater = ["thread-exit"];

/** A judgement with the title that it is known by: that of its property, else its own words. */
export function checkProperty(
  judgement: Judgement, title: string | undefined, place: Place, context: CheckContext,
): CheckedProperty {
  const condition = checkJudgedCondition(judgement.condition, judgement.at !== undefined, place, context);
  const text = context.text.slice(judgement.span.start, judgement.span.end);
  const attacker = condition.code.map((each) => each.immediate)
    .find((immediate) => typeof immediate === "object" && "attacker" in immediate);
  return {
    title: title ?? text,
    text,
    span: judgement.span,
    temporal: temporals[judgement.temporal],
    event: eventOf(judgement, context),
    condition,
    ...(typeof attacker === "object" && "attacker" in attacker && { attacker: attacker.attacker }),
  };
}

function eventOf(judgement: Judgement, context: CheckContext): number {
  if (judgement.at === undefined) return 0;
  const name = judgement.at.text;
  const row = events.find((candidate) => candidate.name === name && candidate.value !== 0);
  if (row !== undefined) return row.value;
  if (eventsLater.includes(name)) context.report.say("SCN070", judgement.at.span, `\`${name}\``);
  else
    context.report.sayNear(
      "SCN010",
      judgement.at.span,
      ["event", name],
      suggestionFor(
        name, events.slice(1).map((each) => each.name),
      ),
      events.slice(1).map((each) => each.name),
    );
  return 0;
}

/** A judgement in a scenario's code; the guards around it say for which versions it holds. */
export interface InnerJudgement {
  readonly title?: string;
  readonly judgement: Judgement;
  readonly guards: readonly { readonly guard: Guard; readonly holds: boolean }[];
}

/** Judgements and properties that stand in a scenario's code, wherever they stand. */
export function judgementsIn(block: Block, guards: InnerJudgement["guards"] = []): InnerJudgement[] {
  return block.statements.flatMap((statement) => judgementsOf(statement, guards));
}

function judgementsOf(statement: Statement, guards: InnerJudgement["guards"]): InnerJudgement[] {
  switch (statement.kind) {
    case "judgement": return [{ judgement: statement, guards }];
    case "property": return [{ title: statement.title.value, judgement: statement.judgement, guards }];
    case "actorBlock": case "atomic": case "repeat": case "maybe": case "allocationSweep":
      return judgementsIn(statement.body, guards);
    case "guard": {
      const within = (holds: boolean): InnerJudgement["guards"] => [
        ...guards, { guard: statement.guard, holds },
      ];
      return [
        ...judgementsIn(statement.then, within(true)),
        ...(statement.otherwise ? judgementsIn(statement.otherwise, within(false)) : []),
      ];
    }
    case "if":
      return [
        ...judgementsIn(statement.then, guards),
        ...(statement.otherwise ? branch(statement.otherwise, guards) : []),
      ];
    case "for":
      return [
        ...judgementsIn(statement.code.body, guards),
        ...(statement.code.finally ? judgementsIn(statement.code.finally, guards) : []),
      ];
    case "anyOf":
      return statement.alternatives.flatMap((alternative) => judgementsOf(alternative.statement, guards));
    case "concurrently":
      return statement.lanes.flatMap((lane) => (lane.kind === "lane" ? judgementsIn(lane.body, guards) : []));
    default: return [];
  }
}

function branch(
  statement: Extract<Statement, { kind: "if" }> | Block, guards: InnerJudgement["guards"],
): InnerJudgement[] {
  return statement.kind === "block" ? judgementsIn(statement, guards) : judgementsOf(statement, guards);
}
