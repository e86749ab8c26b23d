/**
 * Simpler values for what an attacker chose: fewer rights, false before true, a lower level, the first of
 * several things. Only values that it could have drawn, so that a simplified failure is one that it could
 * have caused; what drivers and servers do is left as it is.
 */
import { operations, type Operation } from "../../core/tables/operations.ts";
import { encodeOperand } from "../../grammar/image/encodeImage.ts";
import type { ImageAttacker, ProgramImage } from "../../grammar/image/programImage.ts";
import type { FlatLine } from "./flatRun.ts";

const routines = new Map((operations as readonly Operation[]).map((row) => [row.id, row]));
const NOTHING = 0;
const CONSTANT = 5;
const VARIABLE = 2;
const HANDLE = 6;

/** Lines that differ from the line in one value and are simpler, the simplest first. */
export function simplerLines(line: FlatLine, image: ProgramImage): FlatLine[] {
  if (!line.byAttacker) return [];
  const [operation, actor] = [line.bytes[0]!, line.bytes[1]!];
  const attacker = image.attackers.find(
    (each) =>
      threadsOf(each, image).includes(actor) && each.calls.some((call) => call.operation === operation),
  );
  const call = attacker?.calls.find((each) => each.operation === operation);
  if (attacker === undefined || call === undefined) return [];
  const actors = threadsOf(attacker, image)
    .filter((thread) => thread < actor)
    .map((thread) => withByte(line, 1, thread));
  const values = call.domains.flatMap((domain, position) =>
    domain === undefined ? [] : simplerOperands(line, operation, position, domain, image),
  );
  return [...actors, ...values];
}

function threadsOf(attacker: ImageAttacker, image: ProgramImage): number[] {
  return image.domains[attacker.threads]!.values.map((operand) => operand.index);
}

function simplerOperands(
  line: FlatLine,
  operation: number,
  position: number,
  domain: number,
  image: ProgramImage,
): FlatLine[] {
  const kind = routines.get(operation)?.operands[position]?.kind ?? "";
  const present = operandOf(line, position);
  // which handle a name stands for says more than a number does
  if (present >>> 12 === VARIABLE || present >>> 12 === HANDLE) return [];
  const cost = (operand: number): number => costOf(operand, kind, image);
  const candidates = image.domains[domain]!.values.map(encodeOperand).filter(
    (operand) => cost(operand) < cost(present),
  );
  return [...new Set(candidates)]
    .sort((a, b) => cost(a) - cost(b))
    .map((operand) => withOperand(line, position, operand));
}

/** How much a value says: bits of a mask, changes of a list, otherwise its number. */
function costOf(operand: number, kind: string, image: ProgramImage): number {
  const index = operand & 0xfff;
  // nothing says least: it is what the call takes when it is not told
  if (operand >>> 12 === NOTHING) return -1;
  if (kind === "privilegeChanges") return 1_000 * (image.privilegeLists[index]?.length ?? 0) + index;
  if (operand >>> 12 !== CONSTANT) return index;
  const mask = image.constants[index]!;
  return 40 * bitCount(mask) + Math.log2(mask + 1);
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}

const operandOf = ({ bytes }: FlatLine, position: number): number =>
  bytes[4 + 2 * position]! | (bytes[5 + 2 * position]! << 8);

function withByte(line: FlatLine, at: number, value: number): FlatLine {
  const bytes = line.bytes.slice();
  bytes[at] = value;
  return { ...line, bytes };
}

function withOperand(line: FlatLine, position: number, operand: number): FlatLine {
  const bytes = line.bytes.slice();
  bytes[4 + 2 * position] = operand & 0xff;
  bytes[5 + 2 * position] = operand >>> 8;
  return { ...line, bytes };
}
