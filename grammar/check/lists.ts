/*
 * Operands that are lists: privileges, with attributes or without, and SIDs. They become lists of the
 * program, which records name by number.
 */
import type { Operand, OperandKind } from "../../core/tables/operations.ts";
import { pathText } from "../resolve/members.ts";
import type { Expression, MaskExpression, Path } from "../syntaxTree.ts";
import { suggestionFor, wordNamed, wordsOf } from "../words.ts";
import type { CheckContext } from "./context.ts";
import { sayMisfit } from "./misfits.ts";
import { valueOf } from "./operands.ts";
import type { Place } from "./scope.ts";
import type { ListedSid, PrivilegeChange, StepOperand } from "./steps.ts";
import { inWords, sidOfValue } from "./values.ts";

const privilegeKinds: readonly OperandKind[] = ["privilegeChanges", "privileges"];

/** Whether what is written for an operand of that kind has to be read as a list, or as its one element. */
export function isListOperand(kind: OperandKind, written: Expression, place: Place): boolean {
  if (written.kind === "none") return false;
  if (kind === "sids") return true;
  if (!privilegeKinds.includes(kind)) return false;
  return written.kind !== "path" || wordNamed(pathText(written))?.kind === "privilege"
    || isUnknownPrivilege(written, place);
}

/** `[SeDebugPrivilege | SE_PRIVILEGE_ENABLED, …]`, `[Users, Administrators]`, or one without brackets. */
export function listOperand(
  operand: Operand, written: Expression, place: Place, context: CheckContext,
): StepOperand | undefined {
  const elements: readonly MaskExpression[] =
    written.kind === "list" ? (written.elements as readonly MaskExpression[]) : [written as MaskExpression];
  if (operand.kind === "sids") {
    const sids = elements.map((element) => listedSid(operand, element, place, context));
    return sids.every((sid) => sid !== undefined) ? { form: "sids", sids } : undefined;
  }
  const changes = elements.map((element) => privilegeChange(operand, element, place, context));
  return changes.every((change) => change !== undefined) ? { form: "privileges", changes } : undefined;
}

/** `Users`, `S-1-5-12`, an account for its user; with attributes `Users | SE_GROUP_ENABLED`. */
function listedSid(
  operand: Operand, element: MaskExpression, place: Place, context: CheckContext,
): ListedSid | undefined {
  let sid: string | undefined;
  let attributes = 0;
  for (const part of element.kind === "mask" ? element.parts : [element]) {
    const value = valueOf(part, place, context);
    if (value === undefined) return undefined;
    const named = sidOfValue(value);
    if (named !== undefined && sid === undefined) sid = named;
    else if (value.kind === "word" && value.word.kind === "groupAttribute") attributes |= value.word.value;
    else if (value.kind === "number" && sid !== undefined) attributes |= value.value;
    else {
      sayMisfit(part.span, operand.name, ["sids"], inWords(value), place, context);
      return undefined;
    }
  }
  if (sid === undefined) {
    sayMisfit(element.span, operand.name, ["sids"], "attributes alone", place, context);
  }
  return sid === undefined ? undefined : { sid, attributes: attributes >>> 0 };
}

function privilegeChange(
  operand: Operand, element: MaskExpression, place: Place, context: CheckContext,
): PrivilegeChange | undefined {
  const parts = element.kind === "mask" ? element.parts : [element];
  let luid: number | undefined;
  let attributes = 0;
  for (const part of parts) {
    if (part.kind === "path" && isUnknownPrivilege(part, place)) {
      const name = pathText(part);
      const near = suggestionFor(name, wordsOf("privilege"));
      context.report.sayNear("SCN042", part.span, [name], near);
      return undefined;
    }
    const value = valueOf(part, place, context);
    if (value === undefined) return undefined;
    if (value.kind === "word" && value.word.kind === "privilege") luid = value.word.value;
    else if (value.kind === "word" && value.word.kind === "privilegeAttribute")
      attributes |= value.word.value;
    else if (value.kind !== "number") {
      sayMisfit(part.span, operand.name, [operand.kind], inWords(value), place, context);
      return undefined;
    }
  }
  if (luid === undefined) {
    sayMisfit(element.span, operand.name, [operand.kind], "attributes alone", place, context);
  }
  else if (parts.length === 1 && operand.kind === "privilegeChanges")
    context.report.say(
      "SCN034/attributes", element.span, context.text.slice(element.span.start, element.span.end),
    );
  return luid === undefined ? undefined : { luid, attributes: attributes & 6 };
}

/** A name that looks like a privilege's and stands for nothing. */
function isUnknownPrivilege(path: Path, place: Place): boolean {
  const name = pathText(path);
  return /^Se[A-Z]\w*$/.test(name) && wordNamed(name) === undefined && place.scope.find(name) === undefined;
}
