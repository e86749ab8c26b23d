/* What a value that a run chose is called: by the words of the choice, which the program keeps beside it. */
import type { Program } from "./programImage.ts";
import { operandOf } from "./records.ts";
import { controlId } from "./tableNumbers.ts";

/** Numbers of the variables that the program binds by choosing. */
export const chosenVariables = ({ image }: Program): ReadonlySet<number> =>
  new Set(image.records.filter(isChoice).map(({ result }) => result));

/** The words of a value of a variable; undefined where no choice gives it that value. */
export function chosenWords({ image, names }: Program, variable: number, value: number): string | undefined {
  for (const [record, choice] of image.records.entries()) {
    if (!isChoice(choice) || choice.result !== variable) continue;
    const { values } = image.domains[operandOf(choice.operands[0]).index]!;
    const place = values.findIndex(({ form, index }) =>
      (form === "Constant" ? image.constants[index] : index) === value);
    const words = names.choices.get(record)?.[place];
    if (words !== undefined) return words;
  }
  return undefined;
}

const isChoice = ({ operation }: { readonly operation: number }): boolean =>
  operation === controlId.ChooseValue;
