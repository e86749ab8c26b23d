/** Facts 5.2: the gate, asked alone. */
import type { Routine } from "../call.ts";
import { tokenCanImpersonate } from "../gate.ts";

export const SeTokenCanImpersonate: Routine = ({ operands, world }) => ({
  boolean: tokenCanImpersonate(
    operands.realToken("processToken"), operands.realToken("token"), operands.number("level"), world,
  ),
});
