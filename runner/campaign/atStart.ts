/**
 * What an attacker could be before it began. "No escalation" measures from where the outermost statement
 * with its play begins; a thread that was raised before is part of that, and nothing is gained by it. Whoever
 * meant the raise to be found should hear why it was not.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { expressionId, instructionOf } from "../../grammar/image/tableNumbers.ts";
import type { CampaignCounts } from "../machine/machine.ts";
import { escalationOf } from "../report/gains.ts";
import { threadPath } from "../report/lines.ts";

/** A sentence for each attacker of whom a property, not broken, says nothing about what came before. */
export function raisedBefore(
  program: Program,
  counts: CampaignCounts,
  broken: ReadonlySet<number>,
): string[] {
  const { image, names } = program;
  return image.attackers.flatMap((_, attacker) => {
    const held = image.properties.findIndex(
      ({ expression }, index) => !broken.has(index) && asksForIdentity(program, expression, attacker),
    );
    const { threads, byHandle } = counts.atStart[attacker]!;
    if (held < 0 || (threads === 0 && !byHandle)) return [];
    const who = names.attackers[attacker]!;
    const raised = Array.from({ length: 32 }, (_, thread) => thread)
      .filter((thread) => (threads >>> thread) & 1)
      .map((thread) => threadPath(thread, names));
    const what =
      raised.length === 0
        ? "a handle was open"
        : `${raised.join(" and ")} ${raised.length === 1 ? "was" : "were"} raised`;
    const title = names.properties[held]!.title || names.properties[held]!.text;
    return [
      `${who}: ${what} before it began, which is more than its processes could be, so "${title}" counts that as ` +
        "its own; what raises it belongs into the block in which it plays",
    ];
  });
}

const asksForIdentity = ({ image }: Program, expression: number, attacker: number): boolean =>
  (image.expressions[expression]?.words ?? [])
    .filter((word) => instructionOf(word) === expressionId.Escalation)
    .map(escalationOf)
    .some((asked) => asked.attacker === attacker && (asked.kinds & 1) !== 0);
