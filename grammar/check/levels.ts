/* The impersonation levels in order, as numbers: the domain `levels`. */
import { enumerations } from "../../core/tables/enumerations.ts";

/** With their names. */
export const levels: readonly { readonly name: string; readonly value: number }[] =
  enumerations.find((row) => row.name === "SECURITY_IMPERSONATION_LEVEL")!.members;

export const levelsInOrder: readonly number[] = levels.map(({ value }) => value);
