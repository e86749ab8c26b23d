/**
 * Simpler values for what an attacker chose: fewer rights, false before true, a lower level, the first of
 * several things, a thing by its name before a handle that another line opened. Only values that it could
 * have drawn, so that a simplified failure is one that it could have caused; what drivers and servers do is
 * left as it is.
 */
import { genericRights } from "../../core/tables/accessRights.ts";
import type { ImageAttacker, ProgramImage } from "../../grammar/image/programImage.ts";
import { encodeOperand, operandOf, withOperand } from "../../grammar/image/records.ts";
import { operationOf } from "../../grammar/image/tableNumbers.ts";
import type { FlatLine } from "./flatRun.ts";

/** Lines that differ from the line in one value and are simpler, the simplest first. */
export function simplerLines(line: FlatLine, image: ProgramImage): FlatLine[] {
  if (!line.byAttacker) return [];
  const { operation, actor } = line.record;
  const attacker = image.attackers.find(
    (each) =>
      threadsOf(each, image).includes(actor) && each.calls.some((call) => call.operation === operation),
  );
  const call = attacker?.calls.find((each) => each.operation === operation);
  if (attacker === undefined || call === undefined) return [];
  const actors = threadsOf(attacker, image)
    .filter((thread) => thread < actor)
    .map((thread) => ({ ...line, record: { ...line.record, actor: thread } }));
  const values = call.domains.flatMap((domain, position) =>
    domain === undefined ? [] : simplerOperands(line, position, domain, image),
  );
  return [...actors, ...values];
}

function threadsOf(attacker: ImageAttacker, image: ProgramImage): number[] {
  return image.domains[attacker.threads]!.values.map((operand) => operand.index);
}

function simplerOperands(line: FlatLine, position: number, domain: number, image: ProgramImage): FlatLine[] {
  const { record } = line;
  const kind = operationOf(record.operation)?.operands[position]?.kind ?? "";
  const present = record.operands[position]!;
  const cost = (operand: number): number => costOf(operand, kind, image);
  const candidates = image.domains[domain]!.values.map(encodeOperand).filter(
    (operand) => cost(operand) < cost(present),
  );
  return [...new Set(candidates)]
    .sort((a, b) => cost(a) - cost(b))
    .map((operand) => ({ ...line, record: withOperand(record, position, operand) }));
}

/**
 * How much a value says: bits of a mask, changes of a list, otherwise its number. A generic right is one bit
 * and stands for many. What another line made says most, since that line must stay.
 */
function costOf(operand: number, kind: string, image: ProgramImage): number {
  const { form, index } = operandOf(operand);
  if (form === "Variable" || form === "Handle") return Infinity;
  // nothing says least: it is what the call takes when it is not told
  if (form === "None") return -1;
  if (kind === "privilegeChanges" || kind === "privileges") {
    return 1_000 * (image.privilegeLists[index]?.length ?? 0) + index;
  }
  if (kind === "sids") return 1_000 * (image.sidLists[index]?.length ?? 0) + index;
  if (form !== "Constant") return index;
  const mask = image.constants[index]!;
  const isGeneric = kind === "access" && genericRights.some(({ value }) => (mask & value) !== 0);
  return 40 * (isGeneric ? 32 : bitCount(mask)) + Math.log2(mask + 1);
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
