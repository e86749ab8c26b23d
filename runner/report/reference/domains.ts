/** The values that an attacker's operands are drawn from, asked of the checker itself, in words. */
import { accessRights, genericRights, standardRights } from "../../../core/tables/accessRights.ts";
import { handleKinds, variableKinds } from "../../../core/tables/kinds.ts";
import type { Operand } from "../../../core/tables/operations.ts";
import { domainOf } from "../../../grammar/check/attackers.ts";
import type { StepOperand } from "../../../grammar/check/steps.ts";
import { nameOfSid } from "../../../grammar/emit/securityIdentifiers.ts";
import type { Declarations } from "../../../grammar/resolve/model.ts";
import { wordNamed, wordsOf, type WordKind } from "../../../grammar/words.ts";
import { hexadecimal } from "../../../grammar/statusWords.ts";
import { privilegeName } from "../words.ts";

/** A world in which nothing is declared: what is drawn from it is drawn in every world. */
const emptyWorld = { processes: [], objects: [], accounts: new Map() } as unknown as Declarations;
const declared: Readonly<Record<string, string>> = {
  thread: "threads that it may name",
  threadHandle: "threads that it may name",
  privilegeChanges: "each privilege that a process holds, likewise",
  privileges: "each privilege that a process holds",
  sids: "the user of each process",
  process: "processes that it may name",
  processHandle: "processes that it may name",
  object: "objects that it may name",
};

/** What is drawn for an operand of an attacker's call. */
export function drawnValues(operand: Operand): string {
  const { values, dynamicKind, handleKind } = domainOf(operand, [], emptyWorld);
  const fixed = values.map((value) => valueInWords(value, operand));
  const kind = variableKinds.find((row) => row.value === dynamicKind)?.name.toLowerCase();
  const of = handleKinds.find((row) => row.value === handleKind && row.value !== 0)?.name.toLowerCase();
  const own =
    dynamicKind === 0
      ? []
      : [kind === "handle" ? `its handles${of ? ` to a ${of}` : ""}` : `each ${kind} that it got`];
  const [none, others] = [fixed.filter((text) => text === "none"), fixed.filter((text) => text !== "none")];
  return [
    ...new Set([...others, ...(declared[operand.kind] ? [declared[operand.kind]!] : []), ...own, ...none]),
  ].join(", ");
}

function valueInWords(value: StepOperand, operand: Operand): string {
  switch (value.form) {
    case "current":
      return "current";
    case "literal":
      return literalInWords(value.value, operand);
    case "constant":
      return maskInWords(value.value, operand);
    case "privileges":
      if (operand.kind === "privileges") return value.changes.map(({ luid }) => privilegeName(luid)).join(", ");
      return `${value.changes.map(({ luid }) => privilegeName(luid)).join(", ")} enabled, disabled, removed`;
    case "sids":
      return value.sids.map(({ sid }) => nameOfSid(sid)).join(", ");
    default:
      return "none";
  }
}

function literalInWords(value: number, { kind }: Operand): string {
  if (kind === "boolean") return value === 0 ? "false" : "true";
  const word = wordsOf(kind as WordKind).find((name) => {
    const meant = wordNamed(name);
    return meant !== undefined && "value" in meant && meant.value === value;
  });
  return word ?? String(value);
}

/** The names of a mask as the table has them. */
function maskInWords(mask: number, { rightsOf }: Operand): string {
  const row = accessRights.find((each) => each.type === (rightsOf ?? "file"))!;
  const known = [...row.rights, ...standardRights, ...genericRights];
  const valueOf = (names: readonly string[]): number =>
    names.reduce((bits, name) => (bits | known.find((right) => right.name === name)!.value) >>> 0, 0);
  return row.drawn.find((names) => valueOf(names) === mask)?.join(" | ") ?? hexadecimal(mask);
}
