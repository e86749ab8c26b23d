/**
 * ObReferenceObjectByPointer, as far as a scenario can see it: kernel code hands pointers to tokens to
 * routines, and nobody checks them. A pointer to what was released is a bug check sooner or later, a null one
 * a fault; the model makes both at once. [INF]
 */
import { decide } from "../decide";
import { OPERAND_TOKEN, operandCount, operandKindAt } from "../generated/dispatch";
import { POINTER_IS_NULL, TOKEN_IS_GONE } from "../generated/decisions";
import { setHeaderBugCheck } from "../generated/state";
import { BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED, BUG_CHECK_REFERENCE_BY_POINTER } from "../objects/bugChecks";
import { currentThread } from "../step/call";
import { GONE_TOKEN, operandValue } from "../step/operands";

const MAY_BE_NONE: u32 = 0x80;

/** Whether the pointers of the call that is being made can be followed; if not, that was its end. */
export function pointersHold(operation: u32): bool {
  for (let position: u32 = 0, count = operandCount(operation); position < count; position++) {
    const kind = operandKindAt(operation, position);
    if ((kind & ~MAY_BE_NONE) != OPERAND_TOKEN) continue;
    const token = operandValue(position);
    if (decide(POINTER_IS_NULL, token == 0 && (kind & MAY_BE_NONE) == 0, currentThread)) {
      setHeaderBugCheck(BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED);
      return false;
    }
    if (decide(TOKEN_IS_GONE, token == GONE_TOKEN, currentThread, token)) {
      setHeaderBugCheck(BUG_CHECK_REFERENCE_BY_POINTER);
      return false;
    }
  }
  return true;
}
