/* The impersonation levels in order, as numbers: the domain `levels`. */
import { enumerations } from "../../core/tables/enumerations.ts";

export const levelsInOrder: readonly number[] = enumerations
  .find((row) => row.name === "SECURITY_IMPERSONATION_LEVEL")!.members.map((member) => member.value);
